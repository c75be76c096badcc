/// Names of environment variables for keys that code writes in parts, as `http.serverTimeout`.
///
/// The same names as those that readers of hierarchical configuration look for in an environment:
/// capitals, `_` between parts and at the humps of a part, and `_` for whatever is no letter or
/// digit. Several keys may have one name.
package enum VariableName {
  /// The variable that a key is read from.
  package static func of(_ components: [String]) -> String {
    components.map { spelled($0) }.joined(separator: "_")
  }

  /// The same of a key whose parts have dots between them.
  package static func of(dotted key: String) -> String {
    of(key.split(separator: ".", omittingEmptySubsequences: false).map(String.init))
  }

  /// The parts of a key that is read from a variable; the simplest of several.
  package static func components(of variable: String) -> [String] {
    variable.lowercased().split(separator: "_", omittingEmptySubsequences: false).map(String.init)
  }

  /// Letters, digits and underscores, not a digit first: what shells accept.
  package static func isUsual(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first), name.utf8.count <= 120
    else { return false }
    return name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x5F
    }
  }

  private static func spelled(_ component: String) -> String {
    var name = ""
    var wasSmall = false
    for character in component {
      if wasSmall, character.isUppercase { name.append("_") }
      wasSmall = character.isLowercase
      for capital in character.uppercased() {
        name.append(capital.isLetter || capital.isNumber ? capital : "_")
      }
    }
    return name
  }
}
