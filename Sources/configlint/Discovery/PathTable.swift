/// Values by paths that are the same to the byte.
///
/// Strings count as equal when only their Unicode composition differs, paths do not. A key of a type
/// of its own would be looked up by the runtime at every start.
struct PathTable<Value> {
  private var entries: [String: [(path: String, value: Value)]] = [:]

  subscript(path: String) -> Value? {
    get {
      entries[path]?.first { $0.path.utf8.elementsEqual(path.utf8) }?.value
    }
    set {
      entries[path]?.removeAll { $0.path.utf8.elementsEqual(path.utf8) }
      if let newValue { entries[path, default: []].append((path, newValue)) }
    }
  }
}
