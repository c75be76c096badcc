extension NameScreen {
  /// From here on a word with signs of several kinds is rather a secret than a word.
  private static let shortestMixed = 12
  /// So many signs of a word may be of several kinds in turn, as in `alpine3` or `k8s`.
  private static let mostMixed = 7

  /// Everything of a reason or an owner but what may be a secret.
  ///
  /// Who writes why a secret is accepted has the secret at hand, so that more is hidden here than
  /// in other prose.
  func shown(answer text: String) -> String {
    let shown = shown(prose: text) { isHidden($0) }
    // A secret of several words is in none of them.
    let isAcross = knowsSecret(text) && !shown.contains(Self.mask)
    return isAcross || knowsSecret(shown) ? Self.mask : shown
  }

  private func isHidden(_ word: Substring) -> Bool {
    let parts = word.split { !$0.isLetter && !$0.isNumber }
    let inner = Self.withoutPunctuation(word)
    if knowsSecret(String(word)) || knowsSecret(String(inner)) { return true }
    if parts.contains(where: { knowsSecret(String($0)) }) { return true }
    if let equals = word.firstIndex(where: { $0 == "=" || $0 == ":" }),
      knowsSecret(String(Self.withoutPunctuation(word[equals...])))
    {
      return true
    }
    return inner.count >= Self.shortestMixed && Self.isMixed(inner, parts)
  }

  private static func withoutPunctuation(_ word: Substring) -> Substring {
    var word = word
    while let first = word.first, !first.isLetter, !first.isNumber { word.removeFirst() }
    while let last = word.last, !last.isLetter, !last.isNumber { word.removeLast() }
    return word
  }

  /// Whether a long word has signs of several kinds and is no date, ticket, version, path, address
  /// or id.
  private static func isMixed(_ word: Substring, _ parts: [Substring]) -> Bool {
    let kinds = [
      word.contains { $0.isLowercase }, word.contains { $0.isUppercase },
      word.contains { $0.isNumber },
    ]
    guard kinds.count(where: { $0 }) > 1, !isTime(word) else { return false }
    // What stands behind these signs in an address is data.
    if word.contains("?") || word.contains("=") { return true }
    let mixed = parts.reduce(0) { $0 + (isPlain($1) ? 0 : $1.count) }
    guard mixed <= mostMixed else { return true }
    let most = mostDigits(in: word, parts)
    return parts.contains { $0.allSatisfy(\.isNumber) && $0.count > most }
  }

  /// How long a number in a word may be.
  private static func mostDigits(in word: Substring, _ parts: [Substring]) -> Int {
    let isTicket =
      parts.count == 2 && word.contains("-") && parts[0].count <= 10
      && parts[0].allSatisfy { $0.isUppercase || $0.isNumber }
    if isTicket || word.contains("/") { return 7 }
    let isVersion =
      word.contains(".") && (parts.first?.drop { $0 == "v" }.allSatisfy(\.isNumber) ?? false)
    return isVersion ? 4 : 2
  }

  /// `2030-12-31T10:00:00Z`, and times like it.
  private static func isTime(_ word: Substring) -> Bool {
    word.utf8.count <= 35 && word.prefix(4).allSatisfy(\.isNumber)
      && word.dropFirst(4).first == "-"
      && word.allSatisfy { $0.isNumber || "-:.+TZ".contains($0) }
  }

  /// A number, or letters as words have them.
  private static func isPlain(_ part: Substring) -> Bool {
    if (part.first == "v" ? part.dropFirst().prefix(4) : part).allSatisfy(\.isNumber) {
      return part.first != "v" || part.count <= 4
    }
    guard part.allSatisfy(\.isLetter) else { return false }
    return part.dropFirst().allSatisfy { !$0.isUppercase } || !part.contains { $0.isLowercase }
      || humps(of: part) != nil
  }
}
