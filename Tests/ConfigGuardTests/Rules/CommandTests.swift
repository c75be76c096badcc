import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Where commands are found, and what is taken for their program.
@Suite struct CommandTests {
  private func words(_ text: String) -> [StartWord] {
    let file = SourceFile(path: "a", bytes: SourceBytes(text), tracking: .unknown)
    var workload = Workload(name: "a", file: file, range: SourceRange(at: 0), format: "a")
    let range = SourceRange(start: 0, end: text.utf8.count)
    workload.setCommand([CommandPart(text: text, file: file, range: range, isExact: true)])
    return workload.commandWords
  }

  @Test(arguments: [
    ("gunicorn app --workers 4", "gunicorn app --workers 4"),
    ("sh -c \"npm run dev\"", "sh -c npm run dev"), ("a && b|c; d", "a / b / c / d"),
    ("a \\\n b", "a b"), ("a --x='b c' d", "a --x=b c d"), ("# note\na", "a"),
    ("a --x=''", "a --x="), ("", ""), ("a 'b", "a b"), ("$(a b)", "$ / a b"),
  ])
  func splits(text: String, expected: String) {
    var shown = ""
    for word in words(text) {
      if !shown.isEmpty { shown += word.startsCommand ? " / " : " " }
      shown += word.text
    }
    #expect(shown == expected)
  }

  @Test func placesAreThoseOfTheWords() {
    let found = words("node --inspect='0.0.0.0:1' server.js")
    #expect(found[1].valueRange == SourceRange(start: 16, end: 25))
    #expect(found[1].text == "--inspect=0.0.0.0:1")
    #expect(found[2].range == SourceRange(start: 27, end: 36))
  }

  @Test(arguments: [
    ("python -m debugpy x", "python debugpy"), ("sh -c 'npm run dev'", "sh npm"),
    ("A=b exec /usr/bin/tini -- gunicorn app", "exec tini gunicorn"),
    ("npm install -g nodemon", "npm"), ("python3.12 manage.py runserver", "python3.12 manage.py"),
    ("gosu app uvicorn x", "gosu app uvicorn"),
    ("timeout 30 /srv/start.sh nodemon", "timeout start.sh nodemon"),
    ("python -W ignore manage.py migrate", "python ignore manage.py"), ("-dev", ""),
  ])
  func programs(text: String, expected: String) {
    let carriers = Set(BuiltinPacks.prepared.index.vocabulary.lists["command-carrier"] ?? [])
    let command = CommandCheck.commands(of: words(text), carriers: carriers).first
    let names = command.map { $0.programs.map(\.name) }
    #expect(names?.joined(separator: " ") == expected)
  }

  @Test(arguments: [
    ("/usr/bin/a", "a"), ("a", "a"), ("-/bin/a", "a"), ("@a", "a"), ("a/", "a"), ("/", ""),
    ("bin/größe", "größe"), ("+-a", "-a"), ("a/-b", "-b"),
  ])
  func programNames(text: String, name: String) {
    let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .unknown)
    let word = StartWord(
      text: text, file: file, range: SourceRange(at: 0), startsCommand: true)
    #expect(word.programName == name)
  }

  @Test(
    arguments: [
      ("-dev", "--x 3", nil), ("--workers", "--workers 4", "4"), ("--workers", "--workers=4", "4"),
      ("-w", "-w4", "-w4"), ("-w", "-w 4", "4"), ("-w", "-words 4", nil),
      ("--workers", "--workers", nil), ("--workers", "--workers $N", nil),
      ("--workers", "--workers ${N:-4}", nil), ("-x:", "-x:4", "-x:4"),
    ] as [(String, String, String?)])
  func options(name: String, text: String, expected: String?) {
    let vocabulary = BuiltinPacks.prepared.index.vocabulary
    let check = CommandCheck(values: ValueCheck(patterns: PatternCache(), lists: vocabulary))
    var value = ValueTest()
    value.isInteger = true
    let test = CommandTest(programs: [], option: .init(names: [name], test: value))
    let command = CommandCheck.commands(of: words(text), carriers: []).first
    let match = command.flatMap { check.match([test], $0) }
    #expect(match.map { $0.place.file.bytes.text($0.place.range) } == expected)
  }

  @Test func onlyOptionsWithAHyphenAskForOne() {
    let names = { CommandTest(programs: [], option: .init(names: $0, test: nil)) }
    #expect(names(["--workers", "-w"]).asksForDash)
    #expect(!names(["--workers", "workers:"]).asksForDash)
    #expect(!CommandTest(programs: ["a"]).asksForDash)
    #expect(names(["-w"]).optionNames == ["-w"] && CommandTest(programs: []).optionNames.isEmpty)
  }

  @Test(arguments: [
    (
      "compose.yaml",
      "services:\n  a:\n    image: b\n    entrypoint: [tini]\n    command: x --y\n"
    ),
    ("render.yaml", "services:\n  - type: web\n    name: a\n    startCommand: tini x --y\n"),
    (".do/app.yaml", "name: a\nservices:\n  - name: a\n    run_command: tini x --y\n"),
    ("fly.toml", "app = \"a\"\n[processes]\nweb = \"tini x --y\"\n"),
    ("railway.toml", "[deploy]\nstartCommand = \"tini x --y\"\n"),
    ("Procfile", "web: tini x --y\n"), ("a.service", "[Service]\nExecStart=tini x --y\n"),
    ("Dockerfile", "FROM a\nENTRYPOINT [\"tini\"]\nCMD [\"x\", \"--y\"]\n"),
    ("Dockerfile", "FROM b AS base\nCMD old\nFROM base\nCMD tini x --y\n"),
    (
      "pod.yaml",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n"
        + "    - {name: a, image: b, command: [tini], args: [x, --y]}\n"
    ),
    (
      "task.json",
      "{\"family\": \"a\", \"containerDefinitions\": [{\"name\": \"a\", \"image\": \"b\", "
        + "\"entryPoint\": [\"tini\"], \"command\": [\"x\", \"--y\"]}]}"
    ),
  ])
  func everyFormatGivesPlaces(name: String, text: String) throws {
    let type = try #require(FileType(path: name))
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let file = SourceFile(path: name, bytes: SourceBytes(text), tracking: .unknown)
    let reader = ConfigurationReader(context: context, load: { _ in .missing("nothing is there") })
    let workload = try #require(reader.read(file, as: type).workloads.last)
    #expect(workload.commandWords.map { file.bytes.text($0.range) } == ["tini", "x", "--y"])
    #expect(workload.commandWords.map(\.startsCommand) == [true, false, false])
    #expect(workload.command == "tini x --y" || name == "Dockerfile")
  }
}
