import ConfigGuard
import RulePacks

/// What each byte means while a name is read.
struct NameClasses {
  enum Class: UInt8 {
    case name
    case blank
    case separator
    case lineBreak
    case beyondASCII
    case other
  }

  private let classes: [Class]

  init(_ dialect: DotEnvDialect) {
    classes = (UInt8.min...UInt8.max).map { byte in
      switch (byte, dialect.nameRule) {
      case (UInt8(ascii: "\n"), _): .lineBreak
      case (UInt8(ascii: "="), _): .separator
      case (UInt8(ascii: ":"), _) where dialect.allowsColon: .separator
      case (UInt8(ascii: " "), .anythingButBlanks), (UInt8(ascii: "\t"), .anythingButBlanks): .other
      case (_, .anythingButBlanks): .name
      // A carriage return may belong to the line break; what the rule asks for is checked later.
      case (0x80..., .kubernetes), (0x09...0x0C, .kubernetes), (0x20, .kubernetes),
        (UInt8(ascii: "["), .kubernetes), (UInt8(ascii: "]"), .kubernetes):
        .other
      case (0x0D, .kubernetes): .name
      case (0x80..., _): .beyondASCII
      case (0x09, _), (0x0B...0x0D, _), (0x20, _): .blank
      case (UInt8(ascii: "0")...UInt8(ascii: "9"), _), (UInt8(ascii: "A")...UInt8(ascii: "Z"), _),
        (UInt8(ascii: "a")...UInt8(ascii: "z"), _), (UInt8(ascii: "_"), _),
        (UInt8(ascii: "."), _), (UInt8(ascii: "-"), _), (UInt8(ascii: "["), _),
        (UInt8(ascii: "]"), _):
        .name
      default: .other
      }
    }
  }

  @inline(__always)
  subscript(byte: UInt8) -> Class {
    classes.withUnsafeBufferPointer { $0[Int(byte)] }
  }
}

extension DotEnvReader {
  enum NameEnding {
    case separator
    case lineBreak
    case endOfFile
  }

  /// Reads up to and over the separator or the line break; nil after reporting a name that is none,
  /// with the rest of its line skipped.
  mutating func readName() -> (range: SourceRange, ending: NameEnding)? {
    let start = offset
    var ending = NameEnding.endOfFile
    var hasBlanks = false
    scan: while offset < bytes.count {
      switch names[bytes[offset]] {
      case .name: offset += 1
      case .blank:
        hasBlanks = true
        offset += 1
      case .separator:
        ending = .separator
        break scan
      case .lineBreak:
        ending = .lineBreak
        break scan
      case .beyondASCII:
        guard let (scalar, length) = TextBytes.scalar(in: bytes, at: offset) else {
          return refuseCharacter(length: 1)
        }
        if TextBytes.isBlank(scalar) {
          hasBlanks = true
        } else if !TextBytes.isLetterOrNumber(scalar) {
          return refuseCharacter(length: length)
        }
        offset += length
      case .other: return refuseCharacter(length: 1)
      }
    }
    let range = SourceRange(start: start, end: endOfName(from: start, ending, hasBlanks))
    // Compose looks for spaces in what it takes for a name, which an unfinished line is not.
    if hasBlanks, ending != .endOfFile, let space = firstSpace(in: range) {
      report(
        "a variable name cannot contain a space", SourceRange(start: space, end: space + 1),
        refusing: true)
      offset = endOfLine(from: offset)
      return nil
    }
    return checked(range, ending)
  }

  private mutating func checked(
    _ range: SourceRange, _ ending: NameEnding
  ) -> (range: SourceRange, ending: NameEnding)? {
    if range.isEmpty {
      if ending == .lineBreak { return nil }
      let message: ReportText =
        ending == .separator
        ? "there is no variable name before the separator" : "there is no variable name"
      let isAccepted = ending == .separator && dialect.allowsEmptyName
      report(
        message, SourceRange(start: range.start, end: min(range.start + 1, bytes.count)),
        refusing: !isAccepted)
      guard isAccepted else {
        offset = endOfLine(from: offset)
        return nil
      }
    } else if dialect.nameRule == .kubernetes, !isKubernetesName(range) {
      report("\(name: dialect.name) does not accept this name", range, refusing: true)
      offset = endOfLine(from: offset)
      return nil
    } else if openingQuote != nil, ending == .lineBreak {
      report(
        "text behind a closing quote is taken for the name of another variable", range,
        refusing: false)
    }
    if ending == .separator { offset += 1 }
    return (range, ending)
  }

  private func isKubernetesName(_ range: SourceRange) -> Bool {
    let name = source.buffer(range)
    let isDotted = name[0] == UInt8(ascii: ".")
    return !(0x30...0x39 ~= name[0]) && name.count <= 253 && !name.contains(0x0D)
      && !(isDotted && (name.count == 1 || name[1] == UInt8(ascii: ".")))
  }

  private func endOfName(from start: Int, _ ending: NameEnding, _ hasBlanks: Bool) -> Int {
    if hasBlanks { return TextBytes.trimmedEnd(of: bytes, from: start, to: offset) }
    // The raw reader drops one carriage return with the line break and none before a separator.
    let isLineEnd = ending != .separator
    let hasReturn = isLineEnd && offset > start && bytes[offset - 1] == UInt8(ascii: "\r")
    return hasReturn ? offset - 1 : offset
  }

  private func firstSpace(in range: SourceRange) -> Int? {
    (range.start..<range.end).first { bytes[$0] == UInt8(ascii: " ") }
  }

  private mutating func refuseCharacter(
    length: Int
  ) -> (range: SourceRange, ending: NameEnding)? {
    let range = SourceRange(start: offset, end: offset + length)
    if bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\t") {
      report("a variable name cannot contain blanks", range, refusing: true)
    } else if openingQuote != nil {
      report("a value cannot go on behind its closing quote", range, refusing: true)
    } else {
      report("this character cannot stand in a variable name", range, refusing: true)
    }
    offset = endOfLine(from: offset)
    return nil
  }
}
