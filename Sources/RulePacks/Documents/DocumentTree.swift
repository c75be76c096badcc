/// One node of a structured document, stored in document order.
///
/// Nodes are plain integers: a scalar's text stays in the file's bytes (or, where escapes or line
/// folding changed it, in the tree's side buffer), so that reading a large file makes no string.
@usableFromInline
package struct DocumentNode: Sendable, Equatable, BitwiseCopyable {
  @usableFromInline
  package enum Kind: UInt8, Sendable, BitwiseCopyable {
    case scalar, mapping, sequence, alias

    /// Of raw values it would be a call of a generic function, made for every node.
    @inlinable @inline(__always)
    package static func == (left: Kind, right: Kind) -> Bool {
      switch (left, right) {
      case (.scalar, .scalar), (.mapping, .mapping), (.sequence, .sequence), (.alias, .alias): true
      default: false
      }
    }
  }

  @usableFromInline
  package enum Style: UInt8, Sendable, BitwiseCopyable {
    case plain, single, double, literal, folded, flow, block
  }

  @usableFromInline
  package var kind: Kind
  @usableFromInline
  package var style: Style
  /// The scalar's text lies in the tree's side buffer instead of the file.
  @usableFromInline
  package var isCooked: Bool
  /// Index into the tree's tags; 0 is "no tag".
  @usableFromInline
  package var tag: UInt16
  /// The node's bytes in the file, quotes included, tag and anchor excluded.
  @usableFromInline
  package var start: UInt32
  @usableFromInline
  package var end: UInt32
  /// A scalar's text; for an alias `textStart` is the index of the node it stands for.
  @usableFromInline
  package var textStart: UInt32
  @usableFromInline
  package var textCount: UInt32
  /// The index just past this node and everything below it.
  @usableFromInline
  package var next: UInt32
  /// Keys plus values of a mapping, items of a sequence.
  @usableFromInline
  package var childCount: UInt32

  @inlinable package var range: SourceRange { SourceRange(start: Int(start), end: Int(end)) }
}

extension DocumentNode {
  /// The bytes of a scalar's text in a file or in a tree's side buffer, valid inside `body` only.
  @inlinable @inline(__always)
  package func withText<R>(
    in file: SourceBytes, _ cooked: ContiguousArray<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> R
  ) rethrows -> R {
    let (start, count) = (Int(textStart), Int(textCount))
    if !isCooked { return try body(UnsafeBufferPointer(start: file.pointer + start, count: count)) }
    return try cooked.withUnsafeBufferPointer { buffer in
      try body(UnsafeBufferPointer(rebasing: buffer[start..<start + count]))
    }
  }

  /// Whether a node may be YAML's merge key, whose text is `<<`.
  @inlinable @inline(__always)
  package var mayMerge: Bool { kind == .scalar && style == .plain && textCount == 2 }
}

/// A node's place in its tree.
@usableFromInline
package typealias NodeIndex = Int

/// A structured file (YAML, JSON, TOML and their like) read into positioned nodes, with what was
/// wrong with it.
///
/// An object, since whatever reads a part of a document holds its tree.
@usableFromInline
package final class DocumentTree: Sendable {
  @usableFromInline
  package let bytes: SourceBytes
  @usableFromInline
  package let nodes: ContiguousArray<DocumentNode>
  /// The root of each document that was read to its end.
  package let documents: [NodeIndex]
  package let tags: [String]
  package let problems: [ReadingProblem]
  /// What the reader passed over as comments, marks included, in the order of the file.
  package let comments: [SourceRange]
  /// The file that each node is from, for a document made of several; else empty.
  @usableFromInline
  package let origins: ContiguousArray<UInt16>
  /// The bytes of those files.
  @usableFromInline let originBytes: [SourceBytes]
  /// The scalars that a node was laid over, nearest first.
  package let replaced: [NodeIndex: [ReplacedScalar]]
  @usableFromInline let cooked: ContiguousArray<UInt8>

  init(_ draft: DocumentTreeDraft) {
    bytes = draft.bytes
    nodes = draft.nodes
    documents = draft.documents
    tags = draft.tags
    problems = draft.problems
    comments = draft.comments
    origins = draft.origins
    originBytes = draft.originBytes
    replaced = draft.replaced
    cooked = draft.cooked
  }

  /// The bytes of the file that a node's range speaks of.
  @inlinable @inline(__always)
  package func bytes(of index: NodeIndex) -> SourceBytes {
    origins.isEmpty ? bytes : originBytes[Int(origins[index])]
  }

  /// The bytes of a scalar's text, valid inside `body` only.
  @inlinable @inline(__always)
  package func withText<R>(
    of index: NodeIndex, _ body: (UnsafeBufferPointer<UInt8>) throws -> R
  ) rethrows -> R {
    try nodes[index].withText(in: bytes(of: index), cooked, body)
  }

  /// The text of a scalar; empty for any other node.
  @usableFromInline
  package func text(of index: NodeIndex) -> String {
    guard nodes[index].kind == .scalar else { return "" }
    return withText(of: index) { String(decoding: $0, as: UTF8.self) }
  }

  @usableFromInline
  package func tag(of index: NodeIndex) -> String? {
    let tag = nodes[index].tag
    return tag == 0 ? nil : tags[Int(tag)]
  }

  /// The text's own bytes in the file: inside the quotes, or of a block scalar's first line.
  @usableFromInline
  package func textRange(of index: NodeIndex) -> SourceRange {
    let node = nodes[index]
    switch node.style {
    case .single, .double:
      return SourceRange(
        start: Int(node.start) + 1, end: max(Int(node.start) + 1, Int(node.end) - 1))
    case .literal, .folded:
      return firstBlockLine(of: node, in: bytes(of: index))
    default:
      return node.range
    }
  }

  private func firstBlockLine(of node: DocumentNode, in bytes: SourceBytes) -> SourceRange {
    var offset = Int(node.start)
    let end = Int(node.end)
    while offset < end, bytes.pointer[offset] != 0x0A { offset += 1 }
    while offset < end, [0x0A, 0x0D, 0x20].contains(bytes.pointer[offset]) { offset += 1 }
    guard offset < end else { return node.range }
    var lineEnd = offset
    while lineEnd < end, bytes.pointer[lineEnd] != 0x0A, bytes.pointer[lineEnd] != 0x0D {
      lineEnd += 1
    }
    return SourceRange(start: offset, end: lineEnd)
  }
}
