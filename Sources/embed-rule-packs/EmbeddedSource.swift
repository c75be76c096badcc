import RulePacks

/// The Swift files that carry packs in a binary as string literals: one that every run reads, and one
/// that only `explain`, the documentation and the rule tests read.
///
/// They are two files, and the pages are no member of a type, so that a program which embeds the
/// library is linked without them.
enum EmbeddedSource {
  static func rules(_ packs: [RulePack]) -> String {
    var rules = Packer()
    rules.add(packs.flatMap(\.rules))
    rules.add(packs.map(\.vocabulary))
    return declaration("embeddedRules", rules.bytes)
  }

  static func pages(_ packs: [RulePack]) -> String {
    var pages = Packer()
    pages.add(packs.flatMap(\.pages))
    return declaration("embeddedPages", pages.bytes)
  }

  private static func declaration(_ name: String, _ bytes: [UInt8]) -> String {
    """
    // Generated from the packs in `rules`; do not edit.

    package let \(name): StaticString = \(literal(bytes))

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
