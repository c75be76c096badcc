import ConfigGuard
import RulePacks

/// The resources of one template, which may lie within another.
struct AzureResources {
  private let template: NodeIndex
  private let depth: Int
  private var parameters: [String: (key: NodeIndex, value: NodeIndex?, isSecret: Bool)] = [:]
  /// Keys of parameters whose values are kept as plain text in the history of deployments.
  private var shown: [NodeIndex] = []
  private var variables: [String: (key: NodeIndex, value: NodeIndex)] = [:]
  private var used: Set<String> = []
  private static let deepest = 8

  init(template: NodeIndex, _ reading: DocumentReading, depth: Int) {
    self.template = template
    self.depth = depth
    let tree = reading.tree
    for entry in tree.value("parameters", in: template).map({ tree.entries(of: $0) }) ?? []
    where tree.isMapping(entry.value) {
      let value = tree.value("defaultValue", in: entry.value).flatMap {
        tree.isScalar($0) ? $0 : nil
      }
      let type = tree.string("type", in: entry.value)?.lowercased() ?? ""
      parameters[Self.name(entry.key, tree)] = (entry.key, value, type.hasPrefix("secure"))
      if type == "string", tree.value("allowedValues", in: entry.value) == nil {
        shown.append(entry.key)
      }
    }
    for entry in tree.value("variables", in: template).map({ tree.entries(of: $0) }) ?? [] {
      variables[Self.name(entry.key, tree)] = (entry.key, entry.value)
    }
  }

  /// Names are compared without regard to case.
  private static func name(_ key: NodeIndex, _ tree: DocumentTree) -> String {
    tree.text(of: tree.target(of: key)).lowercased()
  }

  consuming func read(into reading: inout DocumentReading) {
    let tree = reading.tree
    for key in shown {
      reading.reportShown(
        key, "as `string` and not `securestring` it is kept in the history of deployments")
    }
    if let resources = tree.value("resources", in: template) {
      readAll(resources, parent: "", nesting: 0, &reading)
    }
    guard let entry = tree.entry("parameters", in: template), tree.isMapping(entry.value) else {
      return
    }
    reading.claim(entry.key)
    for (name, parameter) in parameters.sorted(by: { $0.value.key < $1.value.key })
    where !used.contains(name) {
      guard let value = parameter.value, !tree.text(of: tree.target(of: value)).isEmpty,
        var setting = reading.setting(
          key: parameter.key, value: value, keyPath: "parameters.\(name).defaultValue",
          syntax: .azureTemplate)
      else { continue }
      setting.isDeclaredSecret = parameter.isSecret
      reading.settings.append(setting)
    }
  }

  /// Of a list, or of a table of symbolic names.
  private mutating func readAll(
    _ resources: NodeIndex, parent: String, nesting: Int, _ reading: inout DocumentReading
  ) {
    guard nesting < Self.deepest else { return }
    let tree = reading.tree
    let nodes =
      tree.isSequence(resources)
      ? tree.items(of: resources) : tree.entries(of: resources).map(\.value)
    for node in nodes where tree.isMapping(node) {
      let own = tree.string("type", in: node) ?? ""
      // A resource within another one has the last part of its type only.
      let type = (parent.isEmpty || own.contains(".") ? own : "\(parent)/\(own)").lowercased()
      if let properties = tree.value("properties", in: node) {
        read(node, properties, type: type, &reading)
      }
      if let children = tree.value("resources", in: node) {
        readAll(children, parent: type, nesting: nesting + 1, &reading)
      }
    }
  }

  private mutating func read(
    _ node: NodeIndex, _ properties: NodeIndex, type: String, _ reading: inout DocumentReading
  ) {
    let tree = reading.tree
    let name = resourceName(node, tree)
    switch type {
    case "microsoft.app/containerapps", "microsoft.app/jobs":
      AzureContainers.read(properties, app: name, into: &reading) { reading, key, value, path in
        self.setting(key, value, path: path, reading)
      }
    case "microsoft.web/sites", "microsoft.web/sites/slots":
      guard let site = tree.value("siteConfig", in: properties), tree.isMapping(site) else {
        return
      }
      readSite(site, node, name, isSlot: type.hasSuffix("slots"), &reading)
    case "microsoft.resources/deployments":
      guard depth < Self.deepest, let inner = tree.value("template", in: properties) else { return }
      AzureResources(template: inner, reading, depth: depth + 1).read(into: &reading)
    default: break
    }
  }

  private mutating func readSite(
    _ site: NodeIndex, _ node: NodeIndex, _ name: String, isSlot: Bool,
    _ reading: inout DocumentReading
  ) {
    let tree = reading.tree
    var workload = reading.workload(name, at: node)
    workload.image = tree.string("linuxFxVersion", in: site).flatMap { text in
      text.uppercased().hasPrefix("DOCKER|") ? String(text.dropFirst(7)) : nil
    }
    workload.isBuiltHere = workload.image == nil
    workload.setCommand(reading.command(["appCommandLine"], in: site))
    // Settings may be resources of their own.
    workload.hasUnreadSources = true
    if isSlot { workload.stageHint = name }
    for (list, value): (StaticString, StaticString) in [
      ("appSettings", "value"), ("connectionStrings", "connectionString"),
    ] {
      let path = "\(name).\(list)"
      let settings = reading.pairs(list, in: site, name: "name") { reading, pair, key in
        guard let value = tree.value(value, in: pair) else { return nil }
        let own = "\(path).\(tree.text(of: tree.target(of: key)))"
        return self.setting(key, value, path: own, reading)
      }
      for setting in settings { workload.set(setting) }
    }
    reading.workloads.append(workload)
  }

  /// A setting whose value is a text, a parameter's default, or a variable's text.
  private mutating func setting(
    _ key: NodeIndex, _ value: NodeIndex, path: String, _ reading: DocumentReading
  ) -> Setting? {
    let tree = reading.tree
    let index = tree.target(of: value)
    let text = tree.text(of: index)
    var held: NodeIndex?
    var isSecret = false
    if let name = AzureExpression.argument(of: "parameters", in: text)?.lowercased(),
      let parameter = parameters[name]
    {
      isSecret = parameter.isSecret
      held = parameter.value
      if held != nil { used.insert(name) }
    } else if let name = AzureExpression.argument(of: "variables", in: text)?.lowercased(),
      let variable = variables[name], tree.isScalar(variable.value)
    {
      held = variable.value
    }
    // A default that is empty is given when the template is deployed.
    if let target = held, tree.text(of: tree.target(of: target)).isEmpty { held = nil }
    var setting = reading.setting(
      key: key, value: held ?? value, keyPath: path, syntax: .azureTemplate)
    if held != nil {
      setting?.uses = [
        Layer(source: "parameter", place: Place(reading.file, tree.textRange(of: index)))
      ]
    }
    setting?.isDeclaredSecret = isSecret
    return setting
  }

  /// The name, or what it is made of where that is one parameter.
  private func resourceName(_ node: NodeIndex, _ tree: DocumentTree) -> String {
    let text = tree.string("name", in: node) ?? ""
    guard AzureExpression.isExpression(text) else { return text.isEmpty ? "resource" : text }
    guard let name = AzureExpression.argument(of: "parameters", in: text) else {
      return AzureExpression.argument(of: "variables", in: text) ?? "resource"
    }
    let value = parameters[name.lowercased()]?.value.map { tree.text(of: tree.target(of: $0)) }
    return value.flatMap { $0.isEmpty || AzureExpression.isExpression($0) ? nil : $0 } ?? name
  }
}
