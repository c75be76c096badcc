import ConfigGuard
import RulePacks

/// The files of the index or of a commit, as a clone would have them, by the paths of reports.
final class GitTree {
  /// What is at a path.
  enum Found {
    case file(GitEntry)
    case absent
    /// The path lies in another repository, of which this one holds a commit's name.
    case inSubmodule
    case outside
  }

  let topLevel: String
  let records: GitRecords
  private let objects: GitObjects
  private let workingDirectory: String
  /// Paths that are otherwise here than in the listing.
  private var replaced: [[UInt8]: GitEntry?] = [:]
  private var folders: Set<[UInt8]> = []

  init(
    topLevel: String, workingDirectory: String, records: GitRecords, objects: GitObjects
  ) {
    self.topLevel = topLevel
    self.workingDirectory = workingDirectory
    self.records = records
    self.objects = objects
  }

  /// The tree as it was before changes.
  func before(_ changes: [GitRecord]) -> GitTree {
    let tree = GitTree(
      topLevel: topLevel, workingDirectory: workingDirectory, records: records, objects: objects)
    for change in changes {
      tree.replaced[change.path] = .some(change.before)
      guard change.before != nil else { continue }
      for end in change.path.indices where change.path[end] == slash {
        tree.folders.insert(Array(change.path[..<end]))
      }
    }
    return tree
  }

  // MARK: paths

  /// A path from the top level as reports name it, or nil where it is no UTF-8.
  func reportPath(of path: some Collection<UInt8>) -> String? {
    let text = String(decoding: path, as: UTF8.self)
    guard text.utf8.elementsEqual(path) else { return nil }
    guard topLevel != workingDirectory else { return text }
    guard GitRepository.contains(topLevel, workingDirectory) else {
      return GitEnvironment.join(topLevel, text)
    }
    var above = workingDirectory.utf8.dropFirst(topLevel == "/" ? 1 : topLevel.utf8.count + 1)
      .split(separator: slash)[...]
    var parts = text.utf8.split(separator: slash)[...]
    while let folder = above.first, let part = parts.first, parts.count > 1,
      folder.elementsEqual(part)
    {
      above = above.dropFirst()
      parts = parts.dropFirst()
    }
    let rest = parts.map { String(Substring($0)) }
    return (Array(repeating: "..", count: above.count) + rest).joined(separator: "/")
  }

  /// A path of a report from the top level; nil outside of the work tree, empty at its top.
  private func path(of reportPath: String) -> [UInt8]? {
    let full = FilePath.join(workingDirectory, reportPath)
    if full == topLevel { return [] }
    guard GitRepository.contains(topLevel, full) else { return nil }
    return Array(full.utf8.dropFirst(topLevel == "/" ? 1 : topLevel.utf8.count + 1))
  }

  func contains(_ reportPath: String) -> Bool { path(of: reportPath) != nil }

  // MARK: entries

  private func entry(_ path: [UInt8]) -> GitEntry? {
    if let known = replaced[path] { return known }
    return records.index(of: path).flatMap { records[$0]?.after }
  }

  /// What is at a path once the links of the tree itself were followed.
  func find(_ reportPath: String) throws(CommandFailure) -> Found {
    guard var path = path(of: reportPath) else { return .outside }
    for _ in 0..<Self.mostLinks {
      if let entry = entry(path), entry.kind == .file { return .file(entry) }
      guard let (end, entry) = firstEntry(on: path) else { return .absent }
      if entry.kind == .submodule { return .inSubmodule }
      guard entry.kind == .symbolicLink, let target = try target(of: entry) else { return .absent }
      let folder = FilePath.folder(of: String(decoding: path[..<end], as: UTF8.self))
      let rest = String(decoding: path[end...], as: UTF8.self)
      if target.hasPrefix("/") { return .outside }
      let next = FilePath.join(folder, target + rest)
      if next == ".." || next.hasPrefix("../") { return .outside }
      path = Array(next.utf8)
    }
    return .absent
  }

  private static let mostLinks = 16
  private static let longestTarget = 4096

  /// The first part of a path that is no folder, and where that part ends.
  private func firstEntry(on path: [UInt8]) -> (end: Int, entry: GitEntry)? {
    for end in path.indices where path[end] == slash {
      if let entry = entry(Array(path[..<end])) { return (end, entry) }
    }
    return entry(path).map { (path.count, $0) }
  }

  private func target(of link: GitEntry) throws(CommandFailure) -> String? {
    let object = try objects.object(link.id, limit: Self.longestTarget)
    return object?.bytes.map { $0.text(SourceRange(start: 0, end: $0.count)) }
  }

  /// Whether a symbolic link is at a path, and nothing where it leads to.
  func isLinkToNothing(_ reportPath: String) throws(CommandFailure) -> Bool {
    guard let path = path(of: reportPath), entry(path)?.kind == .symbolicLink,
      case .absent = try find(reportPath)
    else { return false }
    return true
  }

  /// Whether a file or a folder is at a path.
  func isPresent(_ reportPath: String) throws(CommandFailure) -> Bool? {
    guard let path = path(of: reportPath) else { return nil }
    if path.isEmpty || records.hasPath(below: path) || folders.contains(path) { return true }
    switch try find(reportPath) {
    case .file: return true
    case .absent: return entry(path) != nil
    case .inSubmodule, .outside: return nil
    }
  }

  // MARK: contents

  /// Announces that files are about to be read, one after the other.
  func prefetch(_ paths: some Sequence<[UInt8]>, limit: Int) {
    objects.prefetch(paths.compactMap { entry($0)?.id }, limit: limit)
  }

  func read(_ entry: GitEntry, path: String, limit: Int) throws(FileError) -> SourceBytes {
    let object: GitObjects.Object?
    do throws(CommandFailure) {
      object = try objects.object(entry.id, limit: limit)
    } catch {
      throw FileError(path: path, kind: .notHeld(error.text))
    }
    guard let object, object.type == "blob" else {
      throw FileError(
        path: path,
        kind: .notHeld("git has its name and not its content here, and nothing is fetched"))
    }
    guard let bytes = object.bytes else {
      throw FileError(path: path, kind: .tooLarge(bytes: object.size))
    }
    if let form = StoredForm(bytes) { throw FileError(path: path, kind: .stored(form.text)) }
    return bytes
  }
}

/// What filters leave in git in the place of a file's own text.
private enum StoredForm {
  case largeFile
  case encrypted

  init?(_ bytes: SourceBytes) {
    if Self.isPointer(bytes) {
      self = .largeFile
    } else if Self.isEncrypted(bytes) {
      self = .encrypted
    } else {
      return nil
    }
  }

  /// The size that a pointer never reaches.
  private static let pointerLimit = 1024

  /// Whether nothing but the lines of a pointer is there: whoever writes one more has a file.
  private static func isPointer(_ bytes: SourceBytes) -> Bool {
    guard bytes.count < pointerLimit else { return false }
    let lines = bytes.text(SourceRange(start: 0, end: bytes.count)).utf8
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
        String(Substring($0))
      }
    guard lines.count >= 4, lines.last == "",
      let version = lines.first.flatMap({ $0.hasPrefix(start) ? $0.dropFirst(start.count) : nil }),
      version.utf8.count <= 8, version.utf8.allSatisfy({ isLowercase($0) || isDigit($0) })
    else { return false }
    let fields = lines.dropFirst().dropLast()
    guard let size = fields.last, let object = fields.dropLast().last else { return false }
    return isObject(object, "oid ") && isSize(size)
      && fields.dropLast(2).allSatisfy { isExtension($0) }
  }

  private static let start = "version https://git-lfs.github.com/spec/"

  private static func isSize(_ line: String) -> Bool {
    guard line.hasPrefix("size ") else { return false }
    let digits = line.utf8.dropFirst(5)
    return (1...19).contains(digits.count) && digits.allSatisfy(isDigit)
  }

  private static func isObject(_ line: String, _ name: String) -> Bool {
    guard line.hasPrefix("\(name)sha256:") else { return false }
    let digits = line.utf8.dropFirst(name.utf8.count + 7)
    return digits.count == 64
      && digits.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
  }

  /// `ext-0-name sha256:…`.
  private static func isExtension(_ line: String) -> Bool {
    guard line.hasPrefix("ext-"), let blank = line.firstIndex(of: " ") else { return false }
    let name = line[..<blank].utf8.dropFirst(4)
    guard name.count >= 3, name.count <= 40, name.first.map(isDigit) == true,
      name.dropFirst().first == UInt8(ascii: "-"),
      name.dropFirst(2).allSatisfy({ isLowercase($0) || isDigit($0) })
    else { return false }
    return isObject(line, String(line[...blank]))
  }

  private static func isLowercase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Whether what stands behind the header of git-crypt is no text.
  private static func isEncrypted(_ bytes: SourceBytes) -> Bool {
    let header = Array("\0GITCRYPT\0".utf8)
    guard bytes.buffer.starts(with: header) else { return false }
    let rest = bytes.buffer.dropFirst(header.count)
    return rest.contains(0) || String(validating: rest, as: UTF8.self) == nil
  }

  var text: ReportText {
    switch self {
    case .largeFile: "git holds a pointer of Git LFS in its place"
    case .encrypted: "git holds it encrypted by git-crypt"
    }
  }
}
