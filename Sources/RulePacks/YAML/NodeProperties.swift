/// The anchors and tags of a file, and those of the node that comes next.
struct NodeProperties {
  /// Whether the next node has an anchor or a tag.
  private(set) var isAny = false
  private(set) var tags = [""]
  private(set) var hasAlias = false
  private var anchor: String?
  private var tag: UInt16 = 0
  private var anchors: [String: NodeIndex] = [:]
  private var tagNumbers: [String: UInt16] = [:]

  /// Takes an anchor for the next node; false where it has one.
  mutating func add(anchor name: String) -> Bool {
    guard anchor == nil else { return false }
    anchor = name
    isAny = true
    return true
  }

  /// Takes a tag for the next node; false where it has one, or there are too many in the file.
  mutating func add(tag name: String) -> Bool {
    guard tag == 0 else { return false }
    isAny = true
    if let known = tagNumbers[name] {
      tag = known
      return true
    }
    guard tags.count < Int(UInt16.max) else { return false }
    tag = UInt16(tags.count)
    tags.append(name)
    tagNumbers[name] = tag
    return true
  }

  /// Gives what was taken to the node that was added last.
  mutating func give(to nodes: inout GrowingBuffer<DocumentNode>) {
    let node = nodes.count - 1
    nodes[node].tag = tag
    if let anchor { anchors[anchor] = node }
    anchor = nil
    tag = 0
    isAny = false
  }

  mutating func target(ofAlias name: String) -> NodeIndex? {
    hasAlias = true
    return anchors[name]
  }

  mutating func endDocument() {
    anchors.removeAll(keepingCapacity: true)
    hasAlias = false
  }
}

extension FastYAMLReader {
  /// Reads the anchor and the tag at `offset`, in any order.
  mutating func takeProperties() throws(GiveUp) {
    guard !properties.isAny else { throw GiveUp() }
    while true {
      switch text[offset] {
      case 0x26:
        guard properties.add(anchor: try scanName()) else { throw GiveUp() }
      case 0x21:
        guard properties.add(tag: try scanTag()) else { throw GiveUp() }
      default: return
      }
      guard isBlank(offset) else { throw GiveUp() }
      skipBlanks()
    }
  }

  /// Adds a node for the alias at `offset` and goes behind it.
  mutating func readAlias() throws(GiveUp) {
    let start = offset
    guard !properties.isAny, let target = properties.target(ofAlias: try scanName()) else {
      throw GiveUp()
    }
    switch text[offset] {
    case 0...0x20: break
    case 0x2C, 0x5D, 0x7D: guard flowDepth > 0 else { throw GiveUp() }
    default: throw GiveUp()
    }
    guard target != level.node, !outer.buffer.contains(where: { $0.node == target }) else {
      throw GiveUp()
    }
    append(
      DocumentNode(
        kind: .alias, style: .plain, isCooked: false, tag: 0,
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: offset),
        textStart: UInt32(truncatingIfNeeded: target), textCount: 0,
        next: UInt32(truncatingIfNeeded: nodes.count &+ 1), childCount: 0))
  }

  /// Reads the name behind `&` or `*`.
  private mutating func scanName() throws(GiveUp) -> String {
    offset += 1
    let start = offset
    while isWord(text[offset]) { offset += 1 }
    guard offset > start else { throw GiveUp() }
    return bytes.text(SourceRange(start: start, end: offset))
  }

  /// Reads a tag of the usual form: `!name` or `!!name`.
  private mutating func scanTag() throws(GiveUp) -> String {
    let isStandard = text[offset + 1] == 0x21
    let start = offset + (isStandard ? 2 : 1)
    offset = start
    while isWord(text[offset]) || text[offset] == 0x2E || text[offset] == 0x3A { offset += 1 }
    guard offset > start else { throw GiveUp() }
    let name = bytes.text(SourceRange(start: start, end: offset))
    return isStandard ? "tag:yaml.org,2002:\(name)" : "!\(name)"
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
    default: false
    }
  }
}
