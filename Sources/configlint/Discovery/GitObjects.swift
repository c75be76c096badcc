import ConfigGuard
import RulePacks

/// Reads objects of a repository through one `git cat-file --batch`.
final class GitObjects {
  /// What a name stands for.
  struct Object {
    let id: String
    let type: String
    let size: Int
    /// Nil where the object is larger than what was asked for.
    let bytes: SourceBytes?
  }

  private let git: GitProcess
  /// Nil where the last one ended early, as some versions do where an object is missing.
  private var child: ChildProcess?
  private var restarts = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var unread = 0..<0
  /// Names that were asked for in advance and whose answers have not been read, in their order.
  private var asked: ArraySlice<String> = []
  /// Answers to these that nobody has wanted so far.
  private var answers: [String: Object?] = [:]
  private var limitInAdvance = 0

  init(_ git: GitProcess) throws(CommandFailure) {
    self.git = git
    child = try git.start(Self.command, hasInput: true)
  }

  deinit {
    if let child { _ = Platform.end(child) }
  }

  private static let command = ["cat-file", "--batch"]
  private static let mostRestarts = 16
  /// So many names fit into a pipe at once, whatever git does in the meantime.
  static let mostInAdvance = 200

  /// Asks for objects that are about to be wanted, so that not every one has to be waited for.
  func prefetch(_ names: [String], limit: Int) {
    let names = names.prefix(Self.mostInAdvance).filter { !$0.utf8.contains(newline) }
    guard asked.isEmpty, !names.isEmpty, let child = try? running() else { return }
    answers = [:]
    limitInAdvance = limit
    let isWritten = Platform.ignoringBrokenPipes {
      Platform.write(names.joined(separator: "\n") + "\n", to: child.input ?? -1)
    }
    if isWritten { asked = names[...] } else { end(child) }
  }

  /// Reads the answers to names that were asked for in advance, as far as to one of them.
  private func readAnswers(to name: String) {
    while let next = asked.first, answers[name] == nil, let child {
      do throws(CommandFailure) {
        answers[next] = .some(try answer(of: child, limit: limitInAdvance))
        asked = asked.dropFirst()
      } catch {
        // Each of the rest is asked for on its own, as if nobody had asked before.
        end(child)
      }
    }
  }

  private func end(_ child: ChildProcess) {
    _ = Platform.end(child)
    self.child = nil
    asked = []
  }

  /// What a name stands for, or nil where there is no such object here.
  func object(_ name: String, limit: Int) throws(CommandFailure) -> Object? {
    guard !name.utf8.contains(newline) else { return nil }
    if !asked.isEmpty || !answers.isEmpty {
      readAnswers(to: name)
      if let answer = answers.removeValue(forKey: name), limit >= limitInAdvance { return answer }
    }
    let child = try running()
    do throws(CommandFailure) {
      // One question waits for its answer, so that no pipe fills up on both sides.
      let isWritten = Platform.ignoringBrokenPipes {
        Platform.write(name + "\n", to: child.input ?? -1)
      }
      guard isWritten else { throw Self.ended }
      return try answer(of: child, limit: limit)
    } catch {
      end(child)
      throw error
    }
  }

  private func running() throws(CommandFailure) -> ChildProcess {
    if let child { return child }
    restarts += 1
    guard restarts <= Self.mostRestarts else { throw Self.ended }
    let child = try git.start(Self.command, hasInput: true)
    self.child = child
    unread = 0..<0
    return child
  }

  /// A header `id type size` with the bytes behind it, or a line that ends with another word.
  private func answer(of child: ChildProcess, limit: Int) throws(CommandFailure) -> Object? {
    let line = try line(child)
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, let size = Int(words[2]), size >= 0,
      words[0].utf8.count >= 40, words[0].utf8.allSatisfy({ HexadecimalDigits.digit($0) != nil })
    else { return nil }
    let bytes = size <= limit ? try read(size, child) : try pass(size, child)
    guard try byte(child) == newline else { throw Self.ended }
    return Object(id: String(words[0]), type: String(words[1]), size: size, bytes: bytes)
  }

  private func line(_ child: ChildProcess) throws(CommandFailure) -> String {
    var bytes: [UInt8] = []
    while true {
      let next = try byte(child)
      if next == newline { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(next)
      guard bytes.count < 1 << 16 else { throw Self.ended }
    }
  }

  private func byte(_ child: ChildProcess) throws(CommandFailure) -> UInt8 {
    if unread.isEmpty { try fill(child) }
    let byte = buffer[unread.lowerBound]
    unread = unread.lowerBound + 1..<unread.upperBound
    return byte
  }

  private func read(_ size: Int, _ child: ChildProcess) throws(CommandFailure) -> SourceBytes {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    while bytes.count < size {
      if unread.isEmpty { try fill(child) }
      let end = min(unread.upperBound, unread.lowerBound + size - bytes.count)
      bytes += buffer[unread.lowerBound..<end]
      unread = end..<unread.upperBound
    }
    return SourceBytes(bytes)
  }

  private func pass(_ size: Int, _ child: ChildProcess) throws(CommandFailure) -> SourceBytes? {
    var rest = size
    while rest > 0 {
      if unread.isEmpty { try fill(child) }
      let count = min(unread.count, rest)
      unread = unread.lowerBound + count..<unread.upperBound
      rest -= count
    }
    return nil
  }

  private func fill(_ child: ChildProcess) throws(CommandFailure) {
    let count: Int
    do throws(SystemError) {
      count = try Platform.readBytes(from: child.output, into: &buffer)
    } catch {
      throw CommandFailure("what git writes cannot be read: \(prose: error.text)")
    }
    guard count > 0 else { throw Self.ended }
    unread = 0..<count
  }

  private static let ended = CommandFailure(
    "git cat-file ended before all was read; `git status` says whether the repository is whole")
}

private let newline = UInt8(ascii: "\n")
