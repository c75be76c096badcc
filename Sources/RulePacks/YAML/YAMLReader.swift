import CLibYAML

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a YAML (or JSON) stream into positioned nodes, through libyaml's events where it is not
/// simple enough for `FastYAMLReader`.
///
/// A syntax error ends the stream there; the documents before it are kept.
package struct YAMLReader {
  let bytes: SourceBytes
  private let map: OffsetMap
  var tree: DocumentTreeDraft
  private var open: [NodeIndex] = []
  private var flowDepth = 0
  private var anchors: [String: NodeIndex] = [:]
  private var tagIndex: [String: UInt16] = [:]
  private var keyHashes: [UInt32] = []
  private var documentStart = 0
  private var hasAlias = false
  /// Where the token that was read last ends; comments are looked for from here on.
  var gapStart: UInt32 = 0

  package static func read(_ bytes: SourceBytes) -> DocumentTree {
    FastYAMLReader.read(bytes) ?? readEvents(of: bytes)
  }

  /// Reads whatever libyaml reads, and says what it does not.
  package static func readEvents(of bytes: SourceBytes) -> DocumentTree {
    var reader = YAMLReader(bytes)
    reader.run()
    reader.tree.reportOmittedDuplicates()
    return DocumentTree(reader.tree)
  }

  private init(_ bytes: SourceBytes) {
    self.bytes = bytes
    map = OffsetMap(bytes, isASCII: bytes.isASCII)
    tree = DocumentTreeDraft(bytes)
    tree.nodes.reserveCapacity(bytes.count / 16 + 8)
  }

  private mutating func run() {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return report("out of memory", at: 0) }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    // With the encoding given, libyaml takes the mark for a letter in the first column.
    let mark = bytes.hasByteOrderMark ? 3 : 0
    yaml_parser_set_input_string(&parser, bytes.pointer + mark, bytes.count - mark)
    var event = yaml_event_t()
    while true {
      guard yaml_parser_parse(&parser, &event) == 1 else {
        reportError(of: parser)
        return abandonDocument()
      }
      let goesOn = take(&event)
      yaml_event_delete(&event)
      if !goesOn { return }
    }
  }

  /// Takes one event; false ends the reading.
  private mutating func take(_ event: inout yaml_event_t) -> Bool {
    switch event.type {
    case YAML_SCALAR_EVENT: addScalar(&event)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      let isFlow = start.style == YAML_FLOW_MAPPING_STYLE
      return beginCollection(.mapping, isFlow, tag: start.tag, anchor: start.anchor, event)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      let isFlow = start.style == YAML_FLOW_SEQUENCE_STYLE
      return beginCollection(.sequence, isFlow, tag: start.tag, anchor: start.anchor, event)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: endCollection(event)
    case YAML_ALIAS_EVENT: return addAlias(event)
    case YAML_DOCUMENT_START_EVENT:
      takeComments(upTo: offset(event.end_mark))
      documentStart = tree.nodes.count
      anchors.removeAll(keepingCapacity: true)
    case YAML_DOCUMENT_END_EVENT:
      takeComments(upTo: offset(event.end_mark))
      if tree.nodes.count > documentStart { tree.documents.append(documentStart) }
      if hasAlias { measureExpansion() }
      hasAlias = false
      // An error between two documents takes nothing from the one that has ended.
      documentStart = tree.nodes.count
    case YAML_STREAM_END_EVENT:
      takeComments(upTo: UInt32(bytes.count))
      return false
    default: break
    }
    return true
  }

  private func offset(ofCodePoint index: Int) -> Int {
    map.offset(ofCodePoint: index + (bytes.hasByteOrderMark ? 1 : 0))
  }

  private func offset(_ mark: yaml_mark_t) -> UInt32 {
    UInt32(offset(ofCodePoint: mark.index))
  }

  private mutating func append(
    _ kind: DocumentNode.Kind, _ style: DocumentNode.Style, tag: UnsafeMutablePointer<yaml_char_t>?,
    anchor: UnsafeMutablePointer<yaml_char_t>?, start: UInt32, end: UInt32
  ) {
    let index = tree.nodes.count
    if let parent = open.last { tree.nodes[parent].childCount += 1 }
    tree.nodes.append(
      DocumentNode(
        kind: kind, style: style, isCooked: false, tag: tag.map { intern(tag: $0) } ?? 0,
        start: start, end: end, textStart: start, textCount: 0, next: UInt32(index + 1),
        childCount: 0))
    if let anchor { anchors[String(cString: anchor)] = index }
  }

  private mutating func addScalar(_ event: inout yaml_event_t) {
    let scalar = event.data.scalar
    let style: DocumentNode.Style
    switch scalar.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: style = .single
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: style = .double
    case YAML_LITERAL_SCALAR_STYLE: style = .literal
    case YAML_FOLDED_SCALAR_STYLE: style = .folded
    default: style = .plain
    }
    var start = offset(event.start_mark)
    let end = offset(event.end_mark)
    // With a tag or an anchor libyaml's start mark is theirs, not the scalar's.
    takeComments(upTo: start)
    if scalar.tag != nil || scalar.anchor != nil {
      start = skipProperties(from: start, to: end)
      takeComments(upTo: start)
    }
    if style == .literal || style == .folded { takeHeaderComment(from: start, to: end) }
    skipToken(to: end)
    append(style: style, event, start: start, end: end)
  }

  private mutating func append(
    style: DocumentNode.Style, _ event: yaml_event_t,
    start: UInt32, end: UInt32
  ) {
    let scalar = event.data.scalar
    let index = tree.nodes.count
    append(
      .scalar, style, tag: scalar.tag, anchor: scalar.anchor, start: start, end: end)
    let quote: UInt32 = style == .single || style == .double ? 1 : 0
    let length = scalar.length
    let value = UnsafePointer(scalar.value!)
    tree.nodes[index].textCount = UInt32(length)
    if style != .literal, style != .folded, Int(end) - Int(start) == length + 2 * Int(quote),
      isSame(value, bytes.pointer + Int(start + quote), length)
    {
      tree.nodes[index].textStart = start + quote
    } else {
      tree.nodes[index].isCooked = true
      tree.nodes[index].textStart = UInt32(tree.cooked.count)
      tree.cooked.append(contentsOf: UnsafeBufferPointer(start: value, count: length))
    }
  }

  private func isSame(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    memcmp(a, b, count) == 0
  }

  private mutating func beginCollection(
    _ kind: DocumentNode.Kind, _ isFlow: Bool, tag: UnsafeMutablePointer<yaml_char_t>?,
    anchor: UnsafeMutablePointer<yaml_char_t>?, _ event: yaml_event_t
  ) -> Bool {
    var start = offset(event.start_mark)
    takeComments(upTo: start)
    if tag != nil || anchor != nil {
      // With a tag or an anchor the start mark is theirs; the end mark is behind the first token.
      let end = offset(event.end_mark)
      takeComments(upTo: end)
      start = end
      if end > 0, isFlow || bytes.pointer[Int(end) - 1] == 0x2D { start = end - 1 }
    }
    if isFlow { flowDepth += 1 }
    guard open.count < ReadingLimits.depth, flowDepth <= ReadingLimits.flowDepth else {
      let limit = isFlow ? ReadingLimits.flowDepth : ReadingLimits.depth
      tree.problems.append(
        ReadingProblem(
          kind: .limit,
          message: "nested deeper than \(limit) levels; the file is not judged from here on",
          range: SourceRange(start: Int(start), end: Int(start) + 1)))
      abandonDocument()
      return false
    }
    let index = tree.nodes.count
    append(
      kind, isFlow ? .flow : .block, tag: tag, anchor: anchor, start: start, end: start)
    open.append(index)
    return true
  }

  private mutating func endCollection(_ event: yaml_event_t) {
    guard let index = open.popLast() else { return }
    if tree.nodes[index].style == .flow { flowDepth -= 1 }
    let end = offset(event.end_mark)
    takeComments(upTo: end)
    tree.nodes[index].next = UInt32(tree.nodes.count)
    tree.nodes[index].end = max(tree.nodes[index].start, end)
    if tree.nodes[index].kind == .mapping, tree.nodes[index].childCount > 2 {
      tree.reportDuplicateKeys(in: index, hashes: &keyHashes)
    }
  }

  private mutating func addAlias(_ event: yaml_event_t) -> Bool {
    let start = offset(event.start_mark)
    let end = offset(event.end_mark)
    takeComments(upTo: start)
    skipToken(to: end)
    guard let name = event.data.alias.anchor, let target = anchors[String(cString: name)],
      !open.contains(target)
    else {
      tree.problems.append(
        ReadingProblem(
          kind: .syntax, message: "the alias names no anchor that stands before it",
          range: SourceRange(start: Int(start), end: Int(end))))
      abandonDocument()
      return false
    }
    hasAlias = true
    append(.alias, .plain, tag: nil, anchor: nil, start: start, end: end)
    tree.nodes[tree.nodes.count - 1].textStart = UInt32(target)
    return true
  }

  private mutating func intern(tag: UnsafeMutablePointer<yaml_char_t>) -> UInt16 {
    let name = String(cString: tag)
    if let known = tagIndex[name] { return known }
    guard tree.tags.count < Int(UInt16.max) else { return UInt16.max - 1 }
    tree.tags.append(name)
    tagIndex[name] = UInt16(tree.tags.count - 1)
    return UInt16(tree.tags.count - 1)
  }

  /// Moves past `!tag`, `&anchor` and comments to where the scalar itself begins.
  private func skipProperties(from start: UInt32, to end: UInt32) -> UInt32 {
    var offset = start
    while offset < end {
      let byte = bytes.pointer[Int(offset)]
      if byte == 0x21 || byte == 0x26 {
        while offset < end, bytes.pointer[Int(offset)] > 0x20 { offset += 1 }
      } else if byte == 0x23 {
        while offset < end, ![0x0A, 0x0D].contains(bytes.pointer[Int(offset)]) { offset += 1 }
      } else if byte <= 0x20 {
        offset += 1
      } else {
        break
      }
    }
    return offset
  }

  private mutating func reportError(of parser: yaml_parser_t) {
    // The words of the library name no text of the file.
    let problem = parser.problem.map { ReportText.prose(String(cString: $0)) } ?? "this is not YAML"
    let context = parser.context.map { "\(prose: String(cString: $0)): " as ReportText } ?? ""
    if parser.error == YAML_READER_ERROR {
      // The reader's own errors are placed by byte, all others by mark.
      return report(
        context + problem,
        at: min(parser.problem_offset + (bytes.hasByteOrderMark ? 3 : 0), bytes.count))
    }
    report(context + problem, at: offset(ofCodePoint: parser.problem_mark.index))
  }

  private mutating func report(_ message: ReportText, at offset: Int) {
    tree.problems.append(
      ReadingProblem(
        kind: .syntax, message: message,
        range: SourceRange(start: offset, end: min(offset + 1, bytes.count))))
  }

  /// Says so where aliases would multiply a document beyond what readers accept.
  private mutating func measureExpansion() {
    let found = tree.nodes.withUnsafeBufferPointer {
      AliasExpansion.firstBeyondLimit(in: $0, from: documentStart)
    }
    guard let alias = found else { return }
    tree.documents.removeLast()
    tree.problems.append(
      ReadingProblem(
        kind: .limit,
        message:
          "aliases multiply this document to more than \(ReadingLimits.aliasVisits) nodes; it is not judged",
        range: tree.nodes[alias].range))
  }

  /// Drops the nodes of a document that was not read to its end.
  private mutating func abandonDocument() {
    tree.nodes.removeSubrange(documentStart...)
    open.removeAll()
  }
}
