package import ConfigGuard
package import RulePacks

/// A .env file as one reader of such files understands it.
///
/// Real readers give up at the first bad line. This one reports it and goes on behind it, so that
/// one mistake does not hide the rest.
package struct DotEnvFile: Sendable {
  package let dialect: DotEnvDialect
  package let entries: [DotEnvEntry]
  /// Every comment from its `#` to the end of the line.
  package let comments: [SourceRange]
  /// In the order of their places.
  package let problems: [ReadingProblem]
  /// The statements that the reader passes over without an error, in the order of their places.
  package let dropped: [SourceRange]
  /// Whether the real reader would refuse the file.
  ///
  /// Not every problem makes it do so: a key that is given twice is accepted, for example.
  package let isRefused: Bool

  package static func parse(_ bytes: SourceBytes, dialect: DotEnvDialect) -> DotEnvFile {
    var reader = DotEnvReader(bytes, dialect: dialect)
    return reader.read()
  }
}

/// One variable of a .env file.
package struct DotEnvEntry: Sendable {
  package enum Quote: Sendable, Hashable {
    case none
    case single
    case double
    case backtick
  }

  // Offsets take half the memory of `SourceRange` here; the reader refuses files they do not span.
  private let keyStart: UInt32
  private let keyEnd: UInt32
  private let valueStart: UInt32
  private let valueEnd: UInt32
  private let bytes: SourceBytes
  let cooking: DotEnvCooking
  /// The references in the value, with ranges in the file.
  ///
  /// It is nil if there is no dollar sign or if the dialect or the quotes make the value plain text.
  package let interpolation: Interpolation?
  package let quote: Quote
  package let isExported: Bool
  /// Whether there is a value at all; without one the variable is passed on from the host.
  package let hasValue: Bool
  /// Whether the value breaks the grammar of references; `problems` of the file says where.
  package let hasMalformedInterpolation: Bool

  init(
    bytes: SourceBytes, key: SourceRange, value: SourceRange, quote: Quote, cooking: DotEnvCooking,
    isExported: Bool, hasValue: Bool, interpolation: Interpolation?,
    hasMalformedInterpolation: Bool
  ) {
    keyStart = UInt32(truncatingIfNeeded: key.start)
    keyEnd = UInt32(truncatingIfNeeded: key.end)
    valueStart = UInt32(truncatingIfNeeded: value.start)
    valueEnd = UInt32(truncatingIfNeeded: value.end)
    self.bytes = bytes
    self.quote = quote
    self.cooking = cooking
    self.isExported = isExported
    self.hasValue = hasValue
    self.interpolation = interpolation
    self.hasMalformedInterpolation = hasMalformedInterpolation
  }

  package var keyRange: SourceRange {
    SourceRange(start: Int(keyStart), end: Int(keyEnd))
  }

  /// The bytes of the value inside its quotes; empty and behind the key if there is no value.
  package var valueRange: SourceRange {
    SourceRange(start: Int(valueStart), end: Int(valueEnd))
  }

  /// The name of the variable, in small letters where the reader makes them small.
  package var key: String {
    switch cooking {
    case .lowercasedName: bytes.text(keyRange).lowercased()
    case .withoutReturns, .newlinesWithoutReturns:
      String(decoding: bytes.buffer(keyRange).filter { $0 != 0x0D }, as: UTF8.self)
    case .lineBreaks, .pythonSingle, .pythonDouble:
      String(decoding: DotEnvText.withLineFeeds(bytes.buffer(keyRange)), as: UTF8.self)
    default: bytes.text(keyRange)
    }
  }

  /// Calls a closure with the bytes of the name, which most entries have as they are written.
  func withKey<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let written = bytes.buffer(keyRange)
    let isChanged =
      switch cooking {
      case .lowercasedName: written.contains { (0x41...0x5A).contains($0) || $0 >= 0x80 }
      case .withoutReturns, .newlinesWithoutReturns, .lineBreaks, .pythonSingle, .pythonDouble:
        written.contains(0x0D)
      default: false
      }
    guard isChanged else { return withExtendedLifetime(bytes) { body(written) } }
    var key = key
    return key.withUTF8(body)
  }

  /// The text of the value without quotes and escapes, before any reference in it is replaced, or
  /// nil for a name alone.
  ///
  /// It is made on every call, so that a file costs no memory for values nobody asks for.
  package var value: String? {
    guard hasValue else { return nil }
    return String(decoding: cookedValue, as: UTF8.self)
  }

  /// The bytes of the value as written.
  var written: UnsafeBufferPointer<UInt8> { bytes.buffer(valueRange) }

  var cookedValue: [UInt8] { cooking.applied(to: bytes.buffer(valueRange)) }

  /// From the key to the closing quote or the end of the value.
  package var range: SourceRange {
    // Some readers take an opening quote that nothing closes for a quote all the same.
    let hasClosing = quote != .none && valueRange.end < bytes.count
    let end = valueRange.end + (hasClosing ? 1 : 0)
    return SourceRange(start: keyRange.start, end: max(keyRange.end, end))
  }
}

extension DotEnvEntry {
  /// Whether the key looks like a name that a person chose, so that it may be shown.
  var hasPlainName: Bool { hasValue && PlainName.isPlain(key) }
}
