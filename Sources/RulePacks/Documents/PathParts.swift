/// The names that a path is made of.
package enum PathParts {
  private static let slash = UInt8(ascii: "/")

  /// The texts between the slashes of a path, empty ones among them.
  package static func of(_ path: String) -> [Substring] {
    // Beyond ASCII a sign may belong to the slash in front of it.
    guard path.utf8.allSatisfy({ $0 < 0x80 }) else {
      return path.split(separator: "/", omittingEmptySubsequences: false)
    }
    return path.utf8.split(separator: slash, omittingEmptySubsequences: false)
      .map { Substring($0) }
  }
}
