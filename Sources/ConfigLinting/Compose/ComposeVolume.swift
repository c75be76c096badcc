import RulePacks

/// A volume of a service, read once for all who ask about it.
struct ComposeVolume {
  /// Where it lies in the container.
  let target: String?
  /// Whether it keeps what the service writes; nil where that is not known.
  let keepsData: Bool?

  init(_ item: LayeredNode, _ project: ComposeProject) {
    if item.isMapping {
      target = project.text(item["target"])
      keepsData = Self.keepsData(in: item, target, project)
    } else if var text = project.text(item) {
      (target, keepsData) = text.withUTF8 { Self.read($0) }
    } else {
      target = nil
      keepsData = nil
    }
  }

  private static func keepsData(
    in item: LayeredNode, _ target: String?, _ project: ComposeProject
  ) -> Bool? {
    if project.text(item["read_only"]) == "true" { return false }
    switch project.text(item["type"]) {
    case "volume": return project.text(item["source"])?.isEmpty == false
    case "bind":
      guard var target else { return false }
      return target.withUTF8 { isDataFolder($0) }
    case "tmpfs", "npipe", "image": return false
    case "cluster": return true
    default: return nil
    }
  }

  // MARK: source:target:mode

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private static func read(_ text: Bytes) -> (target: String?, keepsData: Bool?) {
    var named: [Range<Int>] = []
    var parts: [Range<Int>] = []
    forEachPart(of: text, separatedBy: UInt8(ascii: ":")) { part in
      if parts.count < 3 { parts.append(part) }
      if named.count < 2, !part.isEmpty { named.append(part) }
    }
    let target = named.last.map {
      String(decoding: Bytes(rebasing: text[$0]), as: UTF8.self)
    }
    return (target, keepsData(in: text, parts))
  }

  /// - Parameter parts: The first three.
  private static func keepsData(in text: Bytes, _ parts: [Range<Int>]) -> Bool? {
    guard !text.contains(UInt8(ascii: "$")) else { return nil }
    guard parts.count >= 2 else { return false }
    if parts.count > 2, isReadOnly(Bytes(rebasing: text[parts[2]])) { return false }
    let source = Bytes(rebasing: text[parts[0]])
    // `C:\…` is a path of the host, too.
    if isOneCharacter(source) { return nil }
    let isFolder = source.first.map { "/.~".utf8.contains($0) } ?? false
    return isFolder ? isDataFolder(Bytes(rebasing: text[parts[1]])) : !source.isEmpty
  }

  private static func isOneCharacter(_ text: Bytes) -> Bool {
    guard text.count > 1 else { return text.count == 1 }
    // Two bytes of ASCII are two characters, but for a line end.
    if text[0] < 0x80, text[1] < 0x80, text[1] != 0x0A { return false }
    return String(decoding: text, as: UTF8.self).dropFirst().isEmpty
  }

  private static func isReadOnly(_ mode: Bytes) -> Bool {
    var isReadOnly = false
    forEachPart(of: mode, separatedBy: UInt8(ascii: ",")) {
      if mode[$0].elementsEqual("ro".utf8) { isReadOnly = true }
    }
    return isReadOnly
  }

  /// Where images of databases and the like keep their data.
  private static func isDataFolder(_ target: Bytes) -> Bool {
    var last: Range<Int>?
    var isNamedData = false
    forEachPart(of: target, separatedBy: UInt8(ascii: "/")) { part in
      guard !part.isEmpty else { return }
      last = part
      if target[part].elementsEqual("data".utf8) { isNamedData = true }
    }
    guard let last, !target[last].contains(UInt8(ascii: ".")) else { return false }
    return isNamedData || target.starts(with: "/var/lib/".utf8)
  }

  @inline(__always)
  private static func forEachPart(
    of text: Bytes, separatedBy separator: UInt8, _ body: (Range<Int>) -> Void
  ) {
    var start = 0
    for offset in 0..<text.count where text[offset] == separator {
      body(start..<offset)
      start = offset + 1
    }
    body(start..<text.count)
  }
}
