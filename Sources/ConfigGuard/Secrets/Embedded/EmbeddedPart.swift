package import RulePacks

/// A secret inside a value, under the name that it has there.
package struct EmbeddedPart: Sendable {
  package var name: String
  /// The names of what it lies in within the value, the outermost first.
  package var path: [String]
  package var text: String
  package var range: SourceRange
  /// Whether the file holds the text byte for byte at the range.
  package var isExact: Bool
  /// The range is only that of the whole value.
  var isWhole: Bool
  /// The value that it is a part of, as the token catalogue sees it, and where it stands there.
  var source: String
  var offsets: Range<Int>?
}

/// What a value holds inside.
package struct EmbeddedParts: Sendable {
  package var secrets: [EmbeddedPart] = []
  /// User names of the same value, which somebody would try first.
  package var users: [String] = []
  /// Texts under the name `pass`, which is a password where a user stands beside it.
  var uncertain: [EmbeddedPart] = []
}

/// A text found inside a value.
struct EmbeddedValue {
  let text: String
  /// Where it stands in the text that it was found in.
  let range: Range<Int>
  let isVerbatim: Bool

  /// A part of a text as it stands.
  init(_ range: Range<Int>, of text: EmbeddedText) {
    self.text = text.string(range)
    self.range = range
    isVerbatim = true
  }

  /// A part of a text with its escapes undone.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    text = String(decoding: bytes, as: UTF8.self)
    self.range = range
    isVerbatim = bytes.count == range.count
  }

  /// Whether it says by itself that it is no secret: a reference, a blank, a mask, a file's name.
  var isQuiet: Bool {
    let bytes = text.utf8
    guard bytes.contains(where: Self.isNameByte) else { return true }
    // What fills such a text in decides what stands there.
    for opening in ["$(", "`", "{{", "<%", "%(", "#{"] where text.contains(opening) { return true }
    let rest = bytes.dropFirst()
    switch bytes.first {
    // Compose and Make write a dollar twice.
    case UInt8(ascii: "$") where rest.first == UInt8(ascii: "$"):
      return rest.dropFirst().allSatisfy(Self.isNameByte)
    case UInt8(ascii: "$"), UInt8(ascii: ":"):
      // `$NAME`, `:name` of a route or a statement; `${X:-literal}` is read as a reference.
      return rest.allSatisfy(Self.isNameByte)
    case UInt8(ascii: "%"): return bytes.count <= 3 || rest.last == UInt8(ascii: "%")
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return rest.last == UInt8(ascii: "}") || rest.last == UInt8(ascii: "]")
    case UInt8(ascii: "@"), UInt8(ascii: "|"), UInt8(ascii: "!"):
      return rest.allSatisfy { Self.isNameByte($0) || [0x2E, 0x2F].contains($0) }
    default: return isFileName || isSourceName
    }
  }

  /// Whether a shell puts a variable in: `$NAME`, `$$NAME`; `${X:-literal}` is read as a reference.
  var hasShellVariable: Bool {
    zip(text.utf8, text.utf8.dropFirst()).contains { byte, next in
      byte == UInt8(ascii: "$") && (Self.isNameByte(next) || next == UInt8(ascii: "@"))
    }
  }

  /// `server.key`, `tls/client.pem`.
  private var isFileName: Bool {
    guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")), dot > text.startIndex else {
      return false
    }
    let ending = text.utf8[dot...].dropFirst()
    return (2...4).contains(ending.count) && ending.allSatisfy { (0x61...0x7A).contains($0) }
      && text.utf8.allSatisfy { Self.isNameByte($0) || [0x2E, 0x2F, 0x2D].contains($0) }
  }

  /// `env:NAME`, `file:path`: where a program gets it from.
  private var isSourceName: Bool {
    text.hasPrefix("env:") || text.hasPrefix("file:") || text.hasPrefix("env.")
      || text.hasPrefix("process.env.")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
