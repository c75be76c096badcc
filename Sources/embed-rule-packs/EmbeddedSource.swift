import RulePacks

/// The Swift files that carry packs in a binary as string literals: one that every run reads, and one
/// that only `explain`, the documentation and the rule tests read.
///
/// They are of two modules, so that a program which embeds the library is linked without the pages.
enum EmbeddedSource: String {
  case rules
  case pages

  func text(of packs: [RulePack]) -> String {
    var packer = Packer()
    switch self {
    case .rules:
      RuleSet(packs: packs).pack(into: &packer)
      return Self.declaration("embeddedRules", packer.bytes)
    case .pages:
      packer.add(PageBook(packs.flatMap(\.pages)))
      return Self.declaration("embeddedPages", packer.bytes)
    }
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
