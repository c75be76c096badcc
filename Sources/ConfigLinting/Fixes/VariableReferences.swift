import ConfigGuard
import RulePacks

/// Looks for what takes the value of a variable of an env file where no setting shows it: the name
/// of an image, a port, a volume.
struct VariableReferences {
  private let state: FixSession.State
  /// Files that hold something else by now.
  private let files: [String: SourceBytes]
  private let manifests: (_ path: String) -> [SourceFile]

  init(
    _ state: FixSession.State, _ files: [String: SourceBytes],
    _ manifests: @escaping (_ path: String) -> [SourceFile]
  ) {
    self.state = state
    self.files = files
    self.manifests = manifests
  }

  /// Nothing else may take a value that a fix changes.
  func requireNone(to candidate: FixCandidate) throws(FixRefusal) {
    switch candidate.effect {
    case .unitesReaders, .removesEntry: return
    case .replacesValue, .requiresVariable, .movesValue: break
    }
    let edits = candidate.edits
    for path in candidate.paths.sorted() {
      let here = edits.filter { $0.path == path }
      if FileType(path: path) == .environment {
        let names = names(in: path, here, candidate)
        try requireKnownManifests(of: path)
        try requireNone(to: names, around: path, besides: edits)
      } else if candidate.effect == .requiresVariable, let edit = here.first,
        let name = DefaultReference.name(before: edit.range, in: candidate.file.bytes)
      {
        try requireNone(to: [name], around: path, besides: edits)
      }
    }
  }

  /// The variables of an env file whose entries are edited.
  private func names(
    in path: String, _ edits: [FileEdit], _ candidate: FixCandidate
  ) -> Set<String> {
    var names: Set<String> = []
    if let key = candidate.draft.key { names.insert(key) }
    if let reading = state.readings[path] {
      let bytes = EditedBytes(reading.file.bytes, edits)
      for entry in DotEnvFile.parse(reading.file.bytes, dialect: .compose).entries {
        let range = SourceRange(
          start: min(entry.keyRange.start, entry.range.start),
          end: max(entry.range.end, entry.valueRange.end))
        if !bytes.edits(touching: range).isEmpty { names.insert(entry.key) }
      }
    }
    return names
  }

  /// A manifest that was not read may give the file to anybody.
  private func requireKnownManifests(of path: String) throws(FixRefusal) {
    let name = Array(FilePath.name(of: path).utf8)
    let folder = FilePath.folder(of: path)
    for file in manifests(path)
    where state.readings[file.path] == nil && !state.linter.isSkipped(file.path) {
      let isBeside =
        FilePath.folder(of: file.path) == folder
        && ComposeFile.isComposeName(FilePath.name(of: file.path).lowercased())
      if isBeside || file.bytes.buffer.contains(name) {
        throw FixRefusal("\(path: file.path) may use the file and was not read; name it, too")
      }
    }
  }

  private func requireNone(
    to names: Set<String>, around path: String, besides edits: [FileEdit]
  ) throws(FixRefusal) {
    let folder = FilePath.folder(of: path)
    var seen: Set<String> = []
    let known = state.everything.readings.map { $0.file }.filter { file in
      guard FileType(path: file.path) == .yaml else { return false }
      let other = FilePath.folder(of: file.path)
      return Self.contains(folder, other) || Self.contains(other, folder)
    }
    for file in known + manifests(path) where seen.insert(file.path).inserted {
      let bytes = files[file.path] ?? file.bytes
      var ranges = state.snapshot.ranges(in: file.path)
      ranges += edits.filter { $0.path == file.path }.map(\.range)
      for name in names.sorted() {
        for place in bytes.buffer.references(to: Array(name.utf8))
        where !ranges.contains(where: { $0.start <= place && place <= $0.end }) {
          throw FixRefusal(
            "\(path: file.path) takes \(setting: name) for something else than a setting")
        }
      }
    }
  }

  private static func contains(_ folder: String, _ other: String) -> Bool {
    folder == other || folder == "." || folder.isEmpty || other.hasPrefix(folder + "/")
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where `$NAME` or `${NAME` stands, as the places of the names.
  fileprivate func references(to name: [UInt8]) -> [Int] {
    guard let first = name.first else { return [] }
    var places: [Int] = []
    var offset = 1
    while offset + name.count <= count {
      defer { offset += 1 }
      guard self[offset] == first, self[offset..<offset + name.count].elementsEqual(name) else {
        continue
      }
      let isBraced = self[offset - 1] == UInt8(ascii: "{") && offset > 1
      let dollar = isBraced ? offset - 2 : offset - 1
      let end = offset + name.count
      guard self[dollar] == UInt8(ascii: "$"),
        end == count || !DefaultReference.isNameByte(self[end])
      else { continue }
      places.append(offset)
    }
    return places
  }

  fileprivate func contains(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    var offset = 0
    while offset + bytes.count <= count {
      if self[offset] == first, self[offset..<offset + bytes.count].elementsEqual(bytes) {
        return true
      }
      offset += 1
    }
    return false
  }
}
