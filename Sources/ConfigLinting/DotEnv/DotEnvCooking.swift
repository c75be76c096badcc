/// What has to be done to the bytes of a value to get its text.
enum DotEnvCooking: Sendable {
  case verbatim
  /// Compose's escapes in single and in double quotes.
  case singleQuoted
  case doubleQuoted
  /// Every line break is a line feed.
  case lineBreaks
  /// The same with `\n` and `\r` turned into characters.
  case lineBreaksAndEscapes
  /// Carriage returns are gone, from the name too.
  case withoutReturns
  case newlinesWithoutReturns
  /// `\n` is a line feed.
  case newlines
  case pythonSingle
  case pythonDouble
  /// Pairs of carriage return and line feed are line feeds.
  case goSingle
  case goDouble
  case rubyUnquoted
  case rubyDouble
  /// Several line breaks in a row are one line feed.
  case joinedLines
  case joinedLinesAndEscapes
  case unit
  case unitSingle
  case unitDouble
  case shell
  case shellDouble
  /// The same behind `+=`, which adds to what the variable holds.
  case shellAppending
  case lowercasedName

  func applied(to written: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    switch self {
    case .verbatim, .lowercasedName: Array(written)
    case .singleQuoted: DotEnvEscapes.single(written)
    case .doubleQuoted: DotEnvEscapes.double(written)
    case .lineBreaks: DotEnvText.withLineFeeds(written)
    case .lineBreaksAndEscapes:
      DotEnvText.replacing(DotEnvText.withLineFeeds(written), returns: true)
    case .withoutReturns: written.filter { $0 != 0x0D }
    case .newlinesWithoutReturns:
      DotEnvText.replacing(written.filter { $0 != 0x0D }, returns: false)
    case .newlines: DotEnvText.replacing(Array(written), returns: false)
    case .pythonSingle: DotEnvText.python(DotEnvText.withLineFeeds(written), letters: false)
    case .pythonDouble: DotEnvText.python(DotEnvText.withLineFeeds(written), letters: true)
    case .goSingle: DotEnvText.withoutPairs(written)
    case .goDouble: DotEnvText.unescaped(DotEnvText.withoutPairs(written), lineBreaks: true)
    case .rubyUnquoted:
      DotEnvText.unescaped(DotEnvText.withLineFeeds(written), lineBreaks: false)
    case .rubyDouble: DotEnvText.ruby(DotEnvText.withLineFeeds(written), isLegacy: false)
    case .joinedLines: DotEnvText.withSingleLineFeeds(written)
    case .joinedLinesAndEscapes:
      DotEnvText.unescaped(
        DotEnvText.replacing(DotEnvText.withSingleLineFeeds(written), returns: true),
        lineBreaks: false)
    case .unit: DotEnvText.unit(written)
    case .unitSingle: DotEnvText.unit(written, quote: .single)
    case .unitDouble: DotEnvText.unit(written, quote: .double)
    case .shell, .shellAppending: ShellText.withoutQuotes(written, inDoubleQuotes: false)
    case .shellDouble: ShellText.withoutQuotes(written, inDoubleQuotes: true)
    }
  }
}
