import ConfigGuard
import RulePacks

/// The resources of a template that run something.
struct CloudFormationResources {
  private let root: NodeIndex
  private let scope: CloudFormationScope
  /// Holds no workloads: adding one must not copy all that are there.
  private let empty: DocumentReading
  private(set) var usedParameters: Set<String> = []

  init(_ root: NodeIndex, _ scope: CloudFormationScope, _ reading: DocumentReading) {
    self.root = root
    self.scope = scope
    empty = reading
  }

  /// Where a workload's variables are written.
  private struct Source {
    enum Shape {
      case table
      case pairs
      case secrets
      case options
    }

    let shape: Shape
    let key: NodeIndex
    let value: NodeIndex
    let path: String
  }

  mutating func read(into reading: inout DocumentReading) {
    let tree = reading.tree
    guard let resources = tree.value("Resources", in: root) else { return }
    let counts = desiredCounts(resources, reading)
    for entry in tree.entries(of: resources) where tree.isMapping(entry.value) {
      let name = tree.text(of: tree.target(of: entry.key))
      guard let properties = tree.value("Properties", in: entry.value),
        let type = tree.string("Type", in: entry.value)
      else { continue }
      var workload = reading.workload(name, at: entry.value)
      workload.range = tree.nodes[entry.key].range
      workload.kind = type
      let condition = tree.string("Condition", in: entry.value)
      let path = "Resources.\(name)"
      switch type {
      case "AWS::Lambda::Function", "AWS::Serverless::Function":
        describeFunction(properties, &workload, reading)
        var sources = globals(type, tree)
        sources += source("Variables", below: "Environment", in: properties, path, tree)
        add(workload, sources, condition, into: &reading)
      case "AWS::ECS::TaskDefinition":
        guard let list = tree.value("ContainerDefinitions", in: properties) else { continue }
        for item in tree.items(of: list) where tree.isMapping(item) {
          readContainer(item, of: workload, replicas: counts[name], condition, into: &reading)
        }
      case "AWS::AppRunner::Service":
        readAppRunner(properties, workload, condition, into: &reading)
      case "AWS::ElasticBeanstalk::Environment", "AWS::ElasticBeanstalk::ConfigurationTemplate":
        guard let options = tree.entry("OptionSettings", in: properties) else { continue }
        workload.hasUnreadSources = true
        let source = Source(shape: .options, key: options.key, value: options.value, path: path)
        add(workload, [source], condition, into: &reading)
      default: continue
      }
    }
  }

  /// `DesiredCount` of services, by the task definition that they run.
  private func desiredCounts(_ resources: NodeIndex, _ reading: DocumentReading) -> [String: Int] {
    let tree = reading.tree
    var counts: [String: Int] = [:]
    for entry in tree.entries(of: resources)
    where tree.string("Type", in: entry.value) == "AWS::ECS::Service" {
      guard let properties = tree.value("Properties", in: entry.value),
        let count = reading.count("DesiredCount", in: properties),
        let task = tree.value("TaskDefinition", in: properties),
        let call = CloudFormationCall(task, in: tree), call.name == "Ref"
      else { continue }
      counts[tree.text(of: call.argument)] = count
    }
    return counts
  }

  private func describeFunction(
    _ properties: NodeIndex, _ workload: inout Workload, _ reading: DocumentReading
  ) {
    let tree = reading.tree
    let code = tree.value("Code", in: properties)
    workload.image =
      tree.string("ImageUri", in: properties) ?? code.flatMap { tree.string("ImageUri", in: $0) }
    workload.command = tree.string("Handler", in: properties)
    if let config = tree.value("ImageConfig", in: properties) {
      let parts = reading.command(["EntryPoint", "Command"], in: config)
      if !parts.isEmpty { workload.setCommand(parts) }
    }
    workload.replicas = reading.count("ReservedConcurrentExecutions", in: properties)
    let isLocal = code.map { tree.isScalar($0) || tree.value("ZipFile", in: $0) != nil } ?? true
    workload.isBuiltHere = workload.image == nil && isLocal
  }

  private func globals(_ type: String, _ tree: DocumentTree) -> [Source] {
    guard type == "AWS::Serverless::Function",
      let function = tree.node(at: ["Globals", "Function"], from: root)
    else { return [] }
    return source("Variables", below: "Environment", in: function, "Globals.Function", tree)
  }

  private func source(
    _ key: StaticString, below parent: StaticString, in node: NodeIndex, _ path: String,
    _ tree: DocumentTree
  ) -> [Source] {
    guard let environment = tree.entry(parent, in: node) else { return [] }
    let path = "\(path).\(parent)"
    guard let entry = tree.entry(key, in: environment.value) else {
      // The whole of it may be chosen by a condition.
      return CloudFormationCall(environment.value, in: tree) == nil
        ? [] : [Source(shape: .table, key: environment.key, value: environment.value, path: path)]
    }
    return [Source(shape: .table, key: entry.key, value: entry.value, path: "\(path).\(key)")]
  }

  private mutating func readContainer(
    _ item: NodeIndex, of task: Workload, replicas: Int?, _ condition: String?,
    into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    var workload = task
    let own = tree.string("Name", in: item) ?? "container"
    workload.name = "\(task.name)/\(own)"
    workload.range = KubernetesManifest.firstKey(of: item, in: tree)
    workload.image = tree.string("Image", in: item)
    workload.setCommand(reading.command(["EntryPoint", "Command"], in: item))
    workload.replicas = replicas
    workload.hasUnreadSources = tree.value("EnvironmentFiles", in: item) != nil
    let path = "Resources.\(workload.name)"
    var sources: [Source] = []
    if let entry = tree.entry("Environment", in: item) {
      sources.append(Source(shape: .pairs, key: entry.key, value: entry.value, path: path))
    }
    if let entry = tree.entry("Secrets", in: item) {
      sources.append(Source(shape: .secrets, key: entry.key, value: entry.value, path: path))
    }
    add(workload, sources, condition, into: &reading)
  }

  private mutating func readAppRunner(
    _ properties: NodeIndex, _ service: Workload, _ condition: String?,
    into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    guard let source = tree.value("SourceConfiguration", in: properties) else { return }
    var workload = service
    let image = tree.value("ImageRepository", in: source)
    workload.image = image.flatMap { tree.string("ImageIdentifier", in: $0) }
    workload.isBuiltHere = image == nil
    // The source may hold an `apprunner.yaml`.
    workload.hasUnreadSources = image == nil
    let values =
      image.flatMap { tree.value("ImageConfiguration", in: $0) }
      ?? tree.node(
        at: ["CodeRepository", "CodeConfiguration", "CodeConfigurationValues"], from: source)
    workload.setCommand(values.map { reading.command(["StartCommand"], in: $0) } ?? [])
    var sources: [Source] = []
    let path = "Resources.\(service.name)"
    for (key, shape): (StaticString, Source.Shape) in [
      ("RuntimeEnvironmentVariables", .pairs), ("RuntimeEnvironmentSecrets", .secrets),
    ] {
      guard let entry = values.flatMap({ tree.entry(key, in: $0) }) else { continue }
      sources.append(Source(shape: shape, key: entry.key, value: entry.value, path: path))
    }
    add(workload, sources, condition, into: &reading)
  }

  /// Adds a workload as it is in production, and what is otherwise where a condition says so.
  private mutating func add(
    _ workload: Workload, _ sources: [Source], _ condition: String?,
    into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    for source in sources {
      let isTable = tree.isMapping(source.value) && source.shape == .table
      let isList = tree.isSequence(source.value) && source.shape != .table
      if isTable || isList || CloudFormationCall(source.value, in: tree) != nil {
        reading.claim(source.key)
      }
    }
    // A resource that a condition makes is there in one of the two cases only.
    let isOnlyInProduction = condition.flatMap { scope.holdsInProduction($0) }
    let first = isOnlyInProduction == false ? Branch.otherwise : .production
    let variables = read(sources, first, &reading)
    var workload = workload
    workload.hasUnreadSources = workload.hasUnreadSources || variables.isPartial
    var main = workload
    for variable in variables.variables { main.set(variable.setting) }
    if let name = isOnlyInProduction != nil ? condition : variables.condition {
      main.suggestedStage = verdict(first, name)
    }
    reading.workloads.append(main)
    guard isOnlyInProduction == nil, let name = variables.condition else { return }
    // What does not depend on the stage has been read.
    var other = workload
    other.name = "\(workload.name) (not \(Stage.production.rawValue))"
    other.suggestedStage = verdict(.otherwise, name)
    other.hasUnreadSources = true
    for variable in read(sources, .otherwise, &reading).variables where variable.isStaged {
      other.set(variable.setting)
    }
    if !other.environment.isEmpty { reading.workloads.append(other) }
  }

  private typealias Branch = CloudFormationVariables.Branch

  private func verdict(_ branch: Branch, _ condition: String) -> StageVerdict {
    StageVerdict(
      branch == .production ? .production : .development, "the condition \(quoted: condition)")
  }

  private mutating func read(
    _ sources: [Source], _ branch: Branch, _ reading: inout DocumentReading
  ) -> CloudFormationVariables {
    var variables = CloudFormationVariables(scope, branch, empty)
    let tree = reading.tree
    for source in sources {
      switch source.shape {
      case .table: variables.readTable(source.value, path: source.path)
      case .pairs: variables.readPairs(source.value, path: source.path)
      case .secrets:
        variables.readPairs(source.value, path: source.path, areReferences: true)
      case .options:
        variables.readPairs(source.value, name: "OptionName", path: source.path) { option in
          tree.string("Namespace", in: option) == "aws:elasticbeanstalk:application:environment"
        }
        // The others are settings of the platform.
        guard branch == .production else { continue }
        var others = CloudFormationVariables(scope, branch, empty)
        others.readPairs(source.value, name: "OptionName", path: source.path) { option in
          tree.string("Namespace", in: option) != "aws:elasticbeanstalk:application:environment"
        }
        reading.settings += others.variables.map(\.setting)
        usedParameters.formUnion(others.usedParameters)
      }
    }
    usedParameters.formUnion(variables.usedParameters)
    return variables
  }
}
