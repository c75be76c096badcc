/// Decides what of the names in files may be shown, and makes the texts of reports.
///
/// A name may be a secret that stands in the wrong place. What is no plain name, holds a token of a
/// known shape or is long and looks random is masked.
package struct NameScreen {
  package static let mask = "********"
  private static let longest = 200
  /// Shorter words are names far more often than secrets.
  private static let shortestRandom = 20

  private let holdsToken: (String) -> Bool
  private let looksRandom: (String) -> Bool
  private let memory = NameMemory()
  /// Whether a text is a secret that was read in this run, or holds one.
  package var knowsSecret: (String) -> Bool = { _ in false }

  /// - Parameters:
  ///   - holdsToken: Whether a text is a secret of a known shape, or holds one.
  ///   - looksRandom: Whether a long word looks as if a generator had made it.
  package init(
    holdsToken: @escaping (String) -> Bool, looksRandom: @escaping (String) -> Bool
  ) {
    self.holdsToken = holdsToken
    self.looksRandom = looksRandom
  }

  // MARK: texts

  package func text(_ text: ReportText) -> ScreenedText {
    let parts = text.parts
    return ScreenedText(
      screened: parts.count == 1 ? shown(parts[0]) : parts.map { shown($0) }.joined())
  }

  package func key(_ key: String) -> ScreenedText {
    text("\(setting: key)")
  }

  package func name(_ name: String) -> ScreenedText { ScreenedText(screened: shown(.name(name))) }

  package func path(_ path: String) -> ScreenedText { ScreenedText(screened: shown(.path(path))) }

  /// A value that a rule expressly calls public, unless it holds what no rule can make public.
  package func publicValue(_ text: String) -> ScreenedText? {
    let isHarmless =
      !text.utf8.contains { $0 == 0x0A || $0 == 0x0D } && !Self.hasLogin(text)
      && !holdsToken(text) && !looksRandom(text)
    return isHarmless ? ScreenedText(screened: Printable.text(text, limit: 120)) : nil
  }

  private func shown(_ part: ReportText.Part) -> String {
    switch part {
    case .words(let words): words
    case .key(let key): isKey(key) ? "`\(key)`" : "this key"
    case .setting(let key): isKey(key) ? key : "(a key that is no name)"
    case .name(let name):
      isName(name) ? Printable.text(name, limit: Self.longest) : "(a name that is not shown)"
    case .quoted(let name):
      "`\(isName(name) ? Printable.text(name, limit: Self.longest) : Self.mask)`"
    case .path(let path): shown(path: path)
    case .file(let path): shown(path: path) == path ? path : "FILE"
    case .prose(let text): shown(prose: text) { _ in false }
    case .answer(let text): shown(answer: text)
    case .declared(let value, let otherwise): isDeclared(value) ? value : otherwise
    case .pattern(let text, let otherwise): isPattern(text) ? "`\(text)`" : otherwise
    }
  }

  // MARK: names

  /// Whether a text can be shown as a key.
  package func isKey(_ key: String) -> Bool { PlainName.isPlain(key) && !isSecret(key) }

  /// Whether a text consists of plain names, such as `web (production)` or `app@.service`.
  package func isName(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= Self.longest else { return false }
    // Most names are one word, and no key that can be shown holds a token.
    if name.hasOnlyBytes(where: { (0x21..<0x7F).contains($0) && !Self.isSeparator($0) }) {
      return isKey(name)
    }
    // Beyond ASCII a sign may be a part of the letter in front of it.
    guard name.hasOnlyBytes(where: { (0x20..<0x7F).contains($0) }) else {
      // A password stands between these two.
      guard !name.contains("@") || !name.contains(":") else { return false }
      return name.split { " ,()`:*{}[]'@…".contains($0) }.allSatisfy { isKey(String($0)) }
        && !holdsToken(name)
    }
    guard !name.utf8.contains(0x40) || !name.utf8.contains(0x3A) else { return false }
    return hasPlainWords(name) && !holdsToken(name)
  }

  /// Whether all words of a text without control characters are keys that can be shown.
  private func hasPlainWords(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      var start = 0
      for index in 0...bytes.count {
        guard index == bytes.count || Self.isSeparator(bytes[index]) else { continue }
        let word = UnsafeBufferPointer(rebasing: bytes[start..<index])
        if !word.isEmpty, !isKey(String(decoding: word, as: UTF8.self)) { return false }
        start = index + 1
      }
      return true
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "`"), UInt8(ascii: ":"), UInt8(ascii: "*"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "'"),
      UInt8(ascii: "@"):
      true
    default: false
    }
  }

  /// What a file is called: every part of it that is no secret.
  private func shown(path: String) -> String {
    var bytes = path
    // A report of a large project has thousands of them, and hardly one has to be made anew.
    let isShownWhole = bytes.withUTF8 { self.isShownWhole($0) }
    let text =
      isShownWhole ? path : PathParts.of(path).map { shown(part: $0) }.joined(separator: "/")
    return holdsToken(text) ? Self.mask : text
  }

  /// Whether no part of a path is a secret or has to be written otherwise.
  private func isShownWhole(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    // Files of one folder come one after another.
    let known = memory.countOfKnownFolder(of: path)
    var start = known
    var nameStart = known
    for offset in start...path.count {
      if offset < path.count, path[offset] != UInt8(ascii: "/") {
        guard (0x20..<0x7F).contains(path[offset]) else { return false }
        continue
      }
      let part = UnsafeBufferPointer(rebasing: path[start..<offset])
      let isHidden = memory.isSecret(part) {
        let word = String(decoding: part, as: UTF8.self)
        return isRandom(word) || holdsToken(word)
      }
      if isHidden { return false }
      nameStart = start
      start = offset + 1
    }
    if nameStart != known { memory.folder = Array(path[..<nameStart]) }
    return true
  }

  private func shown(part: String) -> String {
    isSecret(part) ? Self.mask : Printable.text(part)
  }

  /// Everything but the words that may be secrets.
  func shown(prose text: String, hiding isAlsoHidden: (Substring) -> Bool) -> String {
    let separates = { (character: Character) in
      character.isWhitespace || "\"'`<>".contains(character)
    }
    var shown = ""
    var rest = text[...]
    while !rest.isEmpty {
      let word = rest.prefix { !separates($0) }
      rest = rest.dropFirst(word.count)
      let isHidden =
        Self.hasLogin(word) || isSecret(String(word)) || isLongAndRandom(word) || isAlsoHidden(word)
      shown += isHidden ? Self.mask : String(word)
      let separators = rest.prefix(while: separates)
      rest = rest.dropFirst(separators.count)
      shown += separators
    }
    return Printable.text(holdsToken(shown) ? Self.mask : shown)
  }

  /// Whether a value is as harmless as those that stand in lists of choices.
  private func isDeclared(_ value: String) -> Bool {
    value.utf8.count <= Self.longest && !Self.hasLogin(value[...])
      && value.split { " ,()`:*[]=+@%#;|".contains($0) }.allSatisfy { isKey(String($0)) }
      && !holdsToken(value)
  }

  /// Whether what an expression has besides its classes and signs could be names.
  private func isPattern(_ text: String) -> Bool {
    guard text.utf8.count <= Self.longest, !Self.hasLogin(text), !holdsToken(text) else {
      return false
    }
    let words = text.split { "^$()[]{}|*+?\\.:,=@#-_/ ".contains($0) }
    return words.allSatisfy { PlainName.isPlain(String($0)) && !isSecret(String($0)) }
  }

  // MARK: secrets

  private func isSecret(_ word: String) -> Bool {
    // Beyond ASCII, texts count as the same that have other bytes.
    guard word.hasOnlyBytes(where: { $0 < 0x80 }) else { return isRandom(word) || holdsToken(word) }
    var bytes = word
    return bytes.withUTF8 { memory.isSecret($0) { isRandom(word) || holdsToken(word) } }
  }

  private func isLongAndRandom(_ word: Substring) -> Bool {
    guard word.utf8.count >= Self.shortestRandom, looksRandom(String(word)) else { return false }
    // The likelihood of pairs of letters knows nothing of words that are written together.
    return Self.humps(of: word).map { $0.contains { isLongAndRandom($0) } } ?? true
  }

  private static let usualHump = 4

  /// The words of `OrdersTableBackup`; nil where capitals stand so close that none are seen.
  static func humps(of word: Substring) -> [Substring]? {
    let bytes = word.utf8
    guard bytes.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }) else { return nil }
    let starts = bytes.indices.filter { (0x41...0x5A).contains(bytes[$0]) }
    guard starts.count > 1, bytes.count >= starts.count * usualHump else { return nil }
    let borders = Set([bytes.startIndex] + starts).sorted() + [bytes.endIndex]
    return zip(borders, borders.dropFirst()).map { word[$0..<$1] }
  }

  /// Whether a part of a name that is long enough to be a key looks like one.
  private func isRandom(_ name: String) -> Bool {
    guard name.utf8.count >= Self.shortestRandom, Self.mayBeRandom(name) else { return false }
    let parts = name.split { !$0.isLetter && !$0.isNumber }
    if parts.contains(where: isLongAndRandom) { return true }
    // The URL's form of base64 has signs that separate words elsewhere.
    return parts.reduce(0) { $0 + (Self.isMixed($1) ? $1.utf8.count : 0) } >= 12
  }

  /// Whether a name has a part that is long enough, or signs of all kinds.
  private static func mayBeRandom(_ name: String) -> Bool {
    var longest = 0
    var part = 0
    var hasUpper = false
    var hasLower = false
    var hasDigit = false
    for byte in name.utf8 {
      switch byte {
      case 0x41...0x5A: hasUpper = true
      case 0x61...0x7A: hasLower = true
      case 0x30...0x39: hasDigit = true
      case 0x80...: return true
      default:
        part = 0
        continue
      }
      part += 1
      longest = max(longest, part)
    }
    return longest >= shortestRandom || hasUpper && hasLower && hasDigit
  }

  /// Capitals, small letters and digits in turn.
  private static func isMixed(_ part: Substring) -> Bool {
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    return part.utf8.contains { (0x41...0x5A).contains($0) }
      && part.utf8.contains { (0x61...0x7A).contains($0) }
      && zip(part.utf8, part.utf8.dropFirst()).count { isDigit($0) != isDigit($1) } >= 2
  }

  /// Whether an address in a text names who logs in.
  private static func hasLogin(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.contains(0x40), bytes.contains(0x3A) else { return false }
    return bytes.indices.contains { bytes[$0...].starts(with: "://".utf8) }
  }
}

extension NameScreen {
  /// A screen for those who write packs: it knows no tokens.
  package static var plain: NameScreen {
    NameScreen(holdsToken: { _ in false }, looksRandom: { _ in false })
  }
}
