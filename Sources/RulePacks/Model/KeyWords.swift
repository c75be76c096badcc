/// Splits keys into lower-case words, the same for every way in which people join them.
///
/// `DB_POOL_MAX_SIZE`, `dbPoolMaxSize` and `db.pool.max-size` give the same words. Names glued
/// together (`PGPASSWORD`) are split where every part is in the dictionary.
package struct KeyWords: Sendable {
  private static let longestGluedName = 40
  private let dictionary: WordTable

  package init(dictionary: WordTable) { self.dictionary = dictionary }

  package init(dictionary: Set<String>) { self.init(dictionary: WordTable(dictionary)) }

  package func words(of key: String) -> [String] {
    var key = key
    var words: [String] = []
    key.withUTF8 { bytes in
      Self.forEachPart(of: bytes) { words += self.words(ofPart: $0) }
    }
    return words
  }

  /// The words of one part of a name; most parts are one.
  package func words(ofPart part: UnsafeBufferPointer<UInt8>) -> [String] {
    let text = String(decoding: part, as: UTF8.self)
    if dictionary.contains(text) { return [text] }
    let digits = part.reversed().prefix { Self.isDigit($0) }.count
    if digits > 0, digits < part.count {
      var stem = String(text.dropLast(digits))
      if let words = stem.withUTF8({ glued($0) }) { return words }
    }
    return glued(part) ?? [text]
  }

  /// The fewest dictionary words that make up the whole name, or nil.
  private func glued(_ name: UnsafeBufferPointer<UInt8>) -> [String]? {
    let whole = String(decoding: name, as: UTF8.self)
    if dictionary.contains(whole) { return [whole] }
    guard dictionary.longest > 0, name.count >= 5, name.count <= Self.longestGluedName else {
      return nil
    }
    // For each place the fewest words that lead to it, and where the last of them begins.
    var counts = [Int](repeating: Int.max, count: name.count + 1)
    var starts = [Int](repeating: 0, count: name.count + 1)
    counts[0] = 0
    for start in 0..<(name.count - 1) where counts[start] < Int.max {
      dictionary.forEachWord(in: name, from: start) { end in
        // A letter alone is no word.
        guard end > start + 1, counts[start] + 1 < counts[end] else { return }
        counts[end] = counts[start] + 1
        starts[end] = start
      }
    }
    guard counts[name.count] < Int.max else { return nil }
    var words: [String] = []
    var end = name.count
    while end > 0 {
      let word = UnsafeBufferPointer(rebasing: name[starts[end]..<end])
      words.append(String(decoding: word, as: UTF8.self))
      end = starts[end]
    }
    return words.reversed()
  }

  /// Calls `body` with each part of a name in small letters.
  ///
  /// Names are cut at everything that is no letter or digit, and where case says that a word begins.
  package static func forEachPart(
    of key: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: key.count) { small in
      // All parts, one behind the other.
      var start = 0
      var end = 0
      for index in key.indices {
        let byte = key[index]
        let isCapital = isUpper(byte)
        guard isCapital || isLower(byte) || isDigit(byte) || byte >= 0x80 else {
          give(UnsafeBufferPointer(rebasing: small[start..<end]), to: body)
          start = end
          continue
        }
        if isCapital, beginsWord(key, at: index, behind: end - start) {
          give(UnsafeBufferPointer(rebasing: small[start..<end]), to: body)
          start = end
        }
        small[end] = isCapital ? byte | 0x20 : byte
        end += 1
      }
      give(UnsafeBufferPointer(rebasing: small[start..<end]), to: body)
    }
  }

  /// Whether a capital begins a word; `length` is that of the part in front of it.
  @inline(__always)
  private static func beginsWord(
    _ key: UnsafeBufferPointer<UInt8>, at index: Int, behind length: Int
  ) -> Bool {
    guard index > 0 else { return false }
    let previous = key[index - 1]
    if isLower(previous) { return true }
    guard index + 1 < key.count, isLower(key[index + 1]) else { return false }
    return isDigit(previous) || isUpper(previous) && length > 1
  }

  private static func give(
    _ part: UnsafeBufferPointer<UInt8>, to body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard !part.isEmpty else { return }
    guard part.contains(where: { $0 >= 0x80 }) else { return body(part) }
    var small = String(decoding: part, as: UTF8.self).lowercased()
    small.withUTF8(body)
  }

  @inline(__always)
  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  @inline(__always)
  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
