import ConfigGuard
import RulePacks

/// Readers of files in which every line is a whole: `.npmrc`, `.pgpass`, `.git-credentials`.
enum CredentialLines {
  private static let hash = UInt8(ascii: "#")
  private static let colon = UInt8(ascii: ":")
  private static let backslash = UInt8(ascii: "\\")

  /// `//registry.npmjs.org/:_authToken=…` (docs.npmjs.com/cli/configuring-npm/npmrc).
  static func readNpmrc(_ source: SourceBytes) -> CredentialEntries {
    var result = CredentialEntries()
    forEachLine(of: source) { line, bytes in
      guard bytes[line.start] != hash, bytes[line.start] != UInt8(ascii: ";"),
        bytes[line.start] != UInt8(ascii: "["),
        let equals = bytes[line.start..<line.end].firstIndex(of: UInt8(ascii: "="))
      else { return }
      var key = LineBreaks.trimmed(SourceRange(start: line.start, end: equals), in: bytes)
      // In front of the name stands the registry that it is for.
      if let registry = bytes[key.start..<key.end].lastIndex(of: colon) { key.start = registry + 1 }
      let value = unquoted(
        LineBreaks.trimmed(SourceRange(start: equals + 1, end: line.end), in: bytes), in: bytes)
      guard !key.isEmpty else {
        return result.report("a name must stand before `=`", SourceRange(at: equals))
      }
      result.entries.append(npmEntry(source.text(key), key, source.text(value), value))
    }
    return result
  }

  /// Passwords are kept as base64, alone or with their user's name.
  private static func npmEntry(
    _ name: String, _ key: SourceRange, _ text: String, _ range: SourceRange
  ) -> CredentialEntry {
    var entry = CredentialEntry(
      key: name, keyRange: key, text: text, range: range, isExact: true,
      isSecret: ["_authToken", "_auth", "_password"].contains(name))
    var decoded: String?
    if name == "_password" { decoded = Base64.decodedText(text) }
    if name == "_auth" { decoded = TokenStructure.credentials(in: text)?.password }
    if let decoded {
      entry.text = decoded
      entry.isExact = false
    }
    return entry
  }

  /// `host:port:database:user:password`, with a backslash before what separates nothing.
  static func readPgpass(_ source: SourceBytes) -> CredentialEntries {
    var result = CredentialEntries()
    forEachLine(of: source) { line, bytes in
      guard bytes[line.start] != hash else { return }
      var separators: [Int] = []
      var index = line.start
      while index < line.end, separators.count < 4 {
        if bytes[index] == colon { separators.append(index) }
        index += bytes[index] == backslash ? 2 : 1
      }
      guard separators.count == 4 else {
        return result.report("a line of .pgpass has five fields with colons between them", line)
      }
      let range = SourceRange(start: separators[3] + 1, end: line.end)
      var text: [UInt8] = []
      index = range.start
      while index < range.end {
        if bytes[index] == backslash, index + 1 < range.end { index += 1 }
        text.append(bytes[index])
        index += 1
      }
      result.entries.append(
        CredentialEntry(
          key: "password", keyRange: range, text: String(decoding: text, as: UTF8.self),
          range: range, isExact: text.count == range.count, isSecret: true))
    }
    return result
  }

  /// One address with a user and a password on each line.
  static func readAddresses(_ source: SourceBytes) -> CredentialEntries {
    var result = CredentialEntries()
    forEachLine(of: source) { line, _ in
      guard let address = URLParts(source.text(line)) else {
        return result.report("a line of .git-credentials is an address", line)
      }
      guard let password = address.passwordRange else { return }
      let range = SourceRange(
        start: line.start + password.lowerBound, end: line.start + password.upperBound)
      result.entries.append(
        CredentialEntry(
          key: "password", keyRange: range, text: source.text(range), range: range, isExact: true,
          isSecret: true))
    }
    return result
  }

  /// A file that is nothing but one key.
  static func readKey(_ source: SourceBytes) -> CredentialEntries {
    var result = CredentialEntries()
    var lines: [SourceRange] = []
    forEachLine(of: source) { line, _ in lines.append(line) }
    guard lines.count == 1, let line = lines.first else { return result }
    result.entries.append(
      CredentialEntry(
        key: "key", keyRange: line, text: source.text(line), range: line, isExact: true,
        isSecret: true))
    return result
  }

  /// Calls a closure with each line that is not blank, without the blanks at its ends.
  private static func forEachLine(
    of source: SourceBytes, _ body: (SourceRange, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    source.withBuffer { bytes in
      var offset = source.hasByteOrderMark ? 3 : 0
      while offset < bytes.count {
        let end = LineBreaks.endOfLine(in: bytes, from: offset)
        let line = LineBreaks.trimmed(SourceRange(start: offset, end: end), in: bytes)
        offset = LineBreaks.nextLine(in: bytes, after: end)
        if !line.isEmpty { body(line, bytes) }
      }
    }
  }

  private static func unquoted(
    _ range: SourceRange, in bytes: UnsafeBufferPointer<UInt8>
  ) -> SourceRange {
    guard range.count >= 2, bytes[range.start] == bytes[range.end - 1],
      bytes[range.start] == UInt8(ascii: "\"") || bytes[range.start] == UInt8(ascii: "'")
    else { return range }
    return SourceRange(start: range.start + 1, end: range.end - 1)
  }
}
