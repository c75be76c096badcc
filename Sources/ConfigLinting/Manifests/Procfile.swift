import ConfigGuard
package import RulePacks

/// A file of process types and their commands (devcenter.heroku.com/articles/procfile).
///
/// The environment is kept by whoever starts the processes; a command may set variables in front
/// of the program, as the shell that runs it allows.
package struct Procfile {
  package struct Process {
    package var name: String
    package var nameRange: SourceRange
    package var command: String
    package var commandRange: SourceRange
    package var variables: [Variable]
  }

  /// `NAME=value` in front of a command.
  package struct Variable {
    package var name: String
    package var nameRange: SourceRange
    package var value: String
    package var valueRange: SourceRange
    /// Offsets in the value are offsets in the file.
    package var isExact: Bool
    /// A dollar sign in it is a reference.
    package var isExpanded: Bool
  }

  package static let name = "procfile"

  package private(set) var processes: [Process] = []
  package private(set) var problems: [ReadingProblem] = []

  package static func read(_ bytes: SourceBytes) -> Procfile {
    var file = Procfile()
    let text = bytes.buffer
    var start = bytes.hasByteOrderMark ? 3 : 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      file.readLine(trimmed(start, end, text), bytes)
      start = end + 1
    }
    return file
  }

  private mutating func readLine(_ line: SourceRange, _ bytes: SourceBytes) {
    let text = bytes.buffer
    guard !line.isEmpty, text[line.start] != UInt8(ascii: "#") else { return }
    var colon = line.start
    while colon < line.end, Self.isNameByte(text[colon]) { colon += 1 }
    guard colon > line.start, colon < line.end, text[colon] == UInt8(ascii: ":") else {
      // A word of the line may be part of a value.
      problems.append(
        ReadingProblem(
          kind: .lineDropped, message: "this line is no `type: command` and is passed over",
          range: line))
      return
    }
    let command = Self.trimmed(colon + 1, line.end, text)
    let nameRange = SourceRange(start: line.start, end: colon)
    processes.append(
      Process(
        name: bytes.text(nameRange), nameRange: nameRange, command: bytes.text(command),
        commandRange: command,
        variables: Self.variables(in: command, bytes)))
  }

  /// The assignments in front of a command, also behind the word `env`.
  private static func variables(in command: SourceRange, _ bytes: SourceBytes) -> [Variable] {
    let text = bytes.buffer
    var found: [Variable] = []
    var offset = command.start
    while offset < command.end {
      var equals = offset
      while equals < command.end, isVariableByte(text[equals]) { equals += 1 }
      let isAssignment =
        equals > offset && equals < command.end && text[equals] == UInt8(ascii: "=")
        && !(0x30...0x39).contains(text[offset])
      if isAssignment {
        let name = SourceRange(start: offset, end: equals)
        let word = value(from: equals + 1, to: command.end, bytes)
        var variable = word.variable
        variable.name = bytes.text(name)
        variable.nameRange = name
        found.append(variable)
        offset = word.end
      } else if found.isEmpty, bytes.text(SourceRange(start: offset, end: equals)) == "env" {
        offset = equals
      } else {
        break
      }
      guard offset < command.end, isBlank(text[offset]) else { break }
      while offset < command.end, isBlank(text[offset]) { offset += 1 }
    }
    return found
  }

  /// One word of the shell: quotes are taken off, and in single ones nothing is a reference.
  private static func value(
    from start: Int, to end: Int, _ bytes: SourceBytes
  ) -> (variable: Variable, end: Int) {
    let text = bytes.buffer
    var value: [UInt8] = []
    var quote: UInt8?
    var isExpanded = true
    var offset = start
    while offset < end, quote != nil || !isBlank(text[offset]) {
      let byte = text[offset]
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        if byte == UInt8(ascii: "'") { isExpanded = false }
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'"), offset + 1 < end {
        offset += 1
        value.append(text[offset])
      } else {
        value.append(byte)
      }
      offset += 1
    }
    var range = SourceRange(start: start, end: offset)
    if range.count == value.count + 2, start < offset, text[start] == text[offset - 1],
      text[start] == UInt8(ascii: "\"") || text[start] == UInt8(ascii: "'")
    {
      range = SourceRange(start: start + 1, end: offset - 1)
    }
    let variable = Variable(
      name: "", nameRange: SourceRange(at: start), value: String(decoding: value, as: UTF8.self),
      valueRange: range, isExact: range.count == value.count, isExpanded: isExpanded)
    return (variable, offset)
  }

  private static func trimmed(
    _ start: Int, _ end: Int, _ text: UnsafeBufferPointer<UInt8>
  ) -> SourceRange {
    var (start, end) = (start, end)
    while start < end, isBlank(text[start]) { start += 1 }
    while end > start, isBlank(text[end - 1]) { end -= 1 }
    return SourceRange(start: start, end: end)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  private static func isVariableByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isVariableByte(byte) || byte == UInt8(ascii: "-")
  }
}
