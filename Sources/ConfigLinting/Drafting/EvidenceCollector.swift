import ConfigGuard
import RulePacks

/// Goes through everything that was read and notes what it says of variables.
struct EvidenceCollector {
  let linter: Linter
  /// Paths are told from here.
  let root: String
  let context: ProjectContext
  var resolver: EnvironmentResolver
  var lines: [ObjectIdentifier: LineIndex] = [:]
  let taskFolders: Set<String>
  let products: [String]

  var variables: [String: VariableEvidence] = [:]
  /// Names in the order in which templates have them, the nearest template first.
  var order: [String] = []
  var listed: Set<String> = []
  var services: [String: DraftedService] = [:]
  /// Names that no contract speaks of, because the system or a CI sets them.
  var namesFromOutside: Set<String> = []
  /// Variables that only images are given that are made elsewhere.
  var namesOfProducts: Set<String> = []
  /// Images that are made elsewhere are given variables of this project, too.
  var sharesNamesWithProducts = false
  /// Names that may be secrets in the wrong place.
  var hiddenNames: Set<String> = []
  /// The stage that code takes when nothing says another one.
  var stageFallback: (stage: Stage, path: String, line: Int)?
  var files: [VariableEvidence.Origin: Set<String>] = [:]

  static let mostVariables = 4000
  static let mostMentions = 40

  init(_ linter: Linter, _ context: ProjectContext, root: String) {
    self.linter = linter
    self.context = context
    self.root = root
    let secrets = linter.knownSecrets(in: linter.unmaskedEnvironments(of: nil))
    resolver = EnvironmentResolver(secrets, linter.classifiers)
    let lists = context.index.vocabulary.lists
    taskFolders = Set(lists["task-folder"] ?? [])
    products = context.index.rules.flatMap { Self.products(in: $0.condition) }
  }

  static func products(in condition: Condition?) -> [String] {
    switch condition {
    case .image(let products): products
    case .all(let parts), .any(let parts): parts.flatMap { products(in: $0) }
    case .not(let part): products(in: part)
    default: []
    }
  }

  // MARK: places

  mutating func line(of range: SourceRange, in file: SourceFile) -> Int {
    let index = lines[ObjectIdentifier(file)] ?? LineIndex(file.bytes)
    lines[ObjectIdentifier(file)] = index
    return index.location(of: range.start).line
  }

  /// A path as the contract's folder sees it.
  func path(_ path: String) -> String {
    guard root != "." else { return path }
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// Whether a contract should speak of a variable of this name at all.
  mutating func isWanted(_ name: String, isListed: Bool = false) -> Bool {
    guard VariableName.isUsual(name) else { return false }
    guard resolver.screen.isKey(name) else {
      hiddenNames.insert(name)
      return false
    }
    // What an example file lists is the project's own affair.
    let isOutside =
      !isListed && variables[name] == nil
      && (context.sources.isFromOutside(name)
        || context.sources.isOfSystem(name) || Self.isConstant(name))
    if isOutside { namesFromOutside.insert(name) }
    return !isOutside && (variables[name] != nil || variables.count < Self.mostVariables)
  }

  /// Bundlers put constants into code under names such as `process.env.basePath`.
  static func isConstant(_ name: String) -> Bool {
    guard let first = name.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return !name.contains("_") && name.utf8.contains { (0x41...0x5A).contains($0) }
  }

  mutating func mention(
    _ name: String, _ origin: VariableEvidence.Origin, _ file: SourceFile, _ line: Int
  ) {
    let path = path(file.path)
    files[origin, default: []].insert(path)
    var variable = variables[name] ?? VariableEvidence(name: name)
    let mention = VariableEvidence.Mention(origin: origin, path: path, line: line)
    if variable.mentions.count < Self.mostMentions, !variable.mentions.contains(mention) {
      variable.mentions.append(mention)
    }
    variables[name] = variable
  }

  // MARK: values

  mutating func note(
    _ setting: Setting, _ here: Surroundings, _ origin: VariableEvidence.Origin
  ) {
    let role = context.judge.role(of: setting, in: here)
    variables[setting.key]?.roles.insert(role)
    if setting.isDeclaredSecret { variables[setting.key]?.isDeclaredSecret = true }
    for fallback in setting.value.fallbacks {
      note(fallback.text, setting, role, here, .reference)
    }
    guard let text = setting.value.literal, setting.value.form != .hash else { return }
    note(text, setting, role, here, origin)
  }

  mutating func note(
    _ text: String, _ setting: Setting, _ role: String, _ here: Surroundings,
    _ origin: VariableEvidence.Origin
  ) {
    guard let found = found(text, setting, role, here, origin) else { return }
    variables[setting.key]?.values.append(found)
  }

  mutating func found(
    _ text: String, _ setting: Setting, _ role: String, _ here: Surroundings,
    _ origin: VariableEvidence.Origin
  ) -> VariableEvidence.Found? {
    guard !text.trimmedASCII.isEmpty, text != "null" else { return nil }
    let kind = context.judge.classifier.classify(
      text, key: setting.key, names: [], isCertain: true)
    let isOwnName = text.uppercased().contains(setting.key)
    var literal = setting
    literal.value = Value(
      form: .literal, text: text, effective: text, range: setting.value.range, isExact: false)
    let description = resolver.describer(for: context).describe(literal, in: here)
    let isShown =
      role != KeyRole.secret && !setting.isDeclaredSecret && description.kind == .text
      && description.text?.text == text && text.utf8.count <= 200
    return VariableEvidence.Found(
      origin: origin, path: path(setting.file.path), text: text, shown: isShown ? text : nil,
      isPlaceholder: kind == .placeholder || isOwnName)
  }
}
