import ConfigGuard
import ConfigLinting
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a command finds that was started through `exec`: the same as without it.
@Suite struct ExecProcessTests {
  /// Where a process can look at its own signals, descriptors and environment.
  private static let hasProc = (try? Platform.status(of: "/proc/self/status")) != nil

  /// Whether processes can be started here as the first of a namespace, as in a container.
  private static let hasNamespaces =
    (try? run(namespace + ["true"], environment: variables)) != nil

  private static let namespace = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]
  private static let variables = ["PATH": Platform.environmentVariable("PATH") ?? "/usr/bin:/bin"]

  /// A folder in which the start is judged, reports something, and goes on.
  private func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write(
      "configguard.yaml", "version: 1\nvariables: {ADMIN_KEY: {required: true, secret: true}}\n")
    try tree.write("app.env", "PORT=8080\n")
    try tree.write("secrets/api-token", "x\n")
    return tree
  }

  private static let options = [
    "exec", "--env-file", "app.env", "--secrets-dir", "secrets", "--stage", "development", "--",
  ]

  private func environment(_ tree: TemporaryTree) -> [String: String] {
    var variables = tree.variables
    variables["ASAN_OPTIONS"] = Platform.environmentVariable("ASAN_OPTIONS")
    return variables
  }

  /// Runs a command directly and through `exec`, with signals ignored and blocked beforehand.
  private func both(
    _ command: [String], ignoring ignored: String, blocking blocked: [Int32] = [],
    in tree: TemporaryTree
  ) throws -> (direct: SpawnedProcess, through: SpawnedProcess) {
    func start(_ arguments: [String]) throws -> SpawnedProcess {
      try SpawnedProcess.run(
        script: "\(ignored); exec \"$@\"", arguments, environment: environment(tree),
        folder: tree.path, blocked: blocked)
    }
    return (try start(command), try start([Tool.path] + Self.options + command))
  }

  /// The tool for a start without a shell, which would change what is passed on.
  private func tool(_ tree: TemporaryTree) -> [String] {
    let contract = "\(tree.path)/configguard.yaml"
    return [Tool.path, "exec", "--config", contract, "--stage", "development", "--"]
  }

  private func signals(_ process: SpawnedProcess) -> [String: UInt64] {
    var sets: [String: UInt64] = [:]
    for line in process.text.split(separator: "\n") {
      let parts = line.split(whereSeparator: { $0 == ":" || $0 == "\t" })
      if parts.count == 2, ["SigBlk", "SigIgn", "SigCgt", "ShdPnd", "SigPnd"].contains(parts[0]) {
        sets[String(parts[0])] = UInt64(parts[1], radix: 16)
      }
    }
    return sets
  }

  private static func set(of signals: [Int32]) -> UInt64 {
    signals.reduce(0) { $0 | 1 << UInt64($1 - 1) }
  }

  private static let ignored: [(String, [Int32])] = [
    (":", []), ("trap '' HUP USR1 TERM", [SIGHUP, SIGUSR1, SIGTERM]),
    ("trap '' PIPE", [SIGPIPE]), ("trap '' INT QUIT", [SIGINT, SIGQUIT]),
  ]

  @Test(.enabled(if: hasProc, "there is no /proc"), arguments: ignored)
  func signalsAreAsInherited(_ ignored: String, _ numbers: [Int32]) throws {
    let tree = try tree()
    let (direct, through) = try both(
      ["cat", "/proc/self/status"], ignoring: ignored, blocking: [SIGUSR2, SIGPIPE, SIGALRM],
      in: tree)
    let expected = signals(direct)
    #expect(expected.count == 5)
    #expect(signals(through) == expected)
    // What is compared was really set beforehand.
    #expect(Self.set(of: [SIGUSR2, SIGPIPE, SIGALRM]) & ~(expected["SigBlk"] ?? 0) == 0)
    #expect(Self.set(of: numbers) & ~(expected["SigIgn"] ?? 0) == 0)
    #expect(expected["SigCgt"] == 0)
  }

  @Test(.enabled(if: hasProc, "there is no /proc"))
  func noDescriptorIsLeft() throws {
    let tree = try tree()
    // One shell starts both, so that both inherit the same.
    let result = try SpawnedProcess.run(
      script: "ls /proc/self/fd; echo; \"$@\" ls /proc/self/fd", [Tool.path] + Self.options,
      environment: environment(tree), folder: tree.path)
    let parts = result.text.split(separator: "\n\n").map { $0.split(separator: "\n") }
    #expect(parts.count == 2 && parts.first == parts.last)
    #expect(Set(parts.first ?? []).isSuperset(of: ["0", "1", "2"]))
  }

  @Test(.enabled(if: hasProc, "there is no /proc"))
  func theEnvironmentIsTheSameToTheByte() throws {
    let tree = try tree()
    let entries: [[UInt8]] =
      environment(tree).map { Array("\($0.key)=\($0.value)".utf8) }
      + [
        Array("TWICE=1".utf8), Array("TWICE=2".utf8), Array("NO_SIGN".utf8), Array("=C:=x".utf8),
        Array("EMPTY=".utf8), Array("LINES=a\nb".utf8), [0x42, 0x3D, 0xFF, 0xFE],
        [0xC3, 0x3D, 0x31], [],
      ]
    let cat = ["cat", "/proc/self/environ"].map { Array($0.utf8) }
    let through = try SpawnedProcess.run(
      tool(tree).map { Array($0.utf8) } + cat, environment: entries)
    let direct = try SpawnedProcess.run(cat, environment: entries)
    #expect(through.output == direct.output)
    #expect(direct.output.contains(0xFF))
  }

  @Test func argumentsAreTheSameToTheByte() throws {
    let tree = try tree()
    let odd: [[UInt8]] = [[], [0xFF, 0x61], Array("--".utf8), Array("-x".utf8), Array("a b".utf8)]
    let through = try SpawnedProcess.run(
      (tool(tree) + ["printf", "%s|"]).map { Array($0.utf8) } + odd,
      environment: environment(tree).map { Array("\($0.key)=\($0.value)".utf8) })
    #expect(through.output == Array(odd.joined(separator: [0x7C])) + [0x7C])
  }

  @Test func deathByASignalIsSeenAsSuch() throws {
    let tree = try tree()
    for signal in [SIGKILL, SIGTERM, SIGPIPE] {
      let (direct, through) = try both(
        ["sh", "-c", "kill -\(signal) $$"], ignoring: ":", in: tree)
      #expect(direct.status == 128 + signal)
      #expect(through.status == 128 + signal)
    }
  }

  /// A report that nobody reads must not end what it is about.
  @Test func standardErrorMayBeABrokenPipe() throws {
    let tree = try tree()
    let script = """
      mkfifo pipe; exec 3<>pipe; exec 4>pipe; exec 3>&-
      "$@" 2>&4
      echo $?
      """
    func status(_ stage: String, _ command: [String]) throws -> String {
      tree.delete("pipe")
      let arguments = [Tool.path, "exec", "--stage", stage, "--"] + command
      return try SpawnedProcess.run(
        script: script, arguments, environment: environment(tree), folder: tree.path
      ).text
    }
    #expect(try status("development", ["sh", "-c", "echo started; exit 7"]) == "started\n7\n")
    #expect(try status("production", ["true"]) == "78\n")
    #expect(try status("development", ["no-such-command"]) == "127\n")
    // The command itself dies of the pipe, as it would have without `exec`.
    #expect(try status("development", ["sh", "-c", "kill -PIPE $$"]) == "141\n")
  }

  // MARK: - The first process

  /// A command that says when it is ready and ends with 42 when it is told to end.
  private static let service = """
    trap 'echo ended; exit 42' TERM
    echo $$ >ready.new; mv ready.new ready
    while :; do sleep 0.02; done
    """

  /// Starts something, waits until it is ready, sends a signal to the process that `exec` became.
  private static let script = """
    "$@" & outer=$!
    while ! test -e ready; do kill -0 $outer 2>/dev/null || exit 99; sleep 0.02; done
    target=$outer
    if test -n "$NAMESPACE"; then read target rest </proc/$outer/task/$outer/children; fi
    kill -TERM $target
    wait $outer
    echo "$? $(cat ready)"
    """

  @Test func aHandlerGetsTheSignal() throws {
    let tree = try tree()
    let result = try SpawnedProcess.run(
      script: Self.script, [Tool.path] + Self.options + ["sh", "-c", Self.service],
      environment: environment(tree), folder: tree.path)
    #expect(result.text.hasPrefix("ended\n42 "))
  }

  @Test(.enabled(if: hasNamespaces, "`unshare --pid` does not work here"))
  func theFirstProcessGetsTheSignal() throws {
    let tree = try tree()
    let result = try SpawnedProcess.run(
      script: Self.script,
      Self.namespace + [Tool.path] + Self.options + ["sh", "-c", Self.service],
      environment: environment(tree).merging(["NAMESPACE": "1"]) { $1 }, folder: tree.path)
    // It was the first process of its namespace, and its status came back.
    #expect(result.text == "ended\n42 1\n")
  }

  @Test(.enabled(if: hasNamespaces, "`unshare --pid` does not work here"))
  func theFirstProcessHasTheSameSignals() throws {
    let tree = try tree()
    func start(_ arguments: [String]) throws -> SpawnedProcess {
      try SpawnedProcess.run(
        script: "trap '' HUP; exec \"$@\"", Self.namespace + arguments,
        environment: environment(tree), folder: tree.path, blocked: [SIGUSR2])
    }
    let direct = try start(["cat", "/proc/self/status"])
    let through = try start([Tool.path] + Self.options + ["cat", "/proc/self/status"])
    #expect(signals(direct).count == 5)
    #expect(signals(through) == signals(direct))
    #expect(Self.set(of: [SIGHUP]) & ~(signals(through)["SigIgn"] ?? 0) == 0)
    #expect(through.text.contains("\nPid:\t1\n"))
    #expect(try start([Tool.path] + Self.options + ["sh", "-c", "exit 7"]).status == 7)
    #expect(try start([Tool.path, "exec", "--", "true"]).status == 78)
  }
}
