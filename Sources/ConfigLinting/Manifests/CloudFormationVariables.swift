import ConfigGuard
import RulePacks

/// Reads the variables of one workload of a template, as they are in production or elsewhere.
struct CloudFormationVariables {
  /// Which side of the conditions that ask for the stage is read.
  enum Branch {
    case production
    case otherwise
  }

  struct Variable {
    let setting: Setting
    /// It stands in a branch that depends on the stage.
    let isStaged: Bool
  }

  let scope: CloudFormationScope
  let branch: Branch
  let reading: DocumentReading
  private(set) var variables: [Variable] = []
  /// The condition by which a branch was chosen.
  private(set) var condition: String?
  private(set) var usedParameters: Set<String> = []
  /// Something in the place of an environment could not be read.
  private(set) var isPartial = false
  private static let mostNestedFunctions = 8

  init(_ scope: CloudFormationScope, _ branch: Branch, _ reading: DocumentReading) {
    self.scope = scope
    self.branch = branch
    self.reading = reading
  }

  private var tree: DocumentTree { reading.tree }

  /// A table of names and values.
  mutating func readTable(_ node: NodeIndex, path: String) {
    var isStaged = false
    guard let table = resolved(node, &isStaged) else { return }
    guard tree.isMapping(table), CloudFormationCall(table, in: tree) == nil else {
      isPartial = true
      return
    }
    for entry in tree.entries(of: table) { add(entry.key, entry.value, path: path, isStaged) }
  }

  /// A list of pairs; of secrets the value is where they are kept.
  mutating func readPairs(
    _ node: NodeIndex, name: StaticString = "Name", value: StaticString = "Value", path: String,
    areReferences: Bool = false, where isWanted: (NodeIndex) -> Bool = { _ in true }
  ) {
    var isListStaged = false
    guard let list = resolved(node, &isListStaged) else { return }
    guard tree.isSequence(list), CloudFormationCall(list, in: tree) == nil else {
      isPartial = true
      return
    }
    for item in tree.items(of: list) {
      var isStaged = isListStaged
      guard let pair = resolved(item, &isStaged) else { continue }
      guard let key = tree.value(name, in: pair), tree.isScalar(key), isWanted(pair) else {
        isPartial = isPartial || CloudFormationCall(pair, in: tree) != nil
        continue
      }
      if areReferences {
        let setting = reading.supplied(
          key, path: path, form: .reference("a secret of the platform"), isSecret: true)
        if let setting { variables.append(Variable(setting: setting, isStaged: isStaged)) }
      } else if let value = tree.value(value, in: pair) {
        add(key, value, path: path, isStaged)
      }
    }
  }

  private mutating func add(
    _ key: NodeIndex, _ value: NodeIndex, path: String, _ isStaged: Bool
  ) {
    var isStaged = isStaged
    guard tree.isScalar(key), let node = resolved(value, &isStaged) else { return }
    let path = "\(path).\(tree.text(of: tree.target(of: key)))"
    guard let setting = setting(key, node, path: path) else { return }
    variables.append(Variable(setting: setting, isStaged: isStaged))
  }

  /// Follows `If` as far as the stage decides it; nil where nothing is left.
  private mutating func resolved(_ node: NodeIndex, _ isStaged: inout Bool) -> NodeIndex? {
    var index = tree.target(of: node)
    for _ in 0..<Self.mostNestedFunctions {
      guard let call = CloudFormationCall(index, in: tree) else { return index }
      if call.name == "Ref", tree.text(of: call.argument) == "AWS::NoValue" { return nil }
      let items = tree.items(of: call.argument)
      guard call.name == "If", items.count == 3, tree.isScalar(items[0]) else { return index }
      let name = tree.text(of: tree.target(of: items[0]))
      guard let isFirstInProduction = scope.holdsInProduction(name) else { return index }
      condition = condition ?? name
      isStaged = true
      index = tree.target(of: items[isFirstInProduction == (branch == .production) ? 1 : 2])
    }
    return index
  }

  private mutating func setting(
    _ key: NodeIndex, _ node: NodeIndex, path: String
  ) -> Setting? {
    guard let call = CloudFormationCall(node, in: tree) else {
      return reading.setting(key: key, value: node, keyPath: path, syntax: .none)
    }
    switch call.name {
    case "Ref":
      return parameter(tree.text(of: call.argument), key, at: call.argument, path: path)
    case "Sub":
      return substitution(call, key, path: path)
    case "Base64":
      // What is encoded stands there in the clear.
      guard tree.isScalar(call.argument),
        let text = reading.untagged(
          call.argument, syntax: .none, lookup: { _ in nil }, depth: 0)
      else { return reference(key, "Base64", at: call.argument, path: path) }
      return setting(key, text, path: path)
    case "If":
      var value = Value(
        form: .reference("If"), text: "", effective: nil, range: range(of: call.argument),
        isExact: false)
      value.fallbacks = literals(in: call, depth: 0)
      return setting(key, value, path: path)
    case "Join":
      guard let text = joined(call) else {
        return reference(key, "Join", at: call.argument, path: path)
      }
      let value = reading.values.value(
        text, at: range(of: call.argument), isExact: false, syntax: .none)
      return setting(key, value, path: path)
    default:
      return reference(key, call.name, at: call.argument, path: path)
    }
  }

  /// A parameter's default, held where it stands and used here.
  private mutating func parameter(
    _ name: String, _ key: NodeIndex, at use: NodeIndex, path: String
  ) -> Setting? {
    guard let parameter = scope.parameters[name], let text = parameter.default,
      !parameter.namesStage, !tree.text(of: tree.target(of: text)).isEmpty,
      var setting = reading.setting(key: key, value: text, keyPath: path, syntax: .none)
    else {
      var setting = reference(key, "a parameter", at: use, path: path)
      setting.isDeclaredSecret = scope.parameters[name]?.isSecret ?? false
      return setting
    }
    usedParameters.insert(name)
    setting.isDeclaredSecret = parameter.isSecret
    setting.uses = [
      Layer(source: "environment", place: Place(reading.file, range(of: use)))
    ]
    return setting
  }

  /// `Sub` of a text, or of a text and a table of names.
  private mutating func substitution(
    _ call: CloudFormationCall, _ key: NodeIndex, path: String
  ) -> Setting? {
    let text = tree.items(of: call.argument).first.map { tree.target(of: $0) } ?? call.argument
    guard tree.isScalar(text) else { return reference(key, "Sub", at: text, path: path) }
    let written = tree.text(of: text)
    let parts = CloudFormationText.parts(of: written)
    if parts.count == 1, case .reference(let name) = parts[0] {
      return parameter(name, key, at: text, path: path)
    }
    var value = reading.values.value(
      written, at: range(of: text), isExact: !tree.nodes[text].isCooked, syntax: .none)
    guard parts.contains(where: { !$0.isText }) else {
      return setting(key, value, path: path)
    }
    // The text of a dynamic reference may have a parameter's name in it.
    if case .reference = value.form {} else { value.form = .reference("Sub") }
    value.effective = nil
    return setting(key, value, path: path)
  }

  private func joined(_ call: CloudFormationCall) -> String? {
    let items = tree.items(of: call.argument)
    guard items.count == 2, tree.isScalar(items[0]), tree.isSequence(items[1]) else { return nil }
    var texts: [String] = []
    for item in tree.items(of: items[1]) {
      guard tree.isScalar(item), CloudFormationCall(item, in: tree) == nil else { return nil }
      texts.append(tree.text(of: tree.target(of: item)))
    }
    return texts.joined(separator: tree.text(of: tree.target(of: items[0])))
  }

  /// The literals among the branches of an `If` that something else than the stage decides.
  private func literals(in call: CloudFormationCall, depth: Int) -> [Value.Fallback] {
    guard depth < Self.mostNestedFunctions else { return [] }
    return tree.items(of: call.argument).dropFirst().prefix(2).flatMap { branch in
      if let inner = CloudFormationCall(branch, in: tree) {
        return inner.name == "If" ? literals(in: inner, depth: depth + 1) : []
      }
      // What an alias to a collection stands for is judged once, where the anchor is.
      guard tree.isScalar(branch), let read = reading.value(of: branch, syntax: .none),
        let text = read.literal
      else { return [] }
      return [Value.Fallback(text: text, range: read.range)]
    }
  }

  private func setting(_ key: NodeIndex, _ value: Value, path: String) -> Setting {
    let name = tree.text(of: tree.target(of: key))
    return Setting(
      key: name, info: reading.keys.info(name), value: value, file: reading.file,
      keyRange: tree.textRange(of: tree.target(of: key)), keyPath: path)
  }

  private func reference(
    _ key: NodeIndex, _ what: String, at node: NodeIndex, path: String
  ) -> Setting {
    let value = Value(
      form: .reference(what), text: "", effective: nil, range: range(of: node), isExact: false)
    return setting(key, value, path: path)
  }

  private func range(of node: NodeIndex) -> SourceRange {
    let index = tree.target(of: node)
    return tree.nodes[index].kind == .scalar ? tree.textRange(of: index) : tree.nodes[index].range
  }
}
