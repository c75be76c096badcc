import ConfigGuard
import RulePacks

/// Makes the objects of one kustomization, with everything that it takes in.
struct KustomizeBuild {
  /// How deep kustomizations may lie in one another, and how often one may be taken in.
  static let mostNested = 50
  static let mostTaken = 1_000
  static let mostFiles = 10_000
  /// Entries that patches may look through.
  static let mostWork = 4_000_000

  let root: SourceFile
  private let trees: TreeCache
  private let sibling: (String) -> SiblingFile
  var document = LayeredDocument()
  /// The files of the document by the numbers of its trees.
  private(set) var files: [SourceFile] = []
  private(set) var problems: [ProblemElsewhere] = []
  private var known: [Place: Set<ReportText>] = [:]
  /// Paths of the files that the result was made of.
  var parts: Set<String> = []
  var consumed: [ConsumedFile] = []
  var work = 0
  /// `vars`, which are filled in at the very end.
  var variables: [KustomizeVariable] = []
  /// Folders of the kustomizations that are being read.
  private var open: [String] = []
  private var taken = 0
  private var numbers: [String: Int] = [:]

  init(
    of root: SourceFile, trees: TreeCache = TreeCache(),
    sibling: @escaping (String) -> SiblingFile
  ) {
    self.root = root
    self.trees = trees
    self.sibling = sibling
  }

  /// The objects of the kustomization that the build is of.
  mutating func objects(of node: NodeIndex, in tree: DocumentTree) -> KustomizeObjects {
    let number = add(tree, of: root)
    let file = KustomizeFile(
      number: number, source: root, tree: tree, root: node, folder: ".")
    var objects = KustomizeObjects()
    // What a component patches is with whoever takes it in.
    objects.isOpen = file.isComponent
    take(file, into: &objects)
    fixReferences(in: &objects)
    fillVariables(in: &objects)
    nameWorkloads(in: &objects)
    dropLocalObjects(in: &objects)
    if document.isExhausted {
      report(.limit, "the files of this kustomization have too many nodes", file.root, in: file)
      objects.isOpen = true
    }
    return objects
  }

  /// Does what a kustomization says, in the order in which Kustomize does it.
  mutating func take(_ file: KustomizeFile, into objects: inout KustomizeObjects) {
    open.append(FilePath.folder(of: file.source.path))
    defer { open.removeLast() }
    takeResources(of: file, into: &objects)
    generate(file, into: &objects)
    takeComponents(of: file, into: &objects)
    patchByName(file, &objects)
    patch(file, &objects)
    place(file, &objects)
    patchByPath(file, &objects)
    scale(file, &objects)
    replaceImages(file, &objects)
    replaceValues(file, &objects)
    for variable in file.items("vars") {
      variables.append(KustomizeVariable(node: variable, file: file))
    }
    for key in Self.unread where file.value(key) != nil { objects.isOpen = true }
  }

  /// What adds or changes objects in ways that are not known here.
  private static let unread: [String] = [
    "helmCharts", "helmChartInflationGenerator", "generators", "transformers", "openapi",
    "configurations",
  ]

  /// Whether a kustomization in a folder is taken in by itself, or by what lies below it.
  func isOpen(_ path: String) -> Bool {
    let folder = FilePath.folder(of: path)
    return open.contains {
      $0 == folder || $0.hasPrefix(folder + "/")
        || folder == "." && !$0.hasPrefix("..") && !$0.hasPrefix("/")
    }
  }

  /// Counts a kustomization that is taken in; false where there are too many.
  mutating func mayTakeMore() -> Bool {
    taken += 1
    return open.count < Self.mostNested && taken < Self.mostTaken && files.count < Self.mostFiles
      && !document.isExhausted
  }

  /// Looks for a file; the path counts from the folder of the root.
  func find(_ path: String) -> SourceFile? {
    guard case .found(let file) = sibling(path) else { return nil }
    return file
  }

  /// The number of a file that is read as a tree, which happens once.
  mutating func number(of file: SourceFile) -> Int {
    if let number = numbers[file.path] { return number }
    let number = add(trees.tree(of: file), of: file)
    numbers[file.path] = number
    return number
  }

  /// Adds a tree whose places are in a file.
  mutating func add(_ tree: DocumentTree, of file: SourceFile) -> Int {
    files.append(file)
    return document.add(tree)
  }

  /// A problem at a node of a kustomization.
  mutating func report(
    _ kind: ReadingProblem.Kind, _ message: ReportText, _ node: NodeIndex, in file: KustomizeFile,
    related: SourceRange? = nil
  ) {
    var range = file.tree.textRange(of: file.tree.target(of: node))
    // A mapping is as long as all that it holds.
    if let entry = file.tree.writtenEntries(of: node).first {
      range = file.tree.nodes[entry.key].range
    }
    report(kind, message, range, in: file.source, related: related)
  }

  mutating func report(
    _ kind: ReadingProblem.Kind, _ message: ReportText, _ range: SourceRange, in file: SourceFile,
    related: SourceRange? = nil
  ) {
    report(
      ReadingProblem(kind: kind, message: message, range: range, related: related), in: file)
  }

  mutating func report(_ problem: ReadingProblem, in file: SourceFile) {
    let place = Place(file, problem.range)
    // One patch may fail for many objects; that it does is one fact.
    guard known[place, default: []].insert(problem.message).inserted else { return }
    let most = problem.kind == .limit ? 2 * ReadingLimits.problems : ReadingLimits.problems
    guard problems.count < most else { return }
    problems.append(ProblemElsewhere(file: file, problem: problem))
  }
}

/// One kustomization while it is read.
struct KustomizeFile {
  /// The number of its tree.
  let number: Int
  let source: SourceFile
  let tree: DocumentTree
  let root: NodeIndex
  /// The folder that its paths count from, as the root of the build sees it.
  let folder: String

  var isComponent: Bool { tree.string("kind", in: root) == Kustomization.component }

  func value(_ key: String) -> NodeIndex? {
    guard let value = tree.value(named: key, in: root), !tree.isNull(tree.target(of: value)) else {
      return nil
    }
    return value
  }

  func text(_ key: String) -> String? { value(key).flatMap { text(of: $0) } }

  /// The items of the list under a key.
  func items(_ key: String) -> [NodeIndex] { value(key).map { tree.items(of: $0) } ?? [] }

  /// The text of a scalar.
  func text(of node: NodeIndex) -> String? {
    let node = tree.target(of: node)
    return tree.nodes[node].kind == .scalar ? tree.text(of: node) : nil
  }

  func text(_ key: String, in node: NodeIndex) -> String? {
    tree.value(named: key, in: node).flatMap { text(of: $0) }
  }

  /// A node as a value of the document.
  func node(_ index: NodeIndex) -> LayeredNode {
    LayeredNode(.scalar, origin: number, index: tree.target(of: index))
  }

  /// A text that stands where a node does.
  func node(_ text: String, at index: NodeIndex) -> LayeredNode {
    LayeredNode(.text(text), origin: number, index: tree.target(of: index))
  }
}
