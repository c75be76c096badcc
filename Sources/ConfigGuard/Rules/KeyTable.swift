import RulePacks

/// What is known of a key before its value is looked at.
package final class KeyInfo: Sendable {
  package let words: [String]
  /// The role by the key alone; nil where ancestors decide.
  package let role: String?
  /// The role where nothing stands above the key.
  package let ownRole: String
  /// Rules that may match settings with this key.
  package let candidates: [RuleIndex.Candidate]
  /// The key names a user and a password together.
  package let holdsLogin: Bool
  /// Rules that choose the key by an expression over all of it.
  let rules: [Int]
  /// Rules ask what such settings say when they judge others.
  let isAskedFor: Bool
  package let bits: WordBits
  /// What the mappings around the key may make rules ask of it.
  let context: KeyContext

  init(
    words: [String], role: String?, ownRole: String, candidates: [RuleIndex.Candidate],
    holdsLogin: Bool = false, rules: [Int] = [], isAskedFor: Bool = false, bits: WordBits,
    context: KeyContext
  ) {
    self.words = words
    self.role = role
    self.ownRole = ownRole
    self.candidates = candidates
    self.holdsLogin = holdsLogin
    self.rules = rules
    self.isAskedFor = isAskedFor
    self.bits = bits
    self.context = context
    isOfInterest =
      !candidates.isEmpty || role == KeyRole.secret || role == KeyRole.possibleSecret || role == nil
      || holdsLogin || !rules.isEmpty || isAskedFor
  }

  package var holdsSecret: Bool { ownRole == KeyRole.secret }
  package let isOfInterest: Bool
}

/// Keys by their bytes, each one taken apart once in a run.
package final class KeyTable {
  private let index: RuleIndex
  private var slots: [Int32]
  /// Files must not be able to choose keys that all fall into one slot.
  private let seed = UInt64.random(in: .min ... .max)
  private var entries: [(hash: UInt64, key: [UInt8], info: KeyInfo)] = []

  package init(_ index: RuleIndex) {
    self.index = index
    slots = Array(repeating: -1, count: 1024)
  }

  var count: Int { entries.count }

  package func info(_ key: String) -> KeyInfo {
    var key = key
    return key.withUTF8 { info($0) }
  }

  package func info(_ key: UnsafeBufferPointer<UInt8>) -> KeyInfo {
    let hash = hash(key)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let found = Int(slots[slot])
      if entries[found].hash == hash, Self.isEqual(entries[found].key, key) {
        return entries[found].info
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(key, hash)
  }

  /// A file may have any number of keys that no rule asks for: more of them are taken apart anew.
  private static let mostPlain = 1 << 17
  private var plain = 0

  private func insert(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> KeyInfo {
    let info = index.info(of: String(decoding: key, as: UTF8.self))
    if !info.isOfInterest {
      guard plain < Self.mostPlain else { return info }
      plain += 1
    }
    entries.append((hash, Array(key), info))
    if entries.count * 2 > slots.count {
      slots = Array(repeating: -1, count: slots.count * 2)
      for (number, entry) in entries.enumerated() { place(number, entry.hash) }
    } else {
      place(entries.count - 1, hash)
    }
    return info
  }

  private func place(_ number: Int, _ hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(number)
  }

  private func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = seed
    for byte in key {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
      hash ^= hash >> 32
    }
    return hash ^ (hash >> 29)
  }

  private static func isEqual(_ a: [UInt8], _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    a.count == b.count && a.elementsEqual(b)
  }
}
