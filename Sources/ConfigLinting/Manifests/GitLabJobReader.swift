import ConfigGuard
import RulePacks

/// A job of a GitLab pipeline with everything that it extends, the job itself last.
private struct GitLabJob {
  let name: String
  let range: SourceRange
  let chain: [NodeIndex]
}

/// Reads the jobs of a GitLab pipeline into workloads.
struct GitLabJobReader {
  /// GitLab follows `extends` this far.
  private static let deepestExtension = 11
  /// Jobs that one job may take parts from before the rest is left out.
  private static let mostExtended = 64

  private let root: NodeIndex
  private let reading: DocumentReading
  private let tree: DocumentTree
  private var layers = EnvironmentLayers()
  private var entries: [String: (key: NodeIndex, value: NodeIndex)] = [:]
  /// Settings of each table, read once however many jobs extend it.
  private var tables: [NodeIndex: [Setting]] = [:]

  init(_ root: NodeIndex, _ reading: DocumentReading) {
    self.root = root
    self.reading = reading
    tree = reading.tree
  }

  mutating func read(into reading: inout DocumentReading) {
    let jobs = tree.entries(of: root)
    for entry in jobs { entries[tree.text(of: tree.target(of: entry.key))] = entry }
    let shared = settings(of: tree.value("variables", in: root), path: "variables")
    layers.offer(shared)
    var deployed: [GitLabJob] = []
    for entry in jobs where tree.isMapping(entry.value) {
      let name = tree.text(of: tree.target(of: entry.key))
      guard !GitLabPipeline.reserved.contains(name) else { continue }
      if name.hasPrefix(".") {
        // A template: whoever extends it takes its variables, else they are settings of the file.
        _ = settings(of: tree.value("variables", in: entry.value), path: "\(name).variables")
        continue
      }
      let job = GitLabJob(
        name: name, range: tree.nodes[entry.key].range, chain: chain(to: entry.value))
      if part("environment", of: job.chain) != nil {
        deployed.append(job)
      } else {
        read(job, shared, into: &reading)
      }
    }
    for job in deployed { read(job, shared, into: &reading) }
    readWorkflowRules()
    layers.readRest(of: root, into: &reading, rewriting: Self.judgeInput)
  }

  // MARK: - Variables

  private mutating func settings(of table: NodeIndex?, path: String) -> [Setting] {
    guard let written = table else { return [] }
    let table = referenced(written)
    if let known = tables[table] { return known }
    var settings: [Setting] = []
    for entry in tree.entries(of: table) {
      let name = tree.text(of: tree.target(of: entry.key))
      let value = referenced(entry.value)
      if var setting = setting(entry.key, value, path: "\(path).\(name)") {
        setting.source = path
        settings.append(setting)
      }
    }
    layers.offer(settings)
    tables[table] = settings
    return settings
  }

  /// A variable, in the short form or as a mapping with its value and a description.
  private mutating func setting(
    _ key: NodeIndex, _ value: NodeIndex, path: String
  ) -> Setting? {
    guard tree.isMapping(value) else {
      guard tree.isScalar(value) else { return nil }
      return setting(key, scalar: value, path: path, syntax: .platform)
    }
    guard let inner = tree.entry("value", in: value), tree.isScalar(inner.value) else {
      guard tree.value("description", in: value) != nil else { return nil }
      return suppliedByHand(key, path: path)
    }
    let isVerbatim = tree.string("expand", in: value) == "false"
    let setting = setting(
      key, scalar: inner.value, path: path, syntax: isVerbatim ? .none : .platform)
    if let setting { layers.open(setting.keyRange, valueAt: tree.textRange(of: inner.key)) }
    return setting
  }

  private func setting(
    _ key: NodeIndex, scalar value: NodeIndex, path: String, syntax: ReferenceSyntax
  ) -> Setting? {
    guard var setting = reading.setting(key: key, value: value, keyPath: path, syntax: syntax)
    else { return nil }
    Self.judgeInput(&setting, reading)
    return setting
  }

  /// Described for the form in which somebody starts a pipeline.
  private func suppliedByHand(_ key: NodeIndex, path: String) -> Setting {
    let name = tree.text(of: tree.target(of: key))
    let range = tree.textRange(of: key)
    let value = Value(
      form: .passedThrough, text: "", effective: nil, range: range, isExact: false)
    return Setting(
      key: name, info: reading.keys.info(name), value: value, file: reading.file, keyRange: range,
      keyPath: path)
  }

  /// `$[[ inputs.name ]]` is filled in before anything else is read.
  static func judgeInput(_ setting: inout Setting, _ reading: DocumentReading) {
    guard setting.value.text.contains("$[[") else { return }
    setting.value.form = .reference("an input of the pipeline")
    setting.value.effective = nil
  }

  /// What `!reference [job, key]` stands for; the node itself where it is none or leads nowhere.
  private mutating func referenced(_ node: NodeIndex) -> NodeIndex {
    var node = tree.target(of: node)
    for _ in 0..<Self.deepestExtension {
      guard tree.nodes[node].kind == .sequence, tree.tag(of: node) == "!reference",
        let found = self.node(referencedBy: node)
      else { break }
      node = found
    }
    return node
  }

  private mutating func node(referencedBy reference: NodeIndex) -> NodeIndex? {
    var found: NodeIndex?
    for (depth, item) in tree.items(of: reference).enumerated() {
      guard depth < Self.deepestExtension, tree.isScalar(item) else { return nil }
      let name = tree.text(of: tree.target(of: item))
      guard depth > 0 else {
        found = entries[name]?.value
        continue
      }
      guard let parent = found, layers.maySearch(parent, in: tree) else { return nil }
      found = tree.value(named: name, in: parent)
    }
    return found.map { tree.target(of: $0) }
  }

  // MARK: - Jobs

  private mutating func read(
    _ job: GitLabJob, _ shared: [Setting], into reading: inout DocumentReading
  ) {
    let chain = job.chain
    let name = job.name
    var workload = Workload(
      name: name, file: reading.file, range: job.range, format: reading.format)
    workload.kind = "job"
    // Projects, groups and those who start a pipeline have variables of their own.
    workload.hasUnreadSources = true
    workload.environmentName = part("environment", of: chain).flatMap { node in
      tree.isScalar(node) ? tree.text(of: tree.target(of: node)) : tree.string("name", in: node)
    }
    workload.image = (part("image", of: chain) ?? inherited("image")).flatMap(image)
    layers.inherit(inherited(shared, by: chain), into: &workload)
    for (index, part) in chain.enumerated() {
      let own = settings(of: tree.value("variables", in: part), path: "\(name).variables")
      if index + 1 < chain.count {
        layers.inherit(own, into: &workload)
      } else {
        layers.add(own, to: &workload)
      }
    }
    finish(workload, into: &reading)
    readServices(part("services", of: chain) ?? inherited("services"), of: workload, &reading)
    readRules(of: chain, over: workload, into: &reading)
  }

  private mutating func finish(_ workload: Workload, into reading: inout DocumentReading) {
    var workload = workload
    workload.resolveReferences(reading.values)
    layers.finish(workload, into: &reading)
  }

  /// A job behind everything that it extends; what comes later lies over what comes before.
  private mutating func chain(to job: NodeIndex) -> [NodeIndex] {
    var chain: [NodeIndex] = []
    collect(job, into: &chain, depth: 0)
    return chain
  }

  private mutating func collect(_ job: NodeIndex, into chain: inout [NodeIndex], depth: Int) {
    if depth < Self.deepestExtension, let extends = tree.value("extends", in: job),
      layers.maySearch(extends, in: tree)
    {
      for item in tree.isSequence(extends) ? tree.items(of: extends) : [extends] {
        guard chain.count < Self.mostExtended, tree.isScalar(item),
          let base = entries[tree.text(of: tree.target(of: item))]?.value, tree.isMapping(base),
          layers.maySearch(base, in: tree)
        else { continue }
        collect(tree.target(of: base), into: &chain, depth: depth + 1)
      }
    }
    chain.append(tree.target(of: job))
  }

  /// The nearest value of a key along a chain.
  private mutating func part(_ key: StaticString, of chain: [NodeIndex]) -> NodeIndex? {
    for job in chain.reversed() {
      if let found = tree.value(key, in: job) { return referenced(found) }
    }
    return nil
  }

  /// What jobs have that say nothing else.
  private func inherited(_ key: String) -> NodeIndex? {
    entries["default"].flatMap { tree.value(named: key, in: $0.value) } ?? entries[key]?.value
  }

  /// The pipeline's variables, as far as `inherit: {variables: …}` lets them through.
  private mutating func inherited(_ shared: [Setting], by chain: [NodeIndex]) -> [Setting] {
    guard let inherit = part("inherit", of: chain),
      let rule = tree.value("variables", in: inherit)
    else { return shared }
    guard let all = entries["variables"]?.value, layers.maySearch(all, in: tree) else {
      return []
    }
    if tree.isSequence(rule) {
      let names = Set(tree.items(of: rule).map { tree.text(of: tree.target(of: $0)) })
      return shared.filter { names.contains($0.key) }
    }
    return tree.isScalar(rule) && tree.text(of: tree.target(of: rule)) == "false" ? [] : shared
  }

  private func image(_ node: NodeIndex) -> String? {
    if tree.isScalar(node) { return tree.text(of: tree.target(of: node)) }
    return tree.string("name", in: node)
  }

  /// Services get the variables of their job, and may have more.
  private mutating func readServices(
    _ list: NodeIndex?, of job: Workload, _ reading: inout DocumentReading
  ) {
    guard let list, layers.maySearch(list, in: tree) else { return }
    for item in tree.items(of: list) {
      guard let image = image(item) else { continue }
      let node = tree.target(of: item)
      let alias = tree.string("alias", in: node) ?? ContainerImage.repository(of: image)
      var service = Workload(
        name: "\(job.name)/\(alias)", file: reading.file, range: tree.nodes[item].range,
        format: reading.format)
      service.kind = "service"
      service.image = image
      service.setCommand(reading.command(["entrypoint", "command"], in: node))
      service.hasUnreadSources = true
      service.environmentName = job.environmentName
      layers.inherit(job.environment, into: &service)
      let path = "\(job.name).services.\(alias).variables"
      layers.add(settings(of: tree.value("variables", in: node), path: path), to: &service)
      finish(service, into: &reading)
    }
  }

  /// Each rule with variables is another way in which the job may run.
  private mutating func readRules(
    of chain: [NodeIndex], over job: Workload, into reading: inout DocumentReading
  ) {
    guard let rules = part("rules", of: chain), layers.maySearch(rules, in: tree) else { return }
    for (number, rule) in tree.items(of: rules).enumerated() {
      guard let table = tree.value("variables", in: rule) else { continue }
      let path = "\(job.name).rules[\(number)].variables"
      var variant = Workload(
        name: "\(job.name) (rule \(number + 1))", file: job.file, range: tree.nodes[rule].range,
        format: job.format)
      variant.kind = job.kind
      variant.image = job.image
      variant.hasUnreadSources = true
      variant.environmentName = job.environmentName
      layers.inherit(job.environment, into: &variant)
      layers.add(settings(of: table, path: path), to: &variant)
      finish(variant, into: &reading)
    }
  }

  private mutating func readWorkflowRules() {
    guard let rules = tree.node(at: ["workflow", "rules"], from: root) else { return }
    for (number, rule) in tree.items(of: referenced(rules)).enumerated() {
      _ = settings(
        of: tree.value("variables", in: rule), path: "workflow.rules[\(number)].variables")
    }
  }
}
