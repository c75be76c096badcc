/// Reads the YAML that most files are written in, in one pass over their bytes and without libyaml.
///
/// What it accepts becomes the very tree that libyaml's events would make. At the first thing that
/// it does not know, or that may be an error, it gives up the whole file: libyaml then reads it
/// anew, so that errors and their places are libyaml's own.
struct FastYAMLReader: ~Copyable {
  /// The file is not simple enough.
  struct GiveUp: Error {}

  let bytes: SourceBytes
  /// The file's bytes, with zeros behind them.
  let text: UnsafePointer<UInt8>
  var offset: Int
  var lineStart: Int
  /// The collection that is being read, and those around it.
  var level = Level(kind: .document, node: -1, column: -1, firstKey: 0)
  var outer = GrowingBuffer<Level>(capacity: 16)
  var flowDepth = 0
  var nodes: GrowingBuffer<DocumentNode>
  var comments: [SourceRange] = []
  var cooked: ContiguousArray<UInt8> = []
  var keyHashes = GrowingBuffer<UInt32>(capacity: 32)
  /// Mappings that may give a key twice, in the order in which they end.
  var suspects: [NodeIndex] = []
  var properties = NodeProperties()
  private var documents: [NodeIndex] = []
  private var documentStart = 0
  private var stage = Stage.beforeDocuments

  private enum Stage { case beforeDocuments, inDocument, afterDocument }

  /// The tree of a file; nil where libyaml has to read it.
  static func read(_ bytes: SourceBytes) -> DocumentTree? {
    guard bytes.count < Int(Int32.max), PrintableText.isPrintable(bytes) else { return nil }
    var reader = FastYAMLReader(bytes)
    do {
      try reader.readStream()
    } catch {
      return nil
    }
    return reader.tree()
  }

  private init(_ bytes: SourceBytes) {
    self.bytes = bytes
    text = bytes.pointer
    offset = bytes.hasByteOrderMark ? 3 : 0
    lineStart = offset
    level.awaitsNode = true
    nodes = GrowingBuffer(capacity: bytes.count / 8 + 8)
  }

  private consuming func tree() -> DocumentTree {
    var tree = DocumentTreeDraft(bytes)
    tree.nodes = ContiguousArray(nodes.buffer)
    tree.documents = documents
    tree.tags = properties.tags
    tree.cooked = cooked
    tree.comments = comments
    for mapping in suspects { tree.reportDuplicates(in: mapping) }
    tree.reportOmittedDuplicates()
    return DocumentTree(tree)
  }

  private mutating func readStream() throws(GiveUp) {
    while true {
      skipSpaces()
      switch text[offset] {
      case 0x0A:
        offset &+= 1
        lineStart = offset
      case 0x0D, 0x23:
        try endLine()
      case 0:
        guard offset == bytes.count else { throw GiveUp() }
        return try endDocument()
      default:
        if offset == lineStart, isMarker(offset) {
          try readMarker()
        } else {
          try readToken(at: offset &- lineStart)
        }
      }
    }
  }

  /// Reads `---` or `...` and what stands behind it.
  private mutating func readMarker() throws(GiveUp) {
    let isStart = text[offset] == 0x2D
    guard isStart || stage != .beforeDocuments else { throw GiveUp() }
    try endDocument()
    offset += 3
    guard isStart else { return try endLine() }
    stage = .inDocument
    skipBlanks()
    if endsLine(offset) {
      level.awaitsNode = true
      return try endLine()
    }
    try readInlineNode()
  }

  /// Closes what is open where a marker or the end of the file begins.
  private mutating func endDocument() throws(GiveUp) {
    while level.kind != .document {
      if level.awaitsNode { try appendEmpty(at: Int(level.mark)) }
      close(at: offset)
    }
    if stage == .inDocument, level.awaitsNode { try appendEmpty(at: offset) }
    level.awaitsNode = false
    guard nodes.count > documentStart else { return }
    documents.append(documentStart)
    if properties.hasAlias,
      AliasExpansion.firstBeyondLimit(in: nodes.buffer, from: documentStart) != nil
    {
      throw GiveUp()
    }
    properties.endDocument()
    documentStart = nodes.count
    stage = .afterDocument
  }

  /// Reads the token that a line begins with, to the end of its line.
  private mutating func readToken(at column: Int) throws(GiveUp) {
    while true {
      if level.awaitsNode {
        if column > level.column {
          if level.kind == .document { stage = .inDocument }
          level.awaitsNode = false
          return try readBlockNode(at: column)
        }
        if column == level.column, level.kind == .mapping, isDash(offset) {
          level.awaitsNode = false
          try begin(.indentless, at: offset, column: column)
          return try readItem()
        }
        try appendEmpty(at: Int(level.mark))
        level.awaitsNode = false
      }
      guard column <= level.column else { throw GiveUp() }
      if column == level.column {
        switch level.kind {
        case .mapping: return try readEntry()
        case .sequence:
          guard isDash(offset) else { throw GiveUp() }
          return try readItem()
        default:
          if isDash(offset) { return try readItem() }
        }
      }
      close(at: offset)
    }
  }
}
