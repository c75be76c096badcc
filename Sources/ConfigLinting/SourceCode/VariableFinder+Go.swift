import ConfigGuard
import RulePacks

extension VariableFinder {
  mutating func findGo(at index: Int) {
    guard text.isWord(index, "os") || text.isWord(index, "syscall"), !text.isMark(index - 1, "."),
      let open = text.path(index + 1, ".", "Getenv") ?? text.path(index + 1, ".", "LookupEnv")
    else { return }
    addCall(from: index, open)
  }

  /// The tags of a field: `env:"NAME,required" envDefault:"x"`.
  mutating func findTag(at index: Int) {
    let token = text.tokens[index]
    guard text.bytes[token.start] == UInt8(ascii: "`"),
      text.kind(index - 1) == .word || text.isMark(index - 1, "]") || text.isMark(index - 1, "}")
    else { return }
    let pairs = Self.pairs(in: token.content, of: text.bytes)
    guard
      let tag = pairs.first(where: { $0.key == "env" || $0.key == "envconfig" }),
      let comma = Self.end(ofFirst: tag.value, in: text.bytes),
      let name = text.name(in: SourceRange(start: tag.value.start, end: comma)),
      Self.isUpperCase(name.text)
    else { return }
    var read = VariableRead(name: name.text, nameRange: name.range, language: language)
    let options = String(decoding: text.bytes[comma..<tag.value.end], as: UTF8.self)
      .split(separator: ",").map { $0.trimmedBlanks }
    read.isRequired = options.contains("required") || options.contains("notEmpty")
    for pair in pairs {
      switch pair.key {
      case "envDefault", "env-default", "default":
        read.fallback = CodeFallback(
          text: String(decoding: text.bytes[pair.value.start..<pair.value.end], as: UTF8.self),
          range: pair.value)
      case "required", "env-required":
        read.isRequired = text.bytes[pair.value.start..<pair.value.end].elementsEqual("true".utf8)
      default: break
      }
    }
    if read.fallback == nil {
      read.fallback = Self.inlineDefault(comma..<tag.value.end, text.bytes)
    }
    if read.fallback != nil { read.isRequired = false }
    read.typeHint = text.word(index - 1).flatMap { CodeConversion.type(of: $0) }
    if text.isMark(index - 2, "]") { read.typeHint = .list }
    reads.append(read)
  }

  private static func end(
    ofFirst range: SourceRange, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    bytes[range.start..<range.end].firstIndex(of: UInt8(ascii: ",")) ?? range.end
  }

  /// `env:"NAME, default=x"`.
  private static func inlineDefault(
    _ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> CodeFallback? {
    let word = Array("default=".utf8)
    var start = range.lowerBound
    while start < range.upperBound {
      guard bytes[start] == UInt8(ascii: ",") || bytes[start] == 0x20 else { return nil }
      start += 1
      if bytes[start..<range.upperBound].starts(with: word) {
        let value = SourceRange(start: start + word.count, end: range.upperBound)
        return CodeFallback(
          text: String(decoding: bytes[value.start..<value.end], as: UTF8.self), range: value)
      }
      if start < range.upperBound, bytes[start] != 0x20 {
        start =
          bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: ","))
          ?? range.upperBound
      }
    }
    return nil
  }

  /// The pairs of a tag, `key:"value"` with blanks between them.
  private static func pairs(
    in range: SourceRange, of bytes: UnsafeBufferPointer<UInt8>
  ) -> [(key: String, value: SourceRange)] {
    var result: [(key: String, value: SourceRange)] = []
    var index = range.start
    while index < range.end, result.count < 32 {
      while index < range.end, bytes[index] <= 0x20 { index += 1 }
      let start = index
      while index < range.end, bytes[index] > 0x20, bytes[index] != UInt8(ascii: ":") { index += 1 }
      guard index + 1 < range.end, bytes[index] == UInt8(ascii: ":"),
        bytes[index + 1] == UInt8(ascii: "\"")
      else { return result }
      let key = String(decoding: bytes[start..<index], as: UTF8.self)
      index += 2
      let value = index
      while index < range.end, bytes[index] != UInt8(ascii: "\"") {
        index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard index < range.end else { return result }
      result.append((key, SourceRange(start: value, end: index)))
      index += 1
    }
    return result
  }
}

extension Substring {
  /// Without blanks at both ends.
  fileprivate var trimmedBlanks: String { String(self).trimmedASCII }
}
