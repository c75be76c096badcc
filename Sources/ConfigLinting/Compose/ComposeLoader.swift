import ConfigGuard
import RulePacks

/// A file of a project, with the node that led to it.
struct TakenFile {
  let file: SourceFile
  var node: LayeredNode?
}

/// Loads the files of a Compose project and lays them over one another.
///
/// The order is Compose's own: each file is interpolated by itself, takes in what it includes,
/// resolves `extends` among its own services and then lies over the files before it.
final class ComposeLoader {
  let reading: DocumentReading
  // These two are looked at for every value, and nothing looks at them while they are changed.
  @exclusivity(unchecked) private(set) var document = LayeredDocument()
  @exclusivity(unchecked) private(set) var origins: [ComposeOrigin] = []
  /// Files whose every service belongs to the project, not only those that are built on.
  private(set) var wholeOrigins: [Int] = []
  private(set) var hasInstructions = false
  /// What was wrong, with the file that it is in.
  let problems = ComposeProblems()
  /// Files that were taken in through `include` and `extends`.
  var parts: Set<String> = []
  /// Something that may hold more services, or more of them, was not read.
  var hasUnreadParts = false

  let work = ComposeWork()
  static let mostMerged = 500_000
  static let mostLookedThrough = 12
  private static let mostFiles = 2_000
  static let deepestInclude = 100

  private struct Identity: Hashable {
    let file: ObjectIdentifier
    let directory: String
    let environment: ObjectIdentifier
  }
  private var known: [Identity: Int] = [:]
  /// Files that are being read, with the nodes that led there, and those that have been.
  var activeIncludes: [TakenFile] = []
  var finishedIncludes: [String: ComposeModel] = [:]
  var scopes: [Int: ComposeScope] = [:]

  init(_ reading: DocumentReading) { self.reading = reading }

  /// The project that files make which are laid over one another in their order.
  func load(
    _ files: [TakenFile], in directory: String, _ environment: ComposeEnvironment
  ) -> ComposeModel {
    var model = ComposeModel()
    for taken in files {
      guard let origin = add(taken.file, in: directory, environment, isWhole: true) else {
        continue
      }
      for root in origins[origin].roots {
        activeIncludes.append(taken)
        let own = loadDocument(root, of: origin)
        activeIncludes.removeLast()
        lay(own, over: &model)
      }
    }
    return model
  }

  /// Services of one document after `include` and `extends`.
  private func loadDocument(_ root: LayeredNode, of origin: Int) -> ComposeModel {
    var model = ComposeModel()
    model.services = ComposeTable(elements("services", in: root))
    model.configs = ComposeTable(elements("configs", in: root))
    model.secrets = ComposeTable(elements("secrets", in: root))
    if let include = root["include"] { self.include(include, of: origin, into: &model) }
    let scope = ComposeScope(model.services, incomplete: model.incomplete, origin: origin)
    for entry in model.services.entries where entry.value["extends"] != nil {
      model.services.replace(entry.name, with: resolved(entry.name, in: scope))
    }
    model.incomplete = scope.incomplete
    return model
  }

  private func lay(_ own: ComposeModel, over model: inout ComposeModel) {
    guard !model.isEmpty else {
      model = own
      return reportSize()
    }
    for entry in own.services.entries {
      model.services.addAbove(entry) { mergedService($0, over: $1) }
    }
    for entry in own.configs.entries {
      model.configs.addAbove(entry) { mergedElement($0, over: $1) }
    }
    for entry in own.secrets.entries {
      model.secrets.addAbove(entry) { mergedElement($0, over: $1) }
    }
    model.incomplete.formUnion(own.incomplete)
    reportSize()
  }

  private func reportSize() {
    if work.entries >= Self.mostMerged {
      reportLimit("the services of this project add up to too much")
    }
  }

  /// The entries of a section at the top of a file.
  func elements(_ section: String, in root: LayeredNode) -> [LayeredNode.Entry] {
    root[section]?.entries ?? []
  }

  // MARK: files

  /// Takes in a file; nil where it holds nothing that can be read, or there are too many.
  func add(
    _ file: SourceFile, in directory: String, _ environment: ComposeEnvironment, isWhole: Bool
  ) -> Int? {
    let identity = Identity(
      file: ObjectIdentifier(file), directory: directory,
      environment: ObjectIdentifier(environment))
    if let number = known[identity] { return number }
    guard origins.count < Self.mostFiles else {
      reportLimit("the project takes in more files than are read")
      return nil
    }
    let isOwn = file === reading.file
    let tree = isOwn ? reading.tree : YAMLReader.read(file.bytes)
    // Of a file that is checked itself, the same problems are found there.
    if !isOwn { for problem in tree.problems { problems.report(problem, in: file) } }
    let number = document.add(tree)
    if tree.tags.contains(where: { $0 == "!reset" || $0 == "!override" }) { hasInstructions = true }
    let roots = tree.documents.filter { tree.isMapping($0) }.map {
      document.writtenNode($0, of: number)
    }
    let own = DocumentReading(
      file: file, tree: tree, context: reading.context, hints: reading.hints,
      template: isOwn ? reading.template : nil,
      variableInterest: isOwn ? reading.variableInterest : nil)
    origins.append(
      ComposeOrigin(
        file: file, directory: directory, environment: environment, reading: own, roots: roots))
    known[identity] = number
    if isWhole { wholeOrigins.append(number) }
    if document.isExhausted { reportLimit("aliases of this project stand for too much") }
    return number
  }

  // MARK: problems

  func report(_ kind: ReadingProblem.Kind, _ message: ReportText, at node: LayeredNode) {
    let origin = origins[node.origin]
    problems.report(
      ReadingProblem(kind: kind, message: message, range: node.range(in: origin)), in: origin.file)
  }

  private func reportLimit(_ message: ReportText) {
    hasUnreadParts = true
    problems.report(
      ReadingProblem(kind: .limit, message: message, range: SourceRange(at: 0)), in: reading.file)
  }

  func reportLimit(_ message: ReportText, at node: LayeredNode) {
    hasUnreadParts = true
    report(.limit, message, at: node)
  }
}
