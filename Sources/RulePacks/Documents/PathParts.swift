/// The names that a path is made of.
package enum PathParts {
  /// The texts between the slashes of a path, empty ones among them.
  package static func of(_ path: String) -> [String] {
    var path = path
    let parts = path.withUTF8 { bytes -> [String]? in
      var parts: [String] = []
      var start = 0
      for offset in 0...bytes.count {
        let byte = offset < bytes.count ? bytes[offset] : slash
        // Beyond ASCII a sign may belong to the slash in front of it.
        guard byte < 0x80 else { return nil }
        guard byte == slash else { continue }
        parts.append(String(decoding: bytes[start..<offset], as: UTF8.self))
        start = offset + 1
      }
      return parts
    }
    return parts
      ?? path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  private static let slash = UInt8(ascii: "/")
}
