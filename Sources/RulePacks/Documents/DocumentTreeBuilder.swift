/// Builds a tree node by node in document order, for readers that have no event parser below them.
///
/// A mapping's children are keys and values in turn. Every `begin` that returned true needs its
/// `end`; nodes of a document that is not ended by `endDocument` are dropped by `finish`.
package struct DocumentTreeBuilder {
  private var tree: DocumentTreeDraft
  private var open: [NodeIndex] = []
  private var documentStart = 0
  private var keyHashes: [UInt32] = []
  private let reportsDuplicates: Bool
  /// Problems beyond those that are kept.
  private var unlisted = 0

  /// - Parameter reportsDuplicates: Whether a key that a mapping gives twice is a problem; false for
  ///   formats whose reader says so itself.
  package init(_ bytes: SourceBytes, reportsDuplicates: Bool = true) {
    self.reportsDuplicates = reportsDuplicates
    tree = DocumentTreeDraft(bytes)
    tree.nodes.reserveCapacity(bytes.count / 16 + 8)
  }

  package var depth: Int { open.count }

  /// Opens a mapping or a sequence; false, with a problem, where it lies deeper than the limit.
  package mutating func begin(
    _ kind: DocumentNode.Kind, _ style: DocumentNode.Style = .block, at offset: Int
  ) -> Bool {
    guard open.count < ReadingLimits.depth else {
      report(
        .limit, "nested deeper than \(ReadingLimits.depth) levels; the file is not judged",
        SourceRange(start: offset, end: offset + 1))
      return false
    }
    let index = tree.nodes.count
    append(kind, style, SourceRange(at: offset))
    open.append(index)
    return true
  }

  /// Closes what was opened last; `offset` is just behind it.
  package mutating func end(at offset: Int) {
    guard let index = open.popLast() else { return }
    tree.nodes[index].next = UInt32(tree.nodes.count)
    tree.nodes[index].end = max(tree.nodes[index].start, UInt32(offset))
    if reportsDuplicates, tree.nodes[index].kind == .mapping, tree.nodes[index].childCount > 2 {
      tree.reportDuplicateKeys(in: index, hashes: &keyHashes)
    }
  }

  /// A scalar whose text stands in the file as it is meant; `range` includes its quotes.
  package mutating func scalar(
    _ style: DocumentNode.Style, _ range: SourceRange, text: SourceRange
  ) {
    append(.scalar, style, range)
    tree.nodes[tree.nodes.count - 1].textStart = UInt32(text.start)
    tree.nodes[tree.nodes.count - 1].textCount = UInt32(text.count)
  }

  /// A scalar whose text differs from what the file holds: escapes undone, lines joined.
  package mutating func scalar(
    _ style: DocumentNode.Style, _ range: SourceRange, cooked text: some Collection<UInt8>
  ) {
    append(.scalar, style, range)
    let last = tree.nodes.count - 1
    tree.nodes[last].isCooked = true
    tree.nodes[last].textStart = UInt32(tree.cooked.count)
    tree.nodes[last].textCount = UInt32(text.count)
    tree.cooked.append(contentsOf: text)
  }

  package mutating func comment(_ range: SourceRange) {
    tree.comments.append(range)
  }

  /// Adds a problem; after `ReadingLimits.problems` of them the others are only counted.
  package mutating func report(
    _ kind: ReadingProblem.Kind, _ message: ReportText, _ range: SourceRange,
    related: SourceRange? = nil
  ) {
    guard tree.problems.count < ReadingLimits.problems else {
      unlisted += 1
      return
    }
    let end = min(range.end, tree.bytes.count)
    tree.problems.append(
      ReadingProblem(
        kind: kind, message: message,
        range: SourceRange(start: min(range.start, end), end: end), related: related))
  }

  package mutating func endDocument() {
    if open.isEmpty, tree.nodes.count > documentStart { tree.documents.append(documentStart) }
    documentStart = tree.nodes.count
  }

  package mutating func finish() -> DocumentTree {
    tree.nodes.removeSubrange(documentStart...)
    open.removeAll()
    tree.reportOmittedDuplicates()
    if unlisted > 0, let last = tree.problems.last {
      tree.problems.append(
        ReadingProblem(
          kind: .syntax, message: "and \(unlisted) more problems in this file", range: last.range))
    }
    return DocumentTree(tree)
  }

  private mutating func append(
    _ kind: DocumentNode.Kind, _ style: DocumentNode.Style, _ range: SourceRange
  ) {
    if let parent = open.last { tree.nodes[parent].childCount += 1 }
    tree.nodes.append(
      DocumentNode(
        kind: kind, style: style, isCooked: false, tag: 0, start: UInt32(range.start),
        end: UInt32(range.end), textStart: UInt32(range.start), textCount: 0,
        next: UInt32(tree.nodes.count + 1), childCount: 0))
  }
}
