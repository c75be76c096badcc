import ConfigGuard
import RulePacks

/// Runs git's plumbing: no command here starts another program, takes a lock, fetches or asks.
struct GitProcess {
  private let topLevel: String
  private let environment: GitEnvironment

  init(topLevel: String, environment: GitEnvironment) {
    self.topLevel = topLevel
    self.environment = environment
  }

  /// Starts git at the top level of the work tree.
  func start(_ arguments: [String], hasInput: Bool = false) throws(CommandFailure) -> ChildProcess {
    var words = ["git", "--no-pager"]
    // Whoever names the repository by variables may name it from here.
    let isNamed = ["GIT_DIR", "GIT_WORK_TREE"].contains { environment.value($0) != nil }
    if !isNamed, topLevel != environment.workingDirectory { words += ["-C", topLevel] }
    // It may name a program, which git would run.
    words += ["-c", "core.fsmonitor=false"]
    do throws(SystemError) {
      return try Platform.start(
        words + arguments, adding: Self.added, removing: Self.removed, hasInput: hasInput)
    } catch {
      throw CommandFailure(
        error.isNotFound
          ? "git was not found in PATH, so what is to be committed cannot be read"
          : "git cannot be started: \(prose: error.text)")
    }
  }

  /// Everything that a command writes.
  func output(_ arguments: [String]) throws(CommandFailure) -> [UInt8] {
    try output(of: try start(arguments), arguments.first ?? "")
  }

  /// Everything that a command writes that was started before.
  func output(of child: ChildProcess, _ command: String) throws(CommandFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var failure: SystemError?
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    do throws(SystemError) {
      while true {
        let count = try Platform.readBytes(from: child.output, into: &chunk)
        if count == 0 { break }
        bytes += chunk[..<count]
      }
    } catch {
      failure = error
    }
    let status = Platform.end(child)
    guard failure == nil, status == 0 else { throw Self.failure(command, status) }
    return bytes
  }

  /// Git's own words may hold names of files; it says them again where a person asks for them.
  static func failure(_ command: String, _ status: Int32) -> CommandFailure {
    CommandFailure(
      """
      git cannot read this repository (\(name: command) ended with \(status)); \
      `git status` says why
      """)
  }

  private static let added = [
    "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0",
    // What a partial clone lacks is not fetched; older versions of git know the second one only.
    "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "",
    // A commit holds the objects that it names, whatever they are replaced by here.
    "GIT_NO_REPLACE_OBJECTS": "1",
  ]

  private static let removed: Set<String> = ["GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS"]
}
