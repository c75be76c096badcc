/// What a node is made of, as far as somebody asks for it.
extension LayeredNode {
  package var entries: [Entry] {
    switch parts {
    case .mapping(let entries): entries
    case .writtenMapping(let source, let index): source.entries(of: index)
    case .scalar, .text, .sequence, .writtenSequence: []
    }
  }

  package var items: [LayeredNode] {
    switch parts {
    case .sequence(let items): items
    case .writtenSequence(let source, let index): source.items(of: index)
    case .scalar, .text, .mapping, .writtenMapping: []
    }
  }

  package var firstItem: LayeredNode? {
    switch parts {
    case .sequence(let items): items.first
    case .writtenSequence(let source, let index): source.firstItem(of: index)
    case .scalar, .text, .mapping, .writtenMapping: nil
    }
  }

  package var isMapping: Bool {
    switch parts {
    case .mapping, .writtenMapping: true
    case .scalar, .text, .sequence, .writtenSequence: false
    }
  }

  package var isSequence: Bool {
    switch parts {
    case .sequence, .writtenSequence: true
    case .scalar, .text, .mapping, .writtenMapping: false
    }
  }

  package var isScalar: Bool {
    switch parts {
    case .scalar, .text: true
    case .mapping, .sequence, .writtenMapping, .writtenSequence: false
    }
  }

  /// Whether the content is what the node in the file says.
  package var isScalarOfFile: Bool { if case .scalar = parts { true } else { false } }

  /// The text that was put in the place of what the file has.
  package var otherText: String? { if case .text(let text) = parts { text } else { nil } }

  /// A node of the file below a collection that is as the file has it; nil below any other.
  package func writtenNode(_ index: NodeIndex) -> LayeredNode? {
    switch parts {
    case .writtenMapping(let source, _), .writtenSequence(let source, _): source.node(index)
    case .scalar, .text, .mapping, .sequence: nil
    }
  }

  /// The node of a collection that is as its file has it.
  package var writtenCollection: NodeIndex? {
    switch parts {
    case .writtenMapping(_, let index), .writtenSequence(_, let index): index
    case .scalar, .text, .mapping, .sequence: nil
    }
  }
}
