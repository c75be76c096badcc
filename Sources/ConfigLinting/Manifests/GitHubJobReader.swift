import ConfigGuard
import RulePacks

/// Reads the jobs of a workflow, or the steps of an action, into workloads.
struct GitHubJobReader {
  private let reading: DocumentReading
  private let tree: DocumentTree
  var layers = EnvironmentLayers()

  init(_ reading: DocumentReading) {
    self.reading = reading
    tree = reading.tree
  }

  func settings(of table: NodeIndex?, path: String) -> [Setting] {
    guard let table else { return [] }
    return tree.entries(of: table).compactMap { entry in
      let name = tree.text(of: tree.target(of: entry.key))
      guard tree.isScalar(entry.value),
        var setting = reading.setting(
          key: entry.key, value: entry.value, keyPath: "\(path).\(name)", syntax: .platform)
      else { return nil }
      Self.judgeExpression(&setting, reading)
      setting.source = path
      return setting
    }
  }

  /// Makes an expression a reference, with the literals that it may come to.
  static func judgeExpression(_ setting: inout Setting, _ reading: DocumentReading) {
    let text = setting.value.text
    guard setting.value.items == nil, GitHubExpression.isPresent(in: text) else { return }
    setting.value.form = .reference("an expression of the workflow")
    setting.value.effective = nil
    let range = setting.value.range
    setting.value.fallbacks = GitHubExpression.literals(in: text).map { found in
      let own = SourceRange(
        start: range.start + found.range.lowerBound, end: range.start + found.range.upperBound)
      return Value.Fallback(text: found.text, range: setting.value.isExact ? own : range)
    }
  }

  // MARK: - Jobs

  mutating func read(
    job: NodeIndex, key: NodeIndex, shared: [Setting], into reading: inout DocumentReading
  ) {
    let id = tree.text(of: tree.target(of: key))
    let path = "jobs.\(id)"
    let environmentName = environmentName(of: job)
    var workload = workload(id, at: tree.nodes[key].range, kind: "job")
    workload.environmentName = environmentName
    let container = tree.value("container", in: job)
    workload.image = container.flatMap(image)
    let containerOwn = settings(
      of: container.flatMap { tree.value("env", in: $0) }, path: "\(path).container.env")
    layers.add(containerOwn, to: &workload)
    layers.inherit(shared, into: &workload)
    layers.add(settings(of: tree.value("env", in: job), path: "\(path).env"), to: &workload)
    let base = workload
    finish(workload, into: &reading)
    readServices(of: job, id, environmentName, into: &reading)
    readSteps(tree.value("steps", in: job), path: path, base: base, into: &reading)
  }

  mutating func read(
    action runs: NodeIndex, key: NodeIndex, name: String, into reading: inout DocumentReading
  ) {
    var workload = workload(name, at: tree.nodes[key].range, kind: "action")
    workload.image = tree.string("image", in: runs)
    workload.setCommand(reading.command(["entrypoint", "args"], in: runs))
    let base = workload
    layers.add(settings(of: tree.value("env", in: runs), path: "runs.env"), to: &workload)
    if !workload.environment.isEmpty { finish(workload, into: &reading) }
    readSteps(tree.value("steps", in: runs), path: "runs", base: base, into: &reading)
  }

  private func workload(_ name: String, at range: SourceRange, kind: String) -> Workload {
    var workload = Workload(
      name: name, file: reading.file, range: range, format: reading.format)
    workload.kind = kind
    // Steps add variables for those behind them, and the runner has its own.
    workload.hasUnreadSources = true
    return workload
  }

  private mutating func finish(_ workload: Workload, into reading: inout DocumentReading) {
    var workload = workload
    for index in workload.environment.indices {
      let setting = workload.environment[index]
      guard let name = GitHubExpression.variable(in: setting.value.text), name != setting.key,
        let known = workload.setting(name)?.value, known.form == .literal
      else { continue }
      workload.environment[index].value.effective = known.literal
    }
    layers.finish(workload, into: &reading)
  }

  /// The name in `environment:`, a text or a mapping.
  private func environmentName(of job: NodeIndex) -> String? {
    guard let node = tree.value("environment", in: job) else { return nil }
    if tree.isScalar(node) { return tree.text(of: tree.target(of: node)) }
    return tree.string("name", in: node)
  }

  /// The image of a container, which is a text or a mapping.
  private func image(of container: NodeIndex) -> String? {
    if tree.isScalar(container) { return tree.text(of: tree.target(of: container)) }
    return tree.string("image", in: container)
  }

  private mutating func readServices(
    of job: NodeIndex, _ id: String, _ environmentName: String?,
    into reading: inout DocumentReading
  ) {
    guard let services = tree.value("services", in: job) else { return }
    for entry in tree.entries(of: services) where tree.isMapping(entry.value) {
      let name = tree.text(of: tree.target(of: entry.key))
      var service = workload("\(id)/\(name)", at: tree.nodes[entry.key].range, kind: "service")
      service.environmentName = environmentName
      service.image = image(of: entry.value)
      let path = "jobs.\(id).services.\(name).env"
      layers.add(settings(of: tree.value("env", in: entry.value), path: path), to: &service)
      finish(service, into: &reading)
    }
  }

  /// A step with variables of its own sees them over those of its job.
  private mutating func readSteps(
    _ steps: NodeIndex?, path: String, base: Workload, into reading: inout DocumentReading
  ) {
    guard let steps else { return }
    for (number, step) in tree.items(of: steps).enumerated() {
      guard let table = tree.value("env", in: step), tree.isMapping(table) else { continue }
      let label =
        tree.string("name", in: step) ?? tree.string("id", in: step) ?? String(number + 1)
      var workload = workload(
        "\(base.name)/\(label)", at: KubernetesManifest.firstKey(of: step, in: tree), kind: "step")
      workload.environmentName = base.environmentName
      workload.image = base.image
      workload.command = tree.string("run", in: step)
      layers.inherit(base.environment, into: &workload)
      let path = "\(path).steps[\(number)].env"
      layers.add(settings(of: table, path: path), to: &workload)
      finish(workload, into: &reading)
    }
  }
}
