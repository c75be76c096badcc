/// Git's ignore rules that apply in one folder, from all the files that contribute.
///
/// Rules of a deeper folder win over those of a higher one, and of two rules in one file the later
/// wins. The rules are a value: adding those of a folder leaves the rules of its parent as they are.
package struct IgnoreRules: Sendable {
  /// The patterns of one file, shared between the folders below it.
  private final class Source: Sendable {
    /// The number of bytes, trailing slash included, of the folder's path from the top level.
    let baseLength: Int
    let patterns: [IgnorePattern]

    init(baseLength: Int, patterns: [IgnorePattern]) {
      self.baseLength = baseLength
      self.patterns = patterns
    }
  }

  private let foldsCase: Bool
  private var sources: [Source] = []

  package init(foldsCase: Bool = false) {
    self.foldsCase = foldsCase
  }

  /// Adds the rules in a file's bytes, which win over those already there.
  ///
  /// `directory` is the folder of the file, relative to the top level, with a trailing slash, and
  /// empty for the top level and for files that apply everywhere.
  package mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, directory: String = "") {
    add(bytes, baseLength: directory.utf8.count)
  }

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, baseLength: Int) {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    var patterns: [IgnorePattern] = []
    for line in rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
      if line.first == UInt8(ascii: "#") { continue }
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if let pattern = IgnorePattern(line: text, foldsCase: foldsCase) {
        patterns.append(pattern)
      }
    }
    if !patterns.isEmpty {
      sources.append(Source(baseLength: baseLength, patterns: patterns))
    }
  }

  /// Whether a path relative to the top level is ignored, itself or by a folder above it.
  package func isIgnored(_ path: String, isDirectory: Bool) -> Bool {
    let bytes = Array(path.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      for end in buffer.indices where buffer[end] == slash {
        if excludes(UnsafeBufferPointer(rebasing: buffer[..<end]), isDirectory: true) {
          return true
        }
      }
      return excludes(buffer, isDirectory: isDirectory)
    }
  }

  /// Whether the rules ignore a path, leaving aside the folders above it.
  func excludes(_ path: UnsafeBufferPointer<UInt8>, isDirectory: Bool) -> Bool {
    if sources.isEmpty { return false }
    let nameStart = path.lastIndex(of: slash).map { $0 + 1 } ?? 0
    let name = UnsafeBufferPointer(rebasing: path[nameStart...])
    for source in sources.reversed() {
      if path.count <= source.baseLength { continue }
      let relative = UnsafeBufferPointer(rebasing: path[source.baseLength...])
      for pattern in source.patterns.reversed() {
        if pattern.needsDirectory && !isDirectory { continue }
        if pattern.matches(pattern.matchesName ? name : relative) { return !pattern.isNegated }
      }
    }
    return false
  }
}
