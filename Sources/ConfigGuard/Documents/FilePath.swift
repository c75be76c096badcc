import RulePacks

/// Parts of paths, as text.
///
/// Paths are taken apart for every file and every reference, so all of this works on bytes.
package enum FilePath {
  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  package static func name(of path: String) -> String {
    let name = path.withBytes { bytes -> String? in
      guard let last = lastSlash(in: bytes), last + 1 < bytes.count else { return nil }
      return String(decoding: bytes[(last + 1)...], as: UTF8.self)
    }
    if let name { return name }
    guard path.utf8.last == slash else { return path }
    return path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Whether the name of a file may begin with a word in ASCII, whatever the case of its letters.
  ///
  /// Most names do not, and need not be taken apart to see that.
  package static func name(of path: String, mayBeginWith word: StaticString) -> Bool {
    path.withBytes { bytes in
      let start = lastSlash(in: bytes).map { $0 + 1 } ?? 0
      // A path that ends in a slash has its name in front of it.
      return start == bytes.count || mayStand(word, at: start, in: bytes)
    }
  }

  /// Whether a word in ASCII may stand anywhere in a path, whatever the case of its letters.
  package static func path(_ path: String, mayHold word: StaticString) -> Bool {
    path.withBytes { bytes in
      bytes.indices.contains { mayStand(word, at: $0, in: bytes) }
    }
  }

  /// Beyond ASCII letters may become others in lower case, or count as the same.
  @inline(__always)
  private static func mayStand(
    _ word: StaticString, at start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount {
      guard start + offset < bytes.count else { return false }
      let byte = bytes[start + offset]
      if byte >= 0x80 { return true }
      guard byte | 0x20 == word.utf8Start[offset] | 0x20 else { return false }
    }
    return true
  }

  private static func lastSlash(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = bytes.count
    while index > 0 {
      index -= 1
      if bytes[index] == slash { return index }
    }
    return nil
  }

  /// The folder a path is in: "." for a bare name.
  package static func folder(of path: String) -> String {
    path.withBytes { bytes in
      guard let last = lastSlash(in: bytes) else { return "." }
      return last == 0 ? "/" : String(decoding: bytes[..<last], as: UTF8.self)
    }
  }

  package static func join(_ folder: String, _ name: String) -> String {
    if name.utf8.first == slash || folder == "." { return normalized(name) }
    return normalized(folder.utf8.last == slash ? folder + name : folder + "/" + name)
  }

  /// Removes `.` and resolves `..` as text.
  package static func normalized(_ path: String) -> String {
    if isNormalized(path) { return path }
    let isAbsolute = path.utf8.first == slash
    var parts: [Substring.UTF8View] = []
    for part in path[...].utf8.split(separator: slash) where !isDot(part) {
      if isParent(part), let last = parts.last, !isParent(last) {
        parts.removeLast()
      } else if !isParent(part) || !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.map { String(Substring($0)) }.joined(separator: "/")
    return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
  }

  /// Whether no part is empty, `.` or `..`, as it is with nearly every path.
  private static func isNormalized(_ path: String) -> Bool {
    path.withBytes { bytes in
      var start = bytes.first == slash ? 1 : 0
      var offset = start
      while offset <= bytes.count {
        if offset == bytes.count || bytes[offset] == slash {
          let length = offset - start
          let isDots = length <= 2 && bytes[start..<offset].allSatisfy { $0 == dot }
          // An empty part is made of nothing but dots, too.
          if isDots { return false }
          start = offset + 1
        }
        offset += 1
      }
      return true
    }
  }

  /// Whether a text is made of names, as paths are, and of nothing that could be a secret.
  package static func isPlain(_ path: String) -> Bool {
    path.utf8.count <= 200
      && path.split(separator: "/").allSatisfy { part in
        part.utf8.count <= 64
          && part.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
              || byte == 0x2D || byte == dot || byte == 0x5F
          }
      }
  }

  /// An absolute path as it is written in a folder, whose path is absolute, too.
  package static func relative(_ path: String, to folder: String) -> String {
    let names = path.split(separator: "/")
    let folders = folder.split(separator: "/")
    let shared = zip(names, folders).prefix { $0 == $1 }.count
    let up = Array(repeating: Substring(".."), count: folders.count - shared)
    let joined = (up + names[shared...]).joined(separator: "/")
    return joined.isEmpty ? "." : joined
  }

  private static func isDot(_ part: Substring.UTF8View) -> Bool {
    part.count == 1 && part.first == dot
  }

  private static func isParent(_ part: Substring.UTF8View) -> Bool {
    part.count == 2 && part.allSatisfy { $0 == dot }
  }
}
