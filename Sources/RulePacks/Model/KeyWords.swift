/// Splits keys into lower-case words, the same for every way in which people join them.
///
/// `DB_POOL_MAX_SIZE`, `dbPoolMaxSize` and `db.pool.max-size` give the same words. Names glued
/// together (`PGPASSWORD`) are split where every part is in the dictionary.
package struct KeyWords: Sendable {
  private static let longestGluedName = 40
  private let dictionary: WordTable
  private var longestWord: Int { dictionary.longest }

  package init(dictionary: WordTable) { self.dictionary = dictionary }

  package init(dictionary: Set<String>) { self.init(dictionary: WordTable(dictionary)) }

  package func words(of key: String) -> [String] {
    var words: [String] = []
    for part in Self.parts(of: Array(key.utf8)) { append(part, to: &words) }
    return words
  }

  private func append(_ part: String, to words: inout [String]) {
    if dictionary.contains(part) { return words.append(part) }
    let digits = part.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
    if digits > 0, digits < part.utf8.count {
      let stem = String(part.dropLast(digits))
      if let parts = glued(stem) { return words += parts }
    }
    words += glued(part) ?? [part]
  }

  /// The fewest dictionary words that make up the whole name, or nil.
  private func glued(_ name: String) -> [String]? {
    if dictionary.contains(name) { return [name] }
    let bytes = Array(name.utf8)
    guard longestWord > 0, bytes.count >= 5, bytes.count <= Self.longestGluedName else {
      return nil
    }
    var best: [[String]?] = Array(repeating: nil, count: bytes.count + 1)
    best[0] = []
    for end in 2...bytes.count {
      for start in max(0, end - longestWord)..<(end - 1) {
        guard let before = best[start], before.count < (best[end]?.count ?? Int.max) - 1 else {
          continue
        }
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        if dictionary.contains(word) { best[end] = before + [word] }
      }
    }
    return best[bytes.count]
  }

  /// Cuts at everything that is no letter or digit, and where case says that a word begins.
  private static func parts(of key: [UInt8]) -> [String] {
    var parts: [String] = []
    var current: [UInt8] = []
    func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    func flush() {
      if !current.isEmpty {
        let part = String(decoding: current, as: UTF8.self)
        parts.append(current.contains { $0 >= 0x80 } ? part.lowercased() : part)
      }
      current.removeAll(keepingCapacity: true)
    }
    for (index, byte) in key.enumerated() {
      guard isUpper(byte) || isLower(byte) || isDigit(byte) || byte >= 0x80 else {
        flush()
        continue
      }
      if isUpper(byte), index > 0 {
        let previous = key[index - 1]
        let followedByLower = index + 1 < key.count && isLower(key[index + 1])
        if isLower(previous) || (isDigit(previous) && followedByLower)
          || (isUpper(previous) && followedByLower && current.count > 1)
        {
          flush()
        }
      }
      current.append(isUpper(byte) ? byte | 0x20 : byte)
    }
    flush()
    return parts
  }
}
