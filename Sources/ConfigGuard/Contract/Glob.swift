/// A path pattern: `*` and `?` stay within one name, `**` crosses folders.
///
/// A pattern without a slash matches the file's name in any folder.
package struct Glob: Sendable, Hashable {
  package let text: String
  private let parts: [[UInt8]]

  package init(_ text: String) {
    self.text = text
    var names = text.split(separator: "/").map { Array($0.utf8) }
    if names.count == 1, !text.hasPrefix("/") { names.insert(Array("**".utf8), at: 0) }
    if text.hasSuffix("/") { names.append(Array("**".utf8)) }
    parts = names
  }

  package func matches(_ path: String) -> Bool {
    let names = path.split(separator: "/").filter { $0 != "." }.map { Array($0.utf8) }
    return Self.match(parts, names, isGap: { $0 == [0x2A, 0x2A] }) { Self.name($1, matches: $0) }
  }

  /// Whether the pattern matches a path or a folder that it lies in.
  package func covers(_ path: String) -> Bool {
    var rest = path[...]
    while true {
      if matches(String(rest)) { return true }
      guard let slash = rest.lastIndex(of: "/"), slash > rest.startIndex else { return false }
      rest = rest[..<slash]
    }
  }

  /// Whether `*` and `?` of a pattern stand for the rest of a name.
  package static func name(_ name: String, matches pattern: String) -> Bool {
    Self.name(Array(name.utf8), matches: Array(pattern.utf8))
  }

  private static func name(_ name: [UInt8], matches pattern: [UInt8]) -> Bool {
    match(pattern, name, isGap: { $0 == 0x2A }) { $0 == 0x3F || $0 == $1 }
  }

  /// Greedy matching that returns only to the last gap, so the cost is at most the product of the
  /// lengths.
  private static func match<T>(
    _ pattern: [T], _ input: [T], isGap: (T) -> Bool, isEqual: (T, T) -> Bool
  ) -> Bool {
    var p = 0
    var i = 0
    var gap: (pattern: Int, input: Int)?
    while i < input.count {
      if p < pattern.count, isGap(pattern[p]) {
        gap = (p + 1, i)
        p += 1
      } else if p < pattern.count, isEqual(pattern[p], input[i]) {
        p += 1
        i += 1
      } else if let last = gap {
        gap = (last.pattern, last.input + 1)
        p = last.pattern
        i = last.input + 1
      } else {
        return false
      }
    }
    while p < pattern.count, isGap(pattern[p]) { p += 1 }
    return p == pattern.count
  }
}
