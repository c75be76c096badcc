import ConfigGuard
import ConfigLinting
import RulePacks
import configlint

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A failure of the test's own means.
struct SupportFailure: Error, CustomStringConvertible {
  let description: String
}

/// A temporary folder that disappears with this object.
final class TemporaryTree {
  let path: String

  init() throws {
    var template = Array(
      "\(Platform.environmentVariable("TMPDIR") ?? "/tmp")/tree.XXXXXX".utf8CString)
    guard template.withUnsafeMutableBufferPointer({ mkdtemp($0.baseAddress!) }) != nil else {
      throw SupportFailure(description: "mkdtemp: \(errno)")
    }
    let created = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = try Platform.realPath(of: created)
  }

  deinit { TemporaryTree.remove(path) }

  /// The environment in which git and the code under test see no configuration of the user.
  var variables: [String: String] {
    [
      "PATH": Platform.environmentVariable("PATH") ?? "/usr/bin:/bin",
      "HOME": "\(path)/.home",
      "GIT_CONFIG_GLOBAL": "\(path)/.home/gitconfig",
      "GIT_CONFIG_SYSTEM": "/dev/null",
    ]
  }

  func environment(
    _ extra: [String: String] = [:], workingDirectory: String? = nil
  ) -> GitEnvironment {
    GitEnvironment(
      variables: variables.merging(extra) { $1 },
      workingDirectory: workingDirectory ?? path)
  }

  func folder(_ name: String) throws {
    var current = path
    for part in name.split(separator: "/") {
      current += "/\(part)"
      guard mkdir(current, 0o755) == 0 || errno == EEXIST else {
        throw SupportFailure(description: "mkdir \(current): \(errno)")
      }
    }
  }

  func write(_ name: String, _ text: String = "x") throws {
    try write(name, bytes: Array(text.utf8))
  }

  func write(_ name: String, bytes: [UInt8]) throws {
    let slash = name.utf8.lastIndex(of: UInt8(ascii: "/"))
    if let slash { try folder(String(name[..<slash])) }
    let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw SupportFailure(description: "open \(name): \(errno)")
    }
    defer { close(descriptor) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes {
        Glue.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { throw SupportFailure(description: "write \(name): \(errno)") }
      offset += count
    }
  }

  func link(_ name: String, to target: String) throws {
    guard symlink(target, "\(path)/\(name)") == 0 else {
      throw SupportFailure(description: "symlink \(name): \(errno)")
    }
  }

  /// Gives a file a second name.
  func hardLink(_ name: String, to target: String) throws {
    guard makeHardLink("\(path)/\(target)", "\(path)/\(name)") == 0 else {
      throw SupportFailure(description: "link \(name): \(errno)")
    }
  }

  func pipe(_ name: String) throws {
    guard mkfifo("\(path)/\(name)", 0o644) == 0 else {
      throw SupportFailure(description: "mkfifo \(name): \(errno)")
    }
  }

  func setMode(_ name: String, _ mode: UInt32) {
    _ = chmod("\(path)/\(name)", mode_t(mode))
  }

  func delete(_ name: String) {
    TemporaryTree.remove("\(path)/\(name)")
  }

  func rename(_ name: String, to other: String) {
    _ = Glue.rename("\(path)/\(name)", "\(path)/\(other)")
  }

  func bytes(of name: String) throws -> [UInt8] {
    try readFile(path: "\(path)/\(name)", limit: 1 << 26).withBuffer { Array($0) }
  }

  /// Runs git in a folder of the tree and returns what it writes.
  @discardableResult
  func git(
    _ arguments: String..., folder: String = "", extra: [String: String] = [:]
  ) throws -> [UInt8] {
    try git(arguments, folder: folder, extra: extra)
  }

  @discardableResult
  func git(
    _ arguments: [String], folder: String = "", extra: [String: String] = [:]
  ) throws -> [UInt8] {
    let place = folder.isEmpty ? path : "\(path)/\(folder)"
    return try run(
      ["git", "-C", place, "-c", "user.name=t", "-c", "user.email=t@example.com"] + arguments,
      environment: variables.merging(extra) { $1 })
  }

  /// The regular files that `git ls-files` lists and that exist.
  func gitFiles(folder: String = "", extra: [String: String] = [:]) throws -> Set<[UInt8]> {
    let output = try git(
      "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder: folder, extra: extra)
    let place = folder.isEmpty ? path : "\(path)/\(folder)"
    return Set(
      output.split(separator: 0).map(Array.init).filter { name in
        let full = "\(place)/\(String(decoding: name, as: UTF8.self))"
        return (try? Platform.linkStatus(of: full))?.kind == .regular
      })
  }

  /// The same paths as the walk finds them, without the links.
  func walkedFiles(
    folder: String = "", extra: [String: String] = [:]
  ) throws -> Set<[UInt8]> {
    let place = folder.isEmpty ? path : "\(path)/\(folder)"
    let walker = FileWalker(environment: environment(extra, workingDirectory: place)) { _ in true }
    var files = Set<[UInt8]>()
    for entry in walker.walk(root: ".").entries {
      switch entry {
      case .file(let path, _):
        if (try? Platform.linkStatus(of: "\(place)/\(path)"))?.kind == .regular {
          files.insert(Array(path.utf8))
        }
      case .skipped(let path, let reason):
        if reason.isUnreadable { throw SupportFailure(description: "\(path): \(reason)") }
      }
    }
    return files
  }

  private static func remove(_ path: String) {
    let status = try? Platform.linkStatus(of: path)
    if status?.kind == .directory {
      _ = chmod(path, 0o755)
      for entry in (try? Platform.entries(ofDirectory: path, followsLinks: false)) ?? [] {
        // The names need not be UTF-8, so they are passed on as bytes.
        remove(bytes: Array(path.utf8) + [UInt8(ascii: "/")] + entry.name, entry.kind)
      }
      _ = rmdir(path)
    } else {
      _ = unlink(path)
    }
  }

  private static func remove(bytes: [UInt8], _ kind: FileKind?) {
    let text = String(decoding: bytes, as: UTF8.self)
    if kind == .directory && Array(text.utf8) == bytes { return remove(text) }
    _ = (bytes + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { pointer in
        kind == .directory ? rmdir(pointer.baseAddress!) : unlink(pointer.baseAddress!)
      }
    }
  }
}

/// `link` is a method of a tree, too.
private func makeHardLink(_ target: String, _ name: String) -> Int32 { link(target, name) }

var isRoot: Bool { geteuid() == 0 }

/// Makes a file of a size without writing its bytes.
func truncate(_ path: String, _ size: Int) -> Bool { truncate(path, off_t(size)) == 0 }

/// C functions whose names the tree's own methods hide.
private enum Glue {
  static func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }

  static func rename(_ old: String, _ new: String) -> Int32 {
    #if canImport(Glibc)
      Glibc.rename(old, new)
    #elseif canImport(Musl)
      Musl.rename(old, new)
    #else
      Darwin.rename(old, new)
    #endif
  }
}

/// Runs a program found on PATH and returns its standard output.
func run(_ arguments: [String], environment: [String: String]) throws -> [UInt8] {
  let process = try SpawnedProcess.run(
    arguments.map { Array($0.utf8) },
    environment: environment.map { Array("\($0.key)=\($0.value)".utf8) })
  guard process.status == 0 else {
    throw SupportFailure(description: "\(arguments) ended with status \(process.status)")
  }
  return process.output
}

let hasGit: Bool =
  (try? run(
    ["git", "--version"],
    environment: ["PATH": Platform.environmentVariable("PATH") ?? "/usr/bin:/bin"])) != nil
