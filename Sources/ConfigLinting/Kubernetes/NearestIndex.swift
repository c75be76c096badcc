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

  /// A name seen from somewhere, by their numbers: names are long, and each is entered for every
  /// folder around its file.
  private struct Key: Hashable {
    let scope: Int32
    let name: Int32

    func hash(into hasher: inout Hasher) {
      hasher.combine(Int64(scope) << 32 | Int64(name))
    }
  }

  /// What lies around the things of one folder.
  private struct Folder {
    /// The number of the folder for what stands right in it.
    let own: Int32
    /// The numbers of the folder and all around it, for what stands below them.
    let around: [Int32]
  }

  /// Stands for any namespace in keys.
  private static let anyNamespace = "*"
  private var count: Int32 = 0
  private var files: [String: Int32] = [:]
  private var folders: [String: Folder] = [:]
  private var names: [ObjectName: Int32] = [:]
  /// Numbers of things; nil where there is more than one.
  private var entries: [Key: Int?] = [:]
  /// The file that somebody asked from last, and where things are looked for from it.
  private var asking: (path: String, scopes: [Int32])?

  /// A thing that is not entered for the folders around its file yet.
  private struct Waiting {
    let names: (Int32, Int32)
    let path: String
    let number: Int
  }

  /// The things of the only file, as long as only that file asks for them.
  private var waiting: [Waiting] = []

  mutating func insert(_ name: ObjectName, in path: String, as number: Int) {
    asking = nil
    var anywhere = name
    anywhere.namespace = Self.anyNamespace
    let names = (self.number(of: name), self.number(of: anywhere))
    insert(names, in: file(path), number)
    waiting.append(Waiting(names: names, path: path, number: number))
    if files.count > 1 { enterFolders() }
  }

  private mutating func enterFolders() {
    for thing in waiting {
      let folder = self.folder(FilePath.folder(of: thing.path))
      insert(thing.names, in: folder.own, thing.number)
      for scope in folder.around { insert(thing.names, in: scope, thing.number) }
    }
    waiting = []
  }

  private mutating func insert(_ names: (Int32, Int32), in scope: Int32, _ number: Int) {
    insert(Key(scope: scope, name: names.0), number)
    insert(Key(scope: scope, name: names.1), number)
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
    let candidates = [names[name], names[other]].compactMap(\.self)
    if candidates.isEmpty { return .absent }
    // Where there is one file alone, folders know nothing that the file does not.
    if !waiting.isEmpty, files[path] == nil { enterFolders() }
    // Whoever asks for one thing asks for others.
    if asking?.path != path { asking = (path, scopes(of: path)) }
    for scope in asking?.scopes ?? [] {
      for name in candidates {
        if let found = entries[Key(scope: scope, name: name)] {
          return found.map { .found($0) } ?? .ambiguous
        }
      }
    }
    return .absent
  }

  /// Where things are looked for from a file, the nearest first, as far as anything is there.
  private func scopes(of path: String) -> [Int32] {
    let own = files[path].map { [$0] } ?? []
    if folders.isEmpty { return own }
    var folder = FilePath.folder(of: path)
    if let known = folders[folder] { return own + [known.own] + known.around }
    while folder != ".", folder != "/" {
      folder = FilePath.folder(of: folder)
      if let known = folders[folder] { return own + known.around }
    }
    return own
  }

  private mutating func number(of name: ObjectName) -> Int32 {
    if let known = names[name] { return known }
    let number = Int32(truncatingIfNeeded: names.count)
    names[name] = number
    return number
  }

  private mutating func file(_ path: String) -> Int32 {
    if let known = files[path] { return known }
    let number = newScope()
    files[path] = number
    return number
  }

  private mutating func folder(_ path: String) -> Folder {
    if let known = folders[path] { return known }
    let own = newScope()
    let isOutermost = path == "." || path == "/"
    let around = isOutermost ? [] : folder(FilePath.folder(of: path)).around
    let made = Folder(own: own, around: [newScope()] + around)
    folders[path] = made
    return made
  }

  private mutating func newScope() -> Int32 {
    defer { count += 1 }
    return count
  }
}
