extension DocumentTree {
  /// The tree of a part of a file, with all places in the file.
  ///
  /// - Parameters:
  ///   - offset: Where the part starts whose bytes this tree was read from.
  ///   - file: The bytes of the whole file.
  package func moved(by offset: Int, in file: SourceBytes) -> DocumentTree {
    let shift = UInt32(clamping: offset)
    let draft = copy(in: file) { node in
      node.start &+= shift
      node.end &+= shift
      // An alias has the number of a node there, cooked text an offset in the side buffer.
      if node.kind != .alias, !node.isCooked { node.textStart &+= shift }
    } places: { range in
      SourceRange(start: range.start + offset, end: range.end + offset)
    }
    return DocumentTree(draft)
  }

  /// The tree of a text that stands in a file with escapes or folded lines: no place in it is
  /// known better than the place of the whole.
  package func placed(at range: SourceRange, in file: SourceBytes) -> DocumentTree {
    var result = copy(in: file) { _ in
    } places: { _ in
      range
    }
    for index in nodes.indices {
      if nodes[index].kind == .scalar, !nodes[index].isCooked {
        result.nodes[index].isCooked = true
        result.nodes[index].textStart = UInt32(clamping: result.cooked.count)
        withText(of: index) { result.cooked.append(contentsOf: $0) }
      }
      result.nodes[index].start = UInt32(clamping: range.start)
      result.nodes[index].end = UInt32(clamping: range.end)
      // The range has no quotes and no header line of its own.
      if nodes[index].kind == .scalar, nodes[index].style != .plain {
        result.nodes[index].style = .flow
      }
    }
    return DocumentTree(result)
  }

  private func copy(
    in file: SourceBytes, _ change: (inout DocumentNode) -> Void,
    places: (SourceRange) -> SourceRange
  ) -> DocumentTreeDraft {
    var result = DocumentTreeDraft(file)
    result.nodes = nodes
    result.documents = documents
    result.tags = tags
    result.problems = problems.map { problem in
      var moved = problem
      moved.range = places(problem.range)
      moved.related = problem.related.map(places)
      return moved
    }
    result.cooked = cooked
    for index in result.nodes.indices { change(&result.nodes[index]) }
    result.comments = comments.map(places)
    return result
  }
}
