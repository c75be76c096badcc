import ConfigGuard
import RulePacks

/// A file in the role in which a project took it in: one file may have several.
final class ComposeOrigin {
  let file: SourceFile
  /// What relative paths in the file count from.
  let directory: String
  let environment: ComposeEnvironment
  /// Reads values of the file's own tree.
  let reading: DocumentReading
  /// The root of each document in the file.
  let roots: [LayeredNode]
  let tree: DocumentTree
  /// Whether some mapping of the file has a key twice.
  let hasDuplicateKeys: Bool

  init(
    file: SourceFile, directory: String, environment: ComposeEnvironment,
    reading: DocumentReading, roots: [LayeredNode]
  ) {
    self.file = file
    self.directory = directory
    self.environment = environment
    self.reading = reading
    self.roots = roots
    tree = reading.tree
    hasDuplicateKeys = reading.tree.problems.contains { $0.kind == .duplicateKey }
  }

  /// A text with its references replaced; nil where that is not known.
  func interpolated(_ text: String) -> String? {
    var written = text
    let parsed = written.withUTF8 { bytes -> Interpolation?? in
      ComposeValues.hasDollar(bytes) ? .some(try? Interpolation.parse(bytes)) : nil
    }
    guard let parsed else { return text }
    if let parsed, parsed.hasReferences {
      if let known = parsed.resolved(lookup: environment.text) { return known }
      guard environment.isComplete else { return nil }
      return try? parsed.evaluated(lookup: environment.text)
    }
    // What refers to nothing may be of another form than a literal.
    let value = value(of: text, at: SourceRange(at: 0), isExact: false)
    return value.literal ?? (value.form == .empty ? "" : nil)
  }

  // MARK: values

  /// The value of a node of the file; nil for what is neither a scalar nor a list of scalars.
  func value(of index: NodeIndex) -> Value? {
    // Nearly all are of this kind, of which nothing else is asked.
    if reading.template == nil, tree.nodes[index].kind == .scalar, tree.nodes[index].tag == 0,
      !tree.isNull(index)
    {
      return value(
        of: tree.text(of: index), at: tree.textRange(of: index),
        isExact: !tree.nodes[index].isCooked)
    }
    return reading.value(of: index, syntax: .compose, lookup: environment.text)
      .map { resolved($0) }
  }

  /// The value of a text that stands, or whose node stands, at a range of the file.
  ///
  /// - Parameter hasDollar: Whether references may stand in the text.
  func value(
    of text: String, at range: SourceRange, isExact: Bool, hasDollar: Bool = true
  ) -> Value {
    guard hasDollar else {
      return reading.values.value(text, at: range, isExact: isExact, syntax: .none)
    }
    let value = reading.values.value(
      text, at: range, isExact: isExact, syntax: .compose, lookup: environment.text)
    return environment.isComplete ? resolved(value) : value
  }

  /// The value of a text that stands in the file byte for byte, with its references.
  func value(of text: String, _ parsed: Interpolation, at range: SourceRange) -> Value {
    let value = reading.values.value(
      text, parsed, at: range, isExact: true, lookup: environment.text)
    return environment.isComplete ? resolved(value) : value
  }

  /// Whether the process receives the text of a scalar.
  func isUnchanged(_ index: NodeIndex) -> Bool {
    if tree.nodes[index].tag == 0, tree.isText(index) { return true }
    return scalar(index) == .unchanged
  }

  /// What the process receives for a scalar.
  func scalar(_ index: NodeIndex) -> ComposeScalar {
    ScalarTyping.compose(
      tree.text(of: index), style: tree.nodes[index].style, tag: tree.tag(of: index))
  }

  /// Whether a scalar says that there is no value.
  func isNull(_ index: NodeIndex) -> Bool {
    if tree.isNull(index) { return true }
    guard tree.nodes[index].tag != 0, tree.nodes[index].kind == .scalar else { return false }
    return scalar(index) == .null
  }

  func isScalar(_ index: NodeIndex) -> Bool { tree.nodes[index].kind == .scalar }

  func textRange(of index: NodeIndex) -> SourceRange { tree.textRange(of: index) }

  /// Whether the file has another text than the one that is meant.
  func isCooked(_ index: NodeIndex) -> Bool { tree.nodes[index].isCooked }

  /// A value whose references nothing sets, where it is known that nothing does.
  private func resolved(_ value: Value) -> Value {
    guard environment.isComplete, case .reference = value.form, value.effective == nil,
      value.text.utf8.contains(UInt8(ascii: "$"))
    else { return value }
    var text = value.text
    guard let parsed = text.withUTF8({ try? Interpolation.parse($0) }) else { return value }
    var value = value
    value.effective = try? parsed.evaluated(lookup: environment.text)
    return value
  }

  func path(_ written: String) -> String { FilePath.join(directory, written) }

  /// Whether a path is none of this machine's: a repository, a registry.
  static func isRemote(_ path: String) -> Bool {
    path.contains("://") || path.hasPrefix("git@") || path.hasPrefix("github.com/")
  }
}

extension LayeredNode {
  /// Bytes of the file that the node is from, in its own tree.
  func range(in origin: ComposeOrigin) -> SourceRange { origin.textRange(of: index) }
}
