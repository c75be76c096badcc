import ConfigGuard

/// Finds by name what is declared in several files, and among things of one name the one that
/// somebody in a given file means.
///
/// That is the one in the same file, else in the same folder, else in the nearest folder that
/// holds both. Where that leaves several, nobody can say which of them is meant.
struct NearestIndex {
  enum Result: Equatable {
    case found(Int)
    case ambiguous
    case absent
  }

  private enum Scope: Hashable {
    case file(String)
    case folder(String)
    case below(String)
  }

  private struct Key: Hashable {
    let scope: Int
    let name: ObjectName
  }

  /// Stands for any namespace in keys.
  private static let anyNamespace = "*"
  private var numbers: [Scope: Int] = [:]
  private var scopes: [String: [Int]] = [:]
  /// Numbers of things; nil where there is more than one.
  private var entries: [Key: Int?] = [:]

  mutating func insert(_ name: ObjectName, in path: String, as number: Int) {
    for scope in scopeNumbers(of: path) {
      insert(Key(scope: scope, name: name), number)
      var anywhere = name
      anywhere.namespace = Self.anyNamespace
      insert(Key(scope: scope, name: anywhere), number)
    }
  }

  private mutating func insert(_ key: Key, _ number: Int) {
    if let known = entries[key] {
      if known != number { entries[key] = .some(nil) }
    } else {
      entries[key] = .some(number)
    }
  }

  /// What a file means by a name; a namespace that is not written down may be any.
  mutating func find(_ name: ObjectName, from path: String) -> Result {
    var other = name
    other.namespace = name.namespace.isEmpty ? Self.anyNamespace : ""
    for scope in scopeNumbers(of: path) {
      for name in [name, other] {
        if let found = entries[Key(scope: scope, name: name)] {
          return found.map { .found($0) } ?? .ambiguous
        }
      }
    }
    return .absent
  }

  /// The file, its folder, and all folders around it from the nearest to the root.
  private mutating func scopeNumbers(of path: String) -> [Int] {
    if let known = scopes[path] { return known }
    var result = [number(of: .file(path))]
    var folder = FilePath.folder(of: path)
    result.append(number(of: .folder(folder)))
    while folder != ".", folder != "/" {
      result.append(number(of: .below(folder)))
      folder = FilePath.folder(of: folder)
    }
    result.append(number(of: .below(folder)))
    scopes[path] = result
    return result
  }

  private mutating func number(of scope: Scope) -> Int {
    if let known = numbers[scope] { return known }
    numbers[scope] = numbers.count
    return numbers.count - 1
  }
}
