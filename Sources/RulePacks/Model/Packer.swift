/// Writes values in the compact form in which packs are built into the binary.
///
/// Every byte is ASCII, so that the result can stand in a string literal: integers are groups of
/// six bits, lowest first, with bit 6 set where another group follows.
package struct Packer {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Adds a number in four bytes, so that places can be computed.
  package mutating func addFixed(_ value: Int) {
    precondition(value >= 0 && value < 1 << 28)
    for shift in stride(from: 0, to: 28, by: 7) { bytes.append(UInt8(value >> shift & 0x7F)) }
  }

  mutating func append(_ packed: some Sequence<UInt8>) { bytes += packed }

  /// Adds what `body` packs, behind its length, so that it can be passed over.
  package mutating func addMeasured(_ body: (inout Packer) -> Void) {
    var inner = Packer()
    body(&inner)
    addFixed(inner.bytes.count)
    bytes += inner.bytes
  }

  package mutating func add(_ value: Int) {
    var rest = UInt(bitPattern: value)
    while rest > 0x3F {
      bytes.append(UInt8(rest & 0x3F) | 0x40)
      rest >>= 6
    }
    bytes.append(UInt8(rest))
  }

  package mutating func add(_ text: String) {
    // Non-ASCII text is packed as code points, so that the whole stays ASCII.
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    add(isASCII ? text.utf8.count << 1 : text.unicodeScalars.count << 1 | 1)
    if isASCII {
      bytes += text.utf8
    } else {
      for scalar in text.unicodeScalars { add(Int(scalar.value)) }
    }
  }

  package mutating func add<T: Packable>(_ value: T) { value.pack(into: &self) }

  package mutating func add<T: Packable>(_ values: [T]) {
    add(values.count)
    for value in values { value.pack(into: &self) }
  }

  package mutating func add<T: Packable>(_ value: T?) {
    add(value == nil ? 0 : 1)
    if let value { value.pack(into: &self) }
  }

  package mutating func add<T: Packable>(_ values: [String: T]) {
    add(values.count)
    for key in values.keys.sorted() {
      add(key)
      values[key]!.pack(into: &self)
    }
  }
}

/// Reads what was packed.
///
/// The bytes are this project's own, so there is nothing to refuse.
package struct Unpacker {
  private(set) var next: UnsafePointer<UInt8>
  /// What keeps the bytes; nil where they are a part of the binary.
  let owner: PackedBytes?

  package init(_ start: UnsafePointer<UInt8>) {
    next = start
    owner = nil
  }

  init(_ start: UnsafePointer<UInt8>, of owner: PackedBytes?) {
    next = start
    self.owner = owner
  }

  mutating func fixed() -> Int {
    defer { next += 4 }
    return Unpacker.fixed(at: next)
  }

  static func fixed(at place: UnsafePointer<UInt8>) -> Int {
    Int(place[0]) | Int(place[1]) << 7 | Int(place[2]) << 14 | Int(place[3]) << 21
  }

  /// Passes over what was packed with its length, and returns where it begins.
  mutating func measured() -> UnsafePointer<UInt8> {
    let count = fixed()
    defer { next += count }
    return next
  }

  package mutating func int() -> Int {
    var value: UInt = 0
    var shift: UInt = 0
    while true {
      let byte = next.pointee
      next += 1
      value |= UInt(byte & 0x3F) << shift
      if byte & 0x40 == 0 { return Int(bitPattern: value) }
      shift += 6
    }
  }

  package mutating func string() -> String {
    let header = int()
    let count = header >> 1
    if header & 1 == 0 {
      defer { next += count }
      return String(decoding: UnsafeBufferPointer(start: next, count: count), as: UTF8.self)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * count)
    for _ in 0..<count {
      bytes += Unicode.Scalar(UInt32(int())).map { UTF8.encode($0) ?? .init() } ?? .init()
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  package mutating func value<T: Packable>() -> T { T(from: &self) }

  package mutating func array<T: Packable>() -> [T] {
    let count = int()
    var result: [T] = []
    result.reserveCapacity(count)
    for _ in 0..<count { result.append(T(from: &self)) }
    return result
  }

  package mutating func optional<T: Packable>() -> T? {
    int() == 0 ? nil : T(from: &self)
  }

  package mutating func dictionary<T: Packable>() -> [String: T] {
    var result: [String: T] = [:]
    for _ in 0..<int() {
      let key = string()
      result[key] = T(from: &self)
    }
    return result
  }
}

/// A type that packs can be built from.
package protocol Packable {
  init(from unpacker: inout Unpacker)
  func pack(into packer: inout Packer)
}

extension Int: Packable {
  package init(from unpacker: inout Unpacker) { self = unpacker.int() }
  package func pack(into packer: inout Packer) { packer.add(self) }
}

extension Bool: Packable {
  package init(from unpacker: inout Unpacker) { self = unpacker.int() != 0 }
  package func pack(into packer: inout Packer) { packer.add(self ? 1 : 0) }
}

extension String: Packable {
  package init(from unpacker: inout Unpacker) { self = unpacker.string() }
  package func pack(into packer: inout Packer) { packer.add(self) }
}

extension Array: Packable where Element: Packable {
  package init(from unpacker: inout Unpacker) { self = unpacker.array() }
  package func pack(into packer: inout Packer) { packer.add(self) }
}

extension Dictionary: Packable where Key == String, Value: Packable {
  package init(from unpacker: inout Unpacker) { self = unpacker.dictionary() }
  package func pack(into packer: inout Packer) { packer.add(self) }
}

extension Packable where Self: CaseIterable & Equatable, AllCases == [Self] {
  package init(from unpacker: inout Unpacker) { self = Self.allCases[unpacker.int()] }
  package func pack(into packer: inout Packer) {
    packer.add(Self.allCases.firstIndex(of: self)!)
  }
}

extension Severity: Packable {}
extension Confidence: Packable {}
extension Category: Packable {}
extension Stage: Packable {}
extension Gate: Packable {}
extension Comparison: Packable {}
extension Resolution: Packable {}
extension ValueForm.Kind: Packable {}
