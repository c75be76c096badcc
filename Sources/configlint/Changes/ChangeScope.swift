import ConfigGuard
import ConfigLinting

/// The files that a change may have an effect on: its own, those around them, and those that speak
/// of them.
struct ChangeScope {
  private let tree: GitTree
  /// Paths that were added already.
  private var known: Set<[UInt8]>
  private(set) var paths: [[UInt8]] = []

  init(_ tree: GitTree, besides known: [[UInt8]]) {
    self.tree = tree
    self.known = Set(known)
  }

  private mutating func add(_ path: [UInt8]) {
    if known.insert(path).inserted { paths.append(path) }
  }

  /// Everything below a folder, when what all of it is judged by has changed.
  mutating func addAll(below folder: [UInt8]) {
    let prefix = folder.isEmpty ? [] : folder + [slash]
    var index = tree.records.lowerBound(prefix)
    while index < tree.records.count, tree.records.path(at: index).starts(with: prefix) {
      let path = Array(tree.records.path(at: index))
      if FileType(path: String(decoding: path, as: UTF8.self)) != nil { add(path) }
      index += 1
    }
  }

  /// What lies in the folder of a changed file and in those above it.
  mutating func addNeighbours(of changed: [[UInt8]]) {
    var folders: Set<[UInt8]> = []
    for path in changed {
      folders.insert([])
      for end in path.indices where path[end] == slash { folders.insert(Array(path[...end])) }
    }
    for folder in folders {
      let neighbours = tree.records.paths(in: folder).filter(Self.isDeployed)
      // A folder of so many files is one of data; those that speak of the change are found below.
      if neighbours.count <= Self.mostNeighbours { neighbours.forEach { add($0) } }
    }
  }

  /// Files elsewhere that speak of what was changed: Compose files, kustomizations, manifests of
  /// Kubernetes.
  mutating func addMentions(
    of changed: [[UInt8]], contents: [SourceBytes], read: ([UInt8]) -> SourceBytes?
  ) {
    var candidates = tree.records.indices.filter { isYAML(tree.records.path(at: $0)) }
    if candidates.count > Self.mostCandidates {
      candidates = candidates.filter { isAssembly(tree.records.path(at: $0)) }
    }
    var words = Words(Self.names(of: changed))
    if !candidates.isEmpty { words.addKubernetes(contents) }
    let paths = candidates.map { Array(tree.records.path(at: $0)) }
      .filter { !known.contains($0) }
    for start in stride(from: 0, to: paths.count, by: GitObjects.mostInAdvance) {
      let part = Array(paths.dropFirst(start).prefix(GitObjects.mostInAdvance))
      tree.prefetch(part, limit: CheckCommand.sizeLimit)
      for path in part {
        guard let bytes = read(path) else { return }
        if words.occur(in: bytes) { add(path) }
      }
    }
  }

  private static let mostNeighbours = 400
  private static let mostCandidates = 3000

  /// The names of files, and of the folders that they are in.
  private static func names(of paths: [[UInt8]]) -> [[UInt8]] {
    var names: Set<[UInt8]> = []
    for path in paths {
      for part in path.split(separator: slash).suffix(2) { names.insert(Array(part)) }
    }
    return Array(names)
  }

  /// Whether a file may be a part of what a service is given.
  private static func isDeployed(_ path: [UInt8]) -> Bool {
    let text = String(decoding: path, as: UTF8.self)
    switch FileType(path: text) {
    case nil, .text, .credentials, .sourceCode: return false
    default: return NotConfiguration.reason(forName: FilePath.name(of: text)) == nil
    }
  }

  private func isYAML(_ path: ArraySlice<UInt8>) -> Bool {
    path.suffix(5).elementsEqual(".yaml".utf8) || path.suffix(4).elementsEqual(".yml".utf8)
  }

  private func isAssembly(_ path: ArraySlice<UInt8>) -> Bool {
    let name = String(decoding: path.split(separator: slash).last ?? [], as: UTF8.self)
    return name.contains("compose") || name.hasPrefix("kustomization.")
  }
}

extension GitRecords {
  var indices: Range<Int> { 0..<count }
}

/// Words that are looked for in many files, all of them at once.
private struct Words {
  private var byFirst: [[[UInt8]]] = Array(repeating: [], count: 256)

  init(_ words: [[UInt8]]) {
    for word in words { add(word) }
  }

  private mutating func add(_ word: [UInt8]) {
    if let first = word.first { byFirst[Int(first)].append(word) }
  }

  /// Who refers to objects needs those that hold them, and the other way round.
  mutating func addKubernetes(_ contents: [SourceBytes]) {
    let references = ["configMapRef", "configMapKeyRef", "secretRef", "secretKeyRef"]
    let kinds = ["kind: ConfigMap", "kind: Secret"]
    for (here, there) in [(references, kinds), (kinds, references)] {
      let search = Words(here.map { Array($0.utf8) })
      if contents.contains(where: search.occur) { there.forEach { add(Array($0.utf8)) } }
    }
  }

  func occur(in bytes: SourceBytes) -> Bool {
    let buffer = bytes.buffer
    for offset in buffer.indices {
      for word in byFirst[Int(buffer[offset])]
      where buffer.count - offset >= word.count
        && UnsafeBufferPointer(rebasing: buffer[offset..<offset + word.count]).elementsEqual(word)
      {
        return true
      }
    }
    return false
  }
}
