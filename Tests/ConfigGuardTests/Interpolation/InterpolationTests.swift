import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

func parseInterpolation(_ text: String, at base: Int = 0) throws -> Interpolation {
  let bytes = SourceBytes(text)
  return try Interpolation.parse(bytes.buffer, at: base)
}

@Suite struct InterpolationTests {
  @Test(arguments: InterpolationCase.all)
  func yieldsWhatComposeYields(_ example: InterpolationCase) {
    var result: InterpolationCase.Result
    do {
      let text = try parseInterpolation(example.input)
        .evaluated { InterpolationCase.environment[$0] }
      result = .text(text)
    } catch let error as InterpolationError {
      result = error.kind == .missingVariable ? .missing(error.message.plain) : .malformed
    } catch {
      result = .text("unexpected error")
    }
    #expect(result == example.result, "\(example.input)")
  }

  @Test func namesAVariableInAMessageInsteadOfItsValue() throws {
    let interpolation = try parseInterpolation("${U:?set $A or ${B:-x}}")
    let error = #expect(throws: InterpolationError.self) {
      try interpolation.evaluated { $0 == "A" ? "secret" : nil }
    }
    #expect(error?.message.plain == "required variable U is missing a value")
  }

  @Test func keepsTheRangesOfEveryPart() throws {
    let interpolation = try parseInterpolation("ab$$c${NAME:-x${IN}y}$Z", at: 100)
    guard case .literal(let text, let range) = interpolation.segments[0] else {
      Issue.record("no literal")
      return
    }
    #expect(text == "ab$c")
    #expect(range == SourceRange(start: 100, end: 105))
    let references = interpolation.references
    #expect(references.map(\.name) == ["NAME", "IN", "Z"])
    #expect(
      references.map(\.range) == [
        SourceRange(start: 105, end: 121), SourceRange(start: 114, end: 119),
        SourceRange(start: 121, end: 123),
      ])
    #expect(references[0].nameRange == SourceRange(start: 107, end: 111))
    #expect(references[0].operation == .defaultIfEmpty)
    #expect(references[0].argumentRange == SourceRange(start: 113, end: 120))
    #expect(references[1].nameRange == SourceRange(start: 116, end: 118))
    #expect(references[2].nameRange == SourceRange(start: 122, end: 123))
    #expect(references[2].argumentRange == nil)
  }

  @Test(arguments: [
    ("x${1}y", 1, 5), ("${}", 0, 3), ("a${B.C}d", 1, 7), ("${U", 0, 3), ("x\n${U:-d", 2, 8),
    ("${U:-x\ny}", 0, 6), ("${A:-${B!}}", 5, 10), ("${", 0, 2), ("${A:", 0, 4),
  ])
  func pointsAtWhatIsMalformed(_ text: String, _ start: Int, _ end: Int) {
    let error = #expect(throws: InterpolationError.self) { try parseInterpolation(text) }
    #expect(error?.kind == .malformed)
    #expect(error?.range == SourceRange(start: start, end: end))
  }

  /// How Compose counts braces, where that differs from pairing them up.
  @Test(arguments: [
    ("${U:-{}}x}", "{}}x"), ("${U:-{a}", "{a"), ("${U:-{a}} b}", "{a} b}"),
    ("${U:-{{a}}", "{{a}"),
  ])
  func countsBracesAsComposeDoes(_ text: String, _ expected: String) throws {
    let result = try parseInterpolation(text).evaluated { $0 == "A" ? "av" : nil }
    #expect(result == expected)
  }

  /// Compose finds such a mistake only in an environment that makes it look at the argument.
  @Test func refusesAMalformedArgumentThatIsNotNeeded() {
    let error = #expect(throws: InterpolationError.self) { try parseInterpolation("${A:-${B!}}") }
    #expect(error?.range == SourceRange(start: 5, end: 10))
  }

  @Test func listsPlainFallbacksAtEveryDepth() throws {
    let interpolation = try parseInterpolation(
      "${A:-one}${B-${C:+two}}${D:-}${E:?no}${F:-x$G}${H:-$$}")
    #expect(interpolation.literalFallbacks.map(\.text) == ["one", "two", "$"])
    #expect(interpolation.literalFallbacks[0].range == SourceRange(start: 5, end: 8))
    #expect(interpolation.literalFallbacks[1].range == SourceRange(start: 18, end: 21))
  }

  @Test func listsUnsetReferencesThatAreReached() throws {
    let interpolation = try parseInterpolation("$A$B${C:-$D}${A:-$E}${F:+$G}${E-}")
    let unset = interpolation.unsetReferences { $0 == "A" ? "1" : nil }
    #expect(unset.map(\.name) == ["B", "D"])
  }

  @Test func textWithoutReferencesIsOneLiteral() throws {
    #expect(try parseInterpolation("plain").literalText == "plain")
    #expect(try parseInterpolation("").literalText == "")
    #expect(try parseInterpolation("a$$b$").literalText == "a$b$")
    #expect(try parseInterpolation("$A").literalText == nil)
  }

  @Test func limitsNesting() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "${U:-", count: depth) + "x" + String(repeating: "}", count: depth)
    }
    #expect(try parseInterpolation(nested(50)).evaluated { _ in nil } == "x")
    let error = #expect(throws: InterpolationError.self) { try parseInterpolation(nested(51)) }
    #expect(error?.kind == .nestingLimit)
    #expect(error?.problem.kind == .limit)
  }

  @Test(arguments: ["${", "${A:-", "${A:-{}", "$", "${A:-}", "${A:-x}\n"])
  func takesLinearTime(_ part: String) {
    let text = String(repeating: part, count: 1_000_000 / part.utf8.count)
    _ = try? parseInterpolation(text)
    _ = try? parseInterpolation(text + String(repeating: "}", count: 100_000))
  }

  /// What is resolved is what is evaluated, unless something that it comes to is not known.
  @Test func resolvesWhatIsKnown() throws {
    let lookup = { (name: String) in InterpolationCase.environment[name] }
    var inputs = InterpolationCase.all.map(\.input)
    inputs += ["$A $U", "${U:-$V}", "${A:+$U}", "${A:-$U}", "${U:?$V}", "${A:?$U}", "${U:+$V}x"]
    for input in inputs {
      guard let parsed = try? parseInterpolation(input) else { continue }
      let isKnown = parsed.unsetReferences(lookup: lookup).isEmpty
      let evaluated = try? parsed.evaluated(lookup: lookup)
      #expect(parsed.resolved(lookup: lookup) == (isKnown ? evaluated : nil), "\(input)")
    }
  }
}
