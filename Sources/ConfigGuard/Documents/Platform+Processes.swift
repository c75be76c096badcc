#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that was started, with the ends of the pipes to it and from it.
package struct ChildProcess: Sendable {
  fileprivate let id: pid_t
  /// What is written here the program reads; nil where it reads nothing.
  package let input: Int32?
  /// What the program writes is read here.
  package let output: Int32
}

/// What starts, replaces and ends processes.
extension Platform {
  /// Starts a program that is looked for along PATH; what it writes to standard error is dropped.
  ///
  /// - Parameters:
  ///   - adding: Variables that it gets besides those of this process, or in their place.
  ///   - removing: Variables of this process that it does not get.
  package static func start(
    _ arguments: [String], adding: [String: String] = [:], removing: Set<String> = [],
    hasInput: Bool = false
  ) throws(SystemError) -> ChildProcess {
    let output = try makePipe()
    var input: (reading: Int32, writing: Int32)?
    do throws(SystemError) {
      if hasInput { input = try makePipe() }
    } catch {
      closeDescriptor(output.reading)
      closeDescriptor(output.writing)
      throw error
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input.reading, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    var envp = environmentEntries { adding[$0] == nil && !removing.contains($0) }
    envp += adding.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    argv.append(nil)
    envp.append(nil)
    defer { for pointer in argv + envp { free(pointer) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, arguments.first ?? "", &actions, nil, argv, envp)
    closeDescriptor(output.writing)
    if let input { closeDescriptor(input.reading) }
    guard code == 0 else {
      closeDescriptor(output.reading)
      if let input { closeDescriptor(input.writing) }
      throw SystemError(code: code)
    }
    return ChildProcess(id: id, input: input?.writing, output: output.reading)
  }

  /// Closes the pipes of a program and waits for its end.
  ///
  /// - Returns: Its status, or 128 and the number of the signal that ended it.
  package static func end(_ child: ChildProcess) -> Int32 {
    if let input = child.input { closeDescriptor(input) }
    closeDescriptor(child.output)
    var status: Int32 = 0
    while waitpid(child.id, &status, 0) < 0 {
      guard errno == EINTR else { return 127 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// A pipe that programs started later do not inherit.
  private static func makePipe() throws(SystemError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .last }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Replaces the process by another program and returns only by throwing.
  ///
  /// The program gets this process' environment to the byte, as far as `keeps` says yes to a name,
  /// with `adding` behind it.
  package static func execute(
    _ path: [UInt8], arguments: [[UInt8]], adding: [String: String] = [:],
    keeping keeps: ((_ name: String) -> Bool)? = nil
  ) throws(SystemError) -> Never {
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup(terminated($0)) }
    var envp = environmentEntries(keeping: keeps)
    envp += adding.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    argv.append(nil)
    envp.append(nil)
    _ = execve(terminated(path), argv, envp)
    let error = SystemError.last
    for pointer in argv + envp { free(pointer) }
    throw error
  }

  /// Copies of what this process has in its environment, to the byte, which the caller frees.
  private static func environmentEntries(
    keeping keeps: ((_ name: String) -> Bool)?
  ) -> [UnsafeMutablePointer<CChar>?] {
    var entries: [UnsafeMutablePointer<CChar>?] = []
    #if canImport(Darwin)
      var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = _NSGetEnviron().pointee
    #else
      var next: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    #endif
    while let cursor = next, let entry = cursor.pointee {
      if keeps.map({ $0(name(ofVariable: entry)) }) ?? true { entries.append(strdup(entry)) }
      next = cursor + 1
    }
    return entries
  }

  /// What stands before the first `=`; all of it where there is none.
  private static func name(ofVariable entry: UnsafePointer<CChar>) -> String {
    let bytes = UnsafeBufferPointer(start: entry, count: strlen(entry))
    let name = bytes.prefix { $0 != CChar(bitPattern: UInt8(ascii: "=")) }
    return String(decoding: name.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The bytes as C has them, ended by a zero.
  private static func terminated(_ bytes: [UInt8]) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }

  /// Runs a closure that may write to a pipe that nobody reads any more.
  ///
  /// What the signal does is as before when it returns: a program that is executed inherits it.
  package static func ignoringBrokenPipes<Result>(_ body: () throws -> Result) rethrows -> Result {
    var ignored = sigaction()
    #if canImport(Darwin)
      ignored.__sigaction_u.__sa_handler = SIG_IGN
    #else
      ignored.__sigaction_handler.sa_handler = SIG_IGN
    #endif
    var before = sigaction()
    guard sigaction(SIGPIPE, &ignored, &before) == 0 else { return try body() }
    defer {
      // Where the signal is blocked it waits; ignoring it anew takes it away.
      _ = sigaction(SIGPIPE, &ignored, nil)
      _ = sigaction(SIGPIPE, &before, nil)
    }
    return try body()
  }

  /// Ends the process with a status.
  package static func end(_ status: Int32) -> Never { exit(status) }

  /// Calls a function the first time the user asks the process to stop; the second time ends it.
  ///
  /// Whoever started the process with the signal ignored, as `nohup` does, wants it to go on.
  package static func onInterrupt(_ body: @escaping @convention(c) (Int32) -> Void) {
    var before = sigaction()
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = body
    #else
      action.__sigaction_handler.sa_handler = body
    #endif
    action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND) | Int32(SA_RESTART)
    guard sigaction(SIGINT, nil, &before) == 0 else { return }
    #if canImport(Darwin)
      let isIgnored = unsafeBitCast(before.__sigaction_u.__sa_handler, to: Int.self) == 1
    #else
      let isIgnored = unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) == 1
    #endif
    if !isIgnored { _ = sigaction(SIGINT, &action, nil) }
  }

  /// Ends the process as the interrupt would have, so that a shell knows and stops, too.
  package static func endInterrupted() -> Never {
    _ = signal(SIGINT, SIG_DFL)
    _ = raise(SIGINT)
    exit(128 + SIGINT)
  }
}
