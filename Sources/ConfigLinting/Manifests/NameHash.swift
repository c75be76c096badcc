import RulePacks

/// A name as a number, made piece by piece on the way to a setting.
struct NameHash: Hashable {
  private(set) var bits: UInt64 = 0xCBF2_9CE4_8422_2325
  /// Whether the name has no byte yet.
  private(set) var isEmpty = true

  init() {}

  init(_ name: String) { append(name) }

  mutating func append(_ text: String) {
    text.withBytes { append($0) }
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { append(byte) }
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bits = (bits ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    isEmpty = false
  }
}

/// Names of which it is only asked whether one may be among them.
struct NameHashes {
  private(set) var all: [UInt64] = []
  /// A bit for each of them, several of which share one.
  private var signs: UInt64 = 0

  var isEmpty: Bool { all.isEmpty }

  @inline(__always)
  private static func sign(of bits: UInt64) -> UInt64 { 1 << (bits >> 58) }

  @inline(__always)
  mutating func add(_ hash: NameHash) {
    all.append(hash.bits)
    signs |= Self.sign(of: hash.bits)
  }

  mutating func add(_ other: NameHashes) {
    all += other.all
    signs |= other.signs
  }

  func contains(_ hash: NameHash) -> Bool {
    signs & Self.sign(of: hash.bits) != 0 && all.contains(hash.bits)
  }

  /// Whether a name may be in both.
  func meets(_ other: NameHashes) -> Bool {
    guard signs & other.signs != 0 else { return false }
    let own = Set(all)
    return other.all.contains { signs & Self.sign(of: $0) != 0 && own.contains($0) }
  }
}

extension SettingLayers.Rules {
  /// Adds the name of a key as two documents compare it.
  func append(_ key: UnsafeBufferPointer<UInt8>, to name: inout NameHash) {
    guard let ignored else { return name.append(key) }
    guard key.allSatisfy({ $0 < 0x80 }) else {
      return name.append(self.name(String(decoding: key, as: UTF8.self)))
    }
    for byte in key where !ignored.contains(byte) {
      name.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
  }
}
