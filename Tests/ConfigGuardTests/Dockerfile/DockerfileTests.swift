import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What an `ENV` or `ARG` line sets: name, value (nil without one) and the bytes at its range.
struct AssignmentCase: Sendable {
  let input: String
  let assignments: [[String?]]
  var hasReference = false
  var problems: [String] = []
}

@Suite struct DockerfileTests {
  static let cases: [AssignmentCase] = [
    AssignmentCase(
      input: "ENV K=V K2=\"V 2\" K3='V 3'",
      assignments: [["K", "V", "V"], ["K2", "V 2", "V 2"], ["K3", "V 3", "V 3"]]),
    AssignmentCase(
      input: "ENV A=b\\ c D=e", assignments: [["A", "b c", "b\\ c"], ["D", "e", "e"]]),
    AssignmentCase(input: "ENV A=b\"c d\"e", assignments: [["A", "bc de", "b\"c d\"e"]]),
    AssignmentCase(input: "ENV A= B=\"\"", assignments: [["A", "", ""], ["B", "", ""]]),
    AssignmentCase(input: "ENV A=\"b\\\"c\\d\"", assignments: [["A", "b\"c\\d", "\"b\\\"c\\d\""]]),
    AssignmentCase(input: "env a some  value", assignments: [["a", "some  value", "some  value"]]),
    AssignmentCase(
      input: "ENV a the \"b c\" = d", assignments: [["a", "the b c = d", "the \"b c\" = d"]]),
    AssignmentCase(input: "ENV A=b=c", assignments: [["A", "b=c", "b=c"]]),
    AssignmentCase(
      input: "ARG A=1 B C=\"x y\"",
      assignments: [["A", "1", "1"], ["B", nil, ""], ["C", "x y", "x y"]]),
    AssignmentCase(
      input: "ENV A=$B C=${D} E=${F:-g}",
      assignments: [["A", "$B", "$B"], ["C", "${D}", "${D}"], ["E", "${F:-g}", "${F:-g}"]],
      hasReference: true),
    AssignmentCase(
      input: "ENV A=\"x ${B:+'}'} y\"", assignments: [["A", "x ${B:+'}'} y", "x ${B:+'}'} y"]],
      hasReference: true),
    AssignmentCase(
      input: "ENV A='$B' C=\\$D E=\"\\$F\" G=$ H=a$.",
      assignments: [
        ["A", "$B", "$B"], ["C", "$D", "\\$D"], ["E", "$F", "\"\\$F\""], ["G", "$", "$"],
        ["H", "a$.", "a$."],
      ]),
    AssignmentCase(
      input: "ENV A=b \\\n  # comment\n\n  C=d", assignments: [["A", "b", "b"], ["C", "d", "d"]]),
    AssignmentCase(input: "ENV A=b\\\nc", assignments: [["A", "bc", "b\\\nc"]]),
    AssignmentCase(input: "ENV A=b\\ \t\r\nc\r\n", assignments: [["A", "bc", "b\\ \t\r\nc"]]),
    AssignmentCase(
      input: "ENV A=b\\\\\nENV C=d", assignments: [["A", "b\\", "b\\\\"], ["C", "d", "d"]]),
    AssignmentCase(input: "ENV A=\"b", assignments: [["A", "b", "\"b"]], problems: ["\"b"]),
    AssignmentCase(input: "ENV A='b c", assignments: [["A", "b c", "'b c"]], problems: ["'b c"]),
    AssignmentCase(
      input: "ENV A=${b", assignments: [["A", "${b", "${b"]], hasReference: true, problems: ["${b"]),
    AssignmentCase(
      input: "ENV A=${b!c}", assignments: [["A", "${b!c}", "${b!c}"]], hasReference: true,
      problems: ["${b!c}"]),
    AssignmentCase(input: "ENV A=b word", assignments: [["A", "b", "b"]], problems: ["word"]),
    AssignmentCase(input: "ENV A", assignments: [], problems: ["A"]),
    AssignmentCase(input: "ENV", assignments: [], problems: ["ENV"]),
    AssignmentCase(input: "ARG", assignments: [], problems: ["ARG"]),
    AssignmentCase(input: "ENV =b C=d", assignments: [["C", "d", "d"]], problems: ["="]),
  ]

  @Test(arguments: cases)
  func readsAssignments(_ example: AssignmentCase) throws {
    let bytes = SourceBytes("FROM a\n" + example.input)
    let file = Dockerfile.read(bytes)
    let stage = try #require(file.stages.first)
    #expect(
      stage.assignments.map { [$0.name, $0.value, bytes.text($0.valueRange)] }
        == example.assignments)
    #expect(file.problems.map { bytes.text($0.range) } == example.problems)
    for assignment in stage.assignments {
      #expect(assignment.hasReference == example.hasReference)
      #expect(bytes.text(assignment.nameRange) == assignment.name)
      #expect(assignment.isExact == ((assignment.value ?? "") == bytes.text(assignment.valueRange)))
    }
  }

  static let text = """
    # syntax=docker/dockerfile:1
    # c
    ARG TAG=1 REGISTRY
    FROM --platform=$P reg/a:${TAG} AS Build
    RUN <<EOF cat > /x && cat <<-"END"
    ENV FAKE=1
    EOF
    \tx
    \tEND
      copy --from=b --chown=c \\
      a b
    ONBUILD RUN cat <<E
    x
    E
    FROM build
    CMD ["a", "b"]
    HEALTHCHECK --interval=5s CMD x
    """

  @Test func readsStagesAndInstructions() throws {
    let bytes = SourceBytes(Self.text)
    let file = Dockerfile.read(bytes)
    #expect(file.problems.isEmpty)
    #expect(file.globalArguments.map(\.name) == ["TAG", "REGISTRY"])
    #expect(file.globalArguments.map(\.value) == ["1", nil])
    #expect(file.globalArguments.map(\.isArgument) == [true, true])
    #expect(file.stages.map(\.name) == ["build", nil])
    #expect(file.stages.map(\.image) == ["reg/a:${TAG}", "build"])
    #expect(file.stages.map { bytes.text($0.imageRange) } == ["reg/a:${TAG}", "build"])
    #expect(file.stages[0].instructions.map(\.name) == ["FROM", "RUN", "COPY", "ONBUILD"])
    #expect(file.stages[1].instructions.map(\.name) == ["FROM", "CMD", "HEALTHCHECK"])
    #expect(file.stages[0].assignments.isEmpty)
    let run = file.stages[0].instructions[1]
    #expect(run.heredocs.map { bytes.text($0) } == ["ENV FAKE=1\n", "\tx\n"])
    #expect(bytes.text(run.range).hasSuffix("\tEND"))
    let copy = file.stages[0].instructions[2]
    #expect(copy.arguments == "a b")
    #expect(copy.isExact)
    #expect(copy.flags.map { bytes.text($0) } == ["--from=b", "--chown=c"])
    #expect(bytes.text(copy.nameRange) == "copy")
    #expect(bytes.text(copy.range) == "copy --from=b --chown=c \\\n  a b")
    #expect(file.stages[0].instructions[3].heredocs.map { bytes.text($0) } == ["x\n"])
    #expect(file.comments.map { bytes.text($0) } == ["# syntax=docker/dockerfile:1", "# c"])
  }

  @Test func theEscapeDirectiveChangesTheEscape() {
    let bytes = SourceBytes("\u{FEFF}# escape=`\nFROM a\nENV A=c:\\ B=b` c D=e `\n F=g")
    let file = Dockerfile.read(bytes)
    #expect(file.escape == UInt8(ascii: "`"))
    #expect(file.stages[0].assignments.map(\.value) == ["c:\\", "b c", "e", "g"])
    let late = Dockerfile.read(SourceBytes("# c\n# escape=`\nFROM a\n"))
    #expect(late.escape == UInt8(ascii: "\\"))
  }

  static let heredocs: [(String, Int)] = [
    ("RUN cat <<A\nA", 1), ("RUN cat << A\nA", 1), ("RUN cat 3<<'A'\nA", 1), ("RUN cat <<<A", 0),
    ("RUN cat x<<A", 0), ("RUN cat '<<A'", 0), ("RUN cat <<A 'x", 0), ("COPY <<A <<B /x\nA\nB", 2),
    ("CMD cat <<A", 0), ("RUN cat <<-A\n\t\tA", 1), ("RUN echo $((1<<2))", 0),
  ]

  @Test(arguments: heredocs)
  func knowsHeredocs(_ example: (String, Int)) {
    let file = Dockerfile.read(SourceBytes("FROM a\n" + example.0))
    #expect(file.problems.isEmpty)
    #expect(file.stages[0].instructions.last?.heredocs.count == example.1)
  }

  static let broken: [(String, [String])] = [
    ("FROM a\nBOGUS x\n", ["BOGUS"]),
    ("RUN a\nFROM b\n", ["RUN"]),
    ("FROM\n", ["FROM"]),
    ("FROM a b\n", ["a b"]),
    ("FROM a AS 1x\n", ["1x"]),
    ("FROM a\nRUN <<E\nx\n", ["<<E"]),
    ("# escape=x\nFROM a\n", ["x"]),
    ("# escape=`\n# escape=`\nFROM a\n", ["# escape=`"]),
    ("# only a comment\n", []),
  ]

  @Test(arguments: broken)
  func saysWhatIsWrong(_ example: (String, [String])) {
    let bytes = SourceBytes(example.0)
    #expect(Dockerfile.read(bytes).problems.map { bytes.text($0.range) } == example.1)
  }

  @Test func messagesDoNotShowWhatMayBeSecret() {
    let secret = "AKIAIOSFODNN7EXAMPLEx9x8x7"
    let file = Dockerfile.read(SourceBytes("FROM a\n\(secret)\nENV A=b \(secret)\n"))
    #expect(file.problems.count == 2)
    #expect(file.problems.allSatisfy { !$0.message.plain.uppercased().contains("AKIA") })
  }

  static let parts = [
    "x", "A=b \\\n", "\\\n", "\"", "'", "${", "${a:-", "<<A ", "<<A\n", "A=\"", "$", "\\", "\n",
    "#\n", "FROM a\n", "ENV A=b\n", "RUN <<A\nA\n", " ", "--a ", "\t",
  ]

  /// Each of these would take minutes if any part of it were read again and again.
  @Test(arguments: parts)
  func readsHostileInputInLinearTime(_ part: String) {
    let repeated = String(repeating: part, count: 200_000 / part.utf8.count)
    for input in ["ENV A=", "RUN ", "ARG \"", "RUN <<E\n"] {
      let file = Dockerfile.read(SourceBytes("FROM a\n" + input + repeated))
      #expect(file.problems.count <= ReadingLimits.problems)
    }
  }

  @Test
  func readsLongLinesAndManyContinuations() {
    let long = String(repeating: "x", count: 1 << 20)
    let lines = String(repeating: "A=b \\\n", count: 100_000)
    let file = Dockerfile.read(SourceBytes("FROM a\nENV L=\(long)\nENV \(lines)"))
    #expect(file.stages[0].assignments.count == 100_001)
    #expect(file.stages[0].assignments[0].value?.utf8.count == 1 << 20)
    #expect(file.problems.isEmpty)
  }

  @Test func bytesThatAreNoTextDoNotStopIt() {
    for input in NoText.inputs(of: "AB==\"' \\\\$${}:-\n\r\t#<<", count: 6000) {
      for start in ["FROM a\nENV A=", "FROM a\nRUN ", ""] {
        let bytes = SourceBytes(Array(start.utf8) + input)
        let file = Dockerfile.read(bytes)
        let whole = SourceRange(start: 0, end: bytes.count)
        #expect(file.problems.allSatisfy { whole.contains($0.range) })
        for stage in file.stages {
          #expect(stage.instructions.allSatisfy { whole.contains($0.range) })
          for assignment in stage.assignments where assignment.isExact {
            #expect(bytes.text(assignment.valueRange) == assignment.value ?? "")
          }
        }
      }
    }
  }
}
