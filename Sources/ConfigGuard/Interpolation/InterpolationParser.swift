import RulePacks

extension Interpolation {
  /// How deep references may stand in the arguments of others.
  package static let nestingLimit = 50

  /// Parses the bytes of a text; ranges are offsets into them plus `base`.
  ///
  /// An argument that breaks the grammar is an error here, even if the evaluation would not have
  /// come to it: the text is wrong for some environment.
  package static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, at base: Int = 0
  ) throws(InterpolationError) -> Interpolation {
    let parser = InterpolationParser(bytes: bytes, places: .shifted(by: base))
    return try parser.parse(from: 0, to: bytes.count, depth: 0)
  }

  /// Parses a text that was made from another one: `offsets` holds the place where each byte comes
  /// from and, at its end, the place behind the last one.
  package static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, offsets: [Int]
  ) throws(InterpolationError) -> Interpolation {
    let parser = InterpolationParser(bytes: bytes, places: .listed(offsets))
    return try parser.parse(from: 0, to: bytes.count, depth: 0)
  }
}

private struct InterpolationParser {
  enum Places {
    case shifted(by: Int)
    case listed([Int])
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let places: Places

  func parse(from start: Int, to end: Int, depth: Int) throws(InterpolationError) -> Interpolation {
    var segments: [Interpolation.Segment] = []
    var literal = Literal(start: start)
    var index = start
    while index < end {
      guard bytes[index] == UInt8(ascii: "$"), index + 1 < end else {
        index += 1
        continue
      }
      let next = bytes[index + 1]
      if next == UInt8(ascii: "$") {
        literal.extend(to: index + 1, in: bytes)
        index += 2
        literal.copied = index
        continue
      }
      let reference: Interpolation.Reference
      let after: Int
      if next == UInt8(ascii: "{") {
        (reference, after) = try braced(at: index, end: end, depth: depth)
      } else if isNameStart(next) {
        after = endOfName(from: index + 1, to: end)
        reference = Interpolation.Reference(
          name: text(index + 1, after), range: range(index, after),
          nameRange: range(index + 1, after))
      } else {
        index += 1
        continue
      }
      finish(literal, at: index, into: &segments)
      segments.append(.reference(reference))
      index = after
      literal = Literal(start: after)
    }
    finish(literal, at: end, into: &segments)
    return Interpolation(segments: segments)
  }

  private func braced(
    at start: Int, end: Int, depth: Int
  ) throws(InterpolationError) -> (Interpolation.Reference, after: Int) {
    let nameStart = start + 2
    guard nameStart < end, isNameStart(bytes[nameStart]) else {
      throw malformed(start, end, "a variable name must follow '${'")
    }
    let nameEnd = endOfName(from: nameStart, to: end)
    var reference = Interpolation.Reference(
      name: text(nameStart, nameEnd), range: range(start, nameEnd),
      nameRange: range(nameStart, nameEnd))
    if nameEnd < end, bytes[nameEnd] == UInt8(ascii: "}") {
      reference.range = range(start, nameEnd + 1)
      return (reference, nameEnd + 1)
    }
    let hasColon = nameEnd < end && bytes[nameEnd] == UInt8(ascii: ":")
    let mark = hasColon ? nameEnd + 1 : nameEnd
    guard mark < end, bytes[mark] != UInt8(ascii: "\n") else {
      throw malformed(start, end, "'${' is not closed by '}' on its line")
    }
    switch (bytes[mark], hasColon) {
    case (UInt8(ascii: "-"), true): reference.operation = .defaultIfEmpty
    case (UInt8(ascii: "-"), false): reference.operation = .defaultIfUnset
    case (UInt8(ascii: "?"), true): reference.operation = .requireNonEmpty
    case (UInt8(ascii: "?"), false): reference.operation = .requireSet
    case (UInt8(ascii: "+"), true): reference.operation = .replaceIfNonEmpty
    case (UInt8(ascii: "+"), false): reference.operation = .replaceIfSet
    default:
      throw malformed(start, end, "only '}' or one of :- - :? ? :+ + may follow the variable name")
    }
    guard let closing = closingBrace(from: mark + 1, to: end) else {
      throw malformed(start, end, "'${' is not closed by '}' on its line")
    }
    guard depth < Interpolation.nestingLimit else {
      throw InterpolationError(
        kind: .nestingLimit,
        message: "references are nested more than \(Interpolation.nestingLimit) deep",
        range: range(start, mark + 1))
    }
    reference.range = range(start, closing + 1)
    reference.argumentRange = range(mark + 1, closing)
    reference.argument = try parse(from: mark + 1, to: closing, depth: depth + 1)
    return (reference, closing + 1)
  }

  /// Compose counts braces but does not look at the byte after an opening one; where the count does
  /// not come out, the last closing brace of the line ends the argument.
  private func closingBrace(from start: Int, to end: Int) -> Int? {
    var open = 1
    var last: Int?
    var isSkipped = false
    var index = start
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") { break }
      if byte == UInt8(ascii: "}") { last = index }
      if isSkipped {
        isSkipped = false
      } else if byte == UInt8(ascii: "}") {
        open -= 1
        if open == 0 { return index }
      } else if byte == UInt8(ascii: "{") {
        open += 1
        isSkipped = true
      }
      index += 1
    }
    return last
  }

  private func malformed(_ start: Int, _ limit: Int, _ reason: ReportText) -> InterpolationError {
    var end = start + 2
    while end < limit, bytes[end] != UInt8(ascii: "\n") {
      end += 1
      if bytes[end - 1] == UInt8(ascii: "}") { break }
    }
    return InterpolationError(
      kind: .malformed, message: "invalid reference: \(reason)", range: range(start, end))
  }

  private func endOfName(from start: Int, to end: Int) -> Int {
    var index = start + 1
    while index < end, isNameStart(bytes[index]) || bytes[index] &- 0x30 < 10 { index += 1 }
    return index
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  private func range(_ start: Int, _ end: Int) -> SourceRange {
    switch places {
    case .shifted(let base): SourceRange(start: start + base, end: end + base)
    case .listed(let offsets): SourceRange(start: offsets[start], end: offsets[end])
    }
  }

  private func finish(
    _ literal: Literal, at end: Int, into segments: inout [Interpolation.Segment]
  ) {
    guard literal.start < end else { return }
    let rest = self.text(literal.copied, end)
    let text = literal.text.isEmpty ? rest : literal.text + rest
    segments.append(.literal(text: text, range: range(literal.start, end)))
  }
}

/// A run of plain text that is being read, up to `copied` already without its escapes.
private struct Literal {
  let start: Int
  var copied: Int
  var text = ""

  init(start: Int) {
    self.start = start
    copied = start
  }

  mutating func extend(to end: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    text += String(decoding: UnsafeBufferPointer(rebasing: bytes[copied..<end]), as: UTF8.self)
  }
}
