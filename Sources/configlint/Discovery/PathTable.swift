/// Values by paths that are the same to the byte.
///
/// Strings count as equal when only their Unicode composition differs, paths do not. A key of a type
/// of its own would be looked up by the runtime at every start.
struct PathTable<Value> {
  /// By paths of ASCII, which are equal only where their bytes are.
  private var plain: [String: Value] = [:]
  private var others: [String: [(path: String, value: Value)]] = [:]

  subscript(path: String) -> Value? {
    get {
      if Self.isPlain(path) { return plain[path] }
      return others[path]?.first { $0.path.utf8.elementsEqual(path.utf8) }?.value
    }
    set {
      if Self.isPlain(path) {
        plain[path] = newValue
        return
      }
      others[path]?.removeAll { $0.path.utf8.elementsEqual(path.utf8) }
      if let newValue { others[path, default: []].append((path, newValue)) }
    }
  }

  /// Paths are asked about for every file, so eight bytes are looked at together.
  static func isPlain(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var (marks, offset): (UInt64, Int) = (0, 0)
      while offset + 8 <= raw.count {
        marks |= raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        offset += 8
      }
      while offset < raw.count {
        marks |= UInt64(raw[offset])
        offset += 1
      }
      return marks & 0x8080_8080_8080_8080 == 0
    }
  }
}
