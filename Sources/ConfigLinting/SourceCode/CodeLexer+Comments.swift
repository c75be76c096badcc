import RulePacks

extension CodeLexer {
  /// Passes over a comment, if one begins here.
  mutating func skipComment() -> Bool {
    switch (language, bytes[offset]) {
    case (.python, UInt8(ascii: "#")), (.ruby, UInt8(ascii: "#")):
      skipLine()
    case (.ruby, UInt8(ascii: "=")):
      guard starts(with: "=begin"), offset == 0 || bytes[offset - 1] == 0x0A else { return false }
      skipRubyBlock()
    case (.php, UInt8(ascii: "#")):
      // `#[` begins an attribute.
      guard byte(at: offset + 1) != UInt8(ascii: "[") else { return false }
      skipPHPLine()
    case (.python, _), (.ruby, _): return false
    case (_, UInt8(ascii: "/")):
      switch byte(at: offset + 1) {
      case UInt8(ascii: "/"): if language == .php { skipPHPLine() } else { skipLine() }
      case UInt8(ascii: "*"): skipBlock()
      default: return false
      }
    default: return false
    }
    return true
  }

  private mutating func skipBlock() {
    let nests = language == .swift || language == .rust || language == .kotlin
    var depth = 1
    var index = offset + 2
    while index < end, depth > 0 {
      if starts(with: "*/", at: index) {
        depth -= 1
        index += 2
      } else if nests, starts(with: "/*", at: index) {
        depth += 1
        index += 2
      } else {
        index += 1
      }
    }
    offset = min(index, end)
  }

  private mutating func skipRubyBlock() {
    while offset < end {
      offset = min(end, lineEnd(from: offset) + 1)
      if starts(with: "=end") { return skipLine() }
    }
  }

  /// A comment of PHP ends with the program's part of the page, too.
  private mutating func skipPHPLine() {
    while offset < end, bytes[offset] != 0x0A, !starts(with: "?>") { offset += 1 }
  }

  /// Goes to the next part of a page that is a program of PHP.
  mutating func skipPage() {
    while offset < end {
      guard bytes[offset] == UInt8(ascii: "<"), byte(at: offset + 1) == UInt8(ascii: "?"),
        !starts(with: "<?xml")
      else {
        offset += 1
        continue
      }
      offset += 2
      if starts(with: "php") || starts(with: "PHP") { offset += 3 }
      if byte(at: offset) == UInt8(ascii: "=") { offset += 1 }
      return
    }
  }
}
