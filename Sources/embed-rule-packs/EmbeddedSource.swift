import RulePacks

/// The Swift file that carries packs in a binary: two string literals, one that every run reads
/// and one that only `explain`, the documentation and the rule tests read.
enum EmbeddedSource {
  static func make(_ packs: [RulePack]) -> String {
    var rules = Packer()
    rules.add(packs.flatMap(\.rules))
    rules.add(packs.map(\.vocabulary))
    var pages = Packer()
    pages.add(packs.flatMap(\.pages))
    return """
      // Generated from the packs in `rules`; do not edit.

      package enum EmbeddedRulePacks {
        package static let rules: StaticString = \(literal(rules.bytes))
        package static let pages: StaticString = \(literal(pages.bytes))
      }

      """
  }

  private static func literal(_ bytes: [UInt8]) -> String {
    var text = "\""
    for byte in bytes {
      switch byte {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x00..<0x20, 0x7F: text += "\\u{" + String(byte, radix: 16) + "}"
      default: text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return text + "\""
  }
}
