import ConfigGuard
import ConfigLinting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A process that was started with exactly these bytes, and how it ended.
struct SpawnedProcess {
  let output: [UInt8]
  /// The exit status, or 128 and the signal's number as shells have it.
  let status: Int32

  var text: String { String(decoding: output, as: UTF8.self) }

  /// - Parameters:
  ///   - environment: Entries as the process shall find them, valid or not.
  ///   - blocked: Signals that are blocked when it starts.
  static func run(
    _ arguments: [[UInt8]], environment: [[UInt8]], blocked: [Int32] = []
  ) throws -> SpawnedProcess {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SupportFailure(description: "pipe: \(errno)") }
    // Tests run side by side, and a program of another test must not hold this pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in blocked { sigaddset(&mask, signal) }
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var argv = arguments.map(copy)
    var envp = environment.map(copy)
    argv.append(nil)
    envp.append(nil)
    defer { for pointer in argv + envp { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawnp(
      &child, String(decoding: arguments[0], as: UTF8.self), &actions, &attributes, argv, envp)
    close(ends[1])
    defer { close(ends[0]) }
    guard code == 0 else { throw SupportFailure(description: "posix_spawn: \(code)") }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(ends[0], &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      output += buffer[..<count]
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return SpawnedProcess(
      output: output, status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
  }

  /// Runs a shell script in a folder; `"$@"` are the arguments.
  static func run(
    script: String, _ arguments: [String], environment: [String: String], folder: String,
    blocked: [Int32] = []
  ) throws -> SpawnedProcess {
    let entries = environment.sorted { $0.key < $1.key }.map { Array("\($0.key)=\($0.value)".utf8) }
    let words = ["sh", "-c", "cd \"$1\" || exit 98; shift\n\(script)", "sh", folder] + arguments
    return try run(words.map { Array($0.utf8) }, environment: entries, blocked: blocked)
  }

  private static func copy(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    strdup(bytes.map { CChar(bitPattern: $0) } + [0])
  }
}
