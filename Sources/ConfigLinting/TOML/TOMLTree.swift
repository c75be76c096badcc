import ConfigGuard
import RulePacks

/// A key as it is written, with where its text lies.
struct TOMLKey {
  var start: UInt32
  var end: UInt32
  var textStart: UInt32
  var textCount: UInt32
  var style: DocumentNode.Style
  /// The text lies in the tree's side buffer instead of the file.
  var isCooked: Bool

  var range: SourceRange { SourceRange(start: Int(start), end: Int(end)) }
}

/// A value or a table while tables may still come in any order.
struct TOMLNode {
  enum Kind: UInt8 {
    case scalar, array, inlineTable
    /// A table that is there only because the header of one below it names it.
    case impliedTable
    /// A table that a key with dots makes.
    case dottedTable
    /// A table with a header of its own, an element of an array of tables, or the file itself.
    case table
    case arrayOfTables
  }

  static let none = UInt32.max

  var kind: Kind
  var depth: UInt16
  var start: UInt32
  var end: UInt32
  var parent: UInt32
  var firstChild = none
  var lastChild = none
  var nextSibling = none
  var key: TOMLKey?
  /// Where the table or the key was given first, for problems that point back.
  var given: SourceRange
  /// A scalar's text, in the file or in the tree's side buffer.
  var style = DocumentNode.Style.plain
  var isCooked = false
  var textStart: UInt32 = 0
  var textCount: UInt32 = 0
}

/// The nodes of a file in the order in which they are made, parents before children.
struct TOMLTree {
  let bytes: SourceBytes
  var nodes: ContiguousArray<TOMLNode> = []
  var cooked: [UInt8] = []
  /// Open-addressed places of the nodes that are found by parent and name; `none` is free.
  private var slots: [UInt32]
  private var slotCount = 0
  /// The place of the key that was looked for last, with how many nodes had places then.
  private var latest: (key: UInt32, parent: Int, slot: Int, slotCount: Int)?

  /// The file's own table, which every tree has.
  static let root = 0

  init(_ bytes: SourceBytes) {
    self.bytes = bytes
    // A key with its value takes about as many bytes as two places are kept for.
    var size = 64
    while size < bytes.count / 16 { size *= 2 }
    slots = Array(repeating: TOMLNode.none, count: size)
    nodes.reserveCapacity(bytes.count / 24 + 8)
    nodes.append(
      TOMLNode(
        kind: .table, depth: 1, start: 0, end: 0, parent: TOMLNode.none,
        given: SourceRange(at: 0)))
  }

  /// Adds a node below `parent`, or outside of the tree where that is nil.
  mutating func add(
    _ kind: TOMLNode.Kind, to parent: Int?, key: TOMLKey? = nil, start: Int, end: Int
  ) -> Int {
    let index = nodes.count
    let depth = parent.map { nodes[$0].depth + 1 } ?? 1
    nodes.append(
      TOMLNode(
        kind: kind, depth: depth, start: UInt32(start), end: UInt32(end),
        parent: parent.map { UInt32($0) } ?? TOMLNode.none, key: key,
        given: key?.range ?? SourceRange(start: start, end: end)))
    guard let parent else { return index }
    if nodes[parent].lastChild == TOMLNode.none {
      nodes[parent].firstChild = UInt32(index)
    } else {
      nodes[Int(nodes[parent].lastChild)].nextSibling = UInt32(index)
    }
    nodes[parent].lastChild = UInt32(index)
    return index
  }

  func isTooDeep(below parent: Int) -> Bool {
    Int(nodes[parent].depth) >= ReadingLimits.depth
  }

  func withText<R>(of key: TOMLKey, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let range = Int(key.textStart)..<Int(key.textStart) + Int(key.textCount)
    if !key.isCooked {
      return body(bytes.buffer(SourceRange(start: range.lowerBound, end: range.upperBound)))
    }
    return cooked.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  func name(of key: TOMLKey) -> String {
    withText(of: key) { String(decoding: $0, as: UTF8.self) }
  }
}

extension TOMLTree {
  /// The child that was entered first under a key.
  mutating func child(_ key: TOMLKey, of parent: Int) -> Int? {
    let place = slot(of: key, parent)
    latest = (key.start, parent, place, slotCount)
    let slot = slots[place]
    return slot == TOMLNode.none ? nil : Int(slot)
  }

  /// Makes a child to be found by its key, unless another one has the key already.
  mutating func enter(_ child: Int) {
    guard let key = nodes[child].key else { return }
    let parent = Int(nodes[child].parent)
    // Nearly every key that is entered was looked for just before.
    let slot =
      if let latest, latest == (key.start, parent, latest.slot, slotCount) { latest.slot } else {
        slot(of: key, parent)
      }
    guard slots[slot] == TOMLNode.none else { return }
    slots[slot] = UInt32(child)
    slotCount += 1
    if slotCount * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    let entered = slots.filter { $0 != TOMLNode.none }
    slots = Array(repeating: TOMLNode.none, count: slots.count * 2)
    for child in entered {
      guard let key = nodes[Int(child)].key else { continue }
      slots[slot(of: key, Int(nodes[Int(child)].parent))] = child
    }
  }

  /// The place of a key: where it is entered, or the free one where it belongs.
  private func slot(of key: TOMLKey, _ parent: Int) -> Int {
    let mask = slots.count - 1
    var slot = hash(of: key, parent) & mask
    while slots[slot] != TOMLNode.none {
      let node = nodes[Int(slots[slot])]
      if Int(node.parent) == parent, let other = node.key, isSame(key, other) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func hash(of key: TOMLKey, _ parent: Int) -> Int {
    // The seeded hash of the standard library, since names may be chosen to collide in others.
    var hasher = Hasher()
    hasher.combine(parent)
    withText(of: key) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    return hasher.finalize()
  }

  private func isSame(_ a: TOMLKey, _ b: TOMLKey) -> Bool {
    guard a.textCount == b.textCount else { return false }
    return withText(of: a) { first in withText(of: b) { first.elementsEqual($0) } }
  }
}
