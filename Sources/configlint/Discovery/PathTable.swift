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

  private static func isPlain(_ path: String) -> Bool { path.utf8.allSatisfy { $0 < 0x80 } }
}
