import ConfigGuard
import RulePacks

/// The comments of a file, and what stands in it that a comment may be about.
struct CommentedText {
  /// In the order of the file.
  var comments: [SourceRange] = []
  /// What may be comments as well as texts, and allows nothing.
  var doubtful: [SourceRange] = []
  /// Settings, members, items and instructions from their first byte to their last; a comment above
  /// one is about all of it.
  var blocks: [SourceRange] = []
  /// Values; a comment behind one is about all of its lines.
  var values: [SourceRange] = []
  /// Whether lines like `[name]` begin sections.
  var hasSections = false
  /// The documents of the file, for formats that are trees.
  var trees: [DocumentTree] = []

  /// - Parameter dialect: Who reads the file, if it is an env file.
  init(_ file: SourceFile, _ type: FileType, dialect: () -> DotEnvDialect) {
    guard file.encodingFault == nil, file.bytes.firstNUL == nil else { return }
    switch type {
    case .environment: add(DotEnvFile.parse(file.bytes, dialect: dialect()))
    case .dockerfile: add(Dockerfile.read(file.bytes))
    case .systemdUnit: add(SystemdUnit.read(file.bytes))
    case .sourceCode: addProgram(file)
    case .text, .procfile: addLines(file)
    case .credentials:
      guard let kind = CredentialFile(path: file.path) else { return }
      if let type = kind.documentType {
        addDocuments(file, type)
      } else if kind != .keystore, kind != .privateKey, kind != .masterKey {
        comments = LineComments.ofLines(file.bytes, marks: kind == .npmrc ? "#;" : "#")
      }
    case .yaml, .json, .toml, .properties, .ini, .tfvars: addDocuments(file, type)
    }
    comments.sort { $0.start < $1.start }
    blocks.sort { $0.start < $1.start }
    values.sort { $0.start < $1.start }
  }

  private mutating func add(_ file: DotEnvFile) {
    comments = file.comments
    blocks = file.entries.map(\.range)
    values = blocks
  }

  private mutating func add(_ file: Dockerfile) {
    comments = file.comments
    blocks = file.stages.flatMap(\.instructions).map(\.range)
    blocks += file.globalArguments.map {
      SourceRange(start: $0.nameRange.start, end: max($0.nameRange.end, $0.valueRange.end))
    }
  }

  private mutating func add(_ unit: SystemdUnit) {
    comments = unit.comments
    blocks = unit.entries.map {
      SourceRange(start: $0.keyRange.start, end: max($0.keyRange.end, $0.valueRange.end))
    }
    hasSections = true
  }

  private mutating func addProgram(_ file: SourceFile) {
    guard let language = SourceCodeLanguage(path: file.path) else { return }
    comments = SourceCodeReader.comments(
      in: file.bytes, as: language,
      isComponent: SourceCodeLanguage.isComponent(path: file.path))
  }

  private mutating func addLines(_ file: SourceFile) {
    let name = file.name.lowercased()
    if [".sh", ".bash", ".envrc"].contains(where: { name.hasSuffix($0) }) {
      let scanned = ShellComments(file.bytes)
      comments = scanned.comments
      doubtful = scanned.doubtful
    } else if !name.hasSuffix(".txt") {
      comments = LineComments.ofLines(file.bytes, marks: "#")
    }
  }
}

extension CommentedText {
  private mutating func addDocuments(_ file: SourceFile, _ type: FileType) {
    if type == .yaml || type == .json, let template = TemplateReader.readIfTemplate(file.bytes) {
      trees = template.trees
      comments = template.text.actions.filter { $0.kind == .comment }.map(\.range)
      // Each way of reading a template passes over the same comments.
      var seen: Set<Int> = []
      for comment in trees.flatMap(\.comments) where seen.insert(comment.start).inserted {
        comments.append(comment)
      }
    } else {
      trees = [ConfigurationReader.tree(of: file.bytes, type)]
      comments = trees[0].comments
    }
    hasSections = type == .toml || type == .ini
    let isNested = type == .yaml || type == .json || type == .tfvars
    for tree in trees { add(tree, isNested: isNested) }
  }

  /// - Parameter isNested: What is below a key stands in one piece; else a key may name tables
  ///   that lie anywhere in the file, and only values that are written behind it are meant.
  private mutating func add(_ tree: DocumentTree, isNested: Bool) {
    func add(from start: Int, to value: NodeIndex) {
      guard isNested || tree.nodes[value].kind == .scalar || tree.nodes[value].style == .flow
      else { return }
      blocks.append(SourceRange(start: start, end: max(start, tree.end(of: value))))
    }
    for index in tree.nodes.indices {
      switch tree.nodes[index].kind {
      case .scalar: values.append(tree.nodes[index].range)
      case .mapping:
        for entry in tree.writtenEntries(of: index) {
          add(from: Int(tree.nodes[entry.key].start), to: entry.value)
        }
      case .sequence:
        for item in tree.items(of: index) { add(from: Int(tree.nodes[item].start), to: item) }
      case .alias: break
      }
    }
  }
}

extension DocumentTree {
  /// Where a node ends with all that is below it, whatever blanks stand in front of the next one.
  func end(of index: NodeIndex) -> Int {
    let node = nodes[index]
    let last = nodes[max(index, Int(node.next) - 1)]
    var end = Int(node.kind != .scalar && node.style != .flow ? last.end : node.end)
    end = min(end, bytes.count)
    while end > Int(node.start), bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }
}
