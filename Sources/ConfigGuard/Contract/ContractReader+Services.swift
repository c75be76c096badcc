import RulePacks

extension ContractReader {
  /// A service narrows the contract, adds to it, or only says which workloads it is for.
  func service(
    _ name: String, _ node: NodeIndex, in contract: Contract
  ) throws(RulePackProblem) -> ContractService {
    var service = ContractService(name: name)
    if reader.tree.isNull(node) { return service }
    let fields = try reader.fields(
      node,
      allowed: [
        "load", "workloads", "variables", "own", "groups", "compare", "replicas", "processes",
        "pool",
      ])
    let workloads = try fields.strings("workloads")
    if !workloads.isEmpty { service.workloads = workloads.map { Glob($0) } }
    service.load = try load(fields)
    service.variables = try fields["variables"].map { node throws(RulePackProblem) in
      try names(node, contract.variables)
    }
    var variables = contract.scoped(to: service).variables
    if let node = fields["own"] {
      let own = try reader.fields(node, allowed: nil)
      for name in own.names {
        let variable = try variable(
          name, own.required(name), onto: contract.variables[name] ?? ContractVariable(name: name))
        service.own.append(variable)
        variables.set(variable)
      }
      try checkReferences(among: variables, at: node)
    }
    (service.groups, service.comparisons) = try relations(fields, variables)
    let compared = service.comparisons.flatMap(\.names)
    for variable in variables where compared.contains(variable.name) && variable.type == .string {
      var number = variable
      number.type = .float
      service.own.removeAll { $0.name == number.name }
      service.own.append(number)
    }
    service.replicas = try count(fields["replicas"])
    service.processes = try count(fields["processes"])
    service.pool = try count(fields["pool"])
    return service
  }

  func database(
    _ name: String, _ node: NodeIndex, _ known: ContractVariables
  ) throws(RulePackProblem) -> ContractDatabase {
    let fields = try reader.fields(
      node, allowed: ["max-connections", "reserved", "urls", "stages"])
    let connections = try count(fields.required("max-connections"))
    let reserved = try fields["reserved"].map({ node throws(RulePackProblem) in
      try number(node, atLeast: 0)
    })
    let urls = try fields.required("urls")
    let stages = try fields["stages"].map({ node throws(RulePackProblem) in
      try reader.choices(node, Stage.self)
    })
    let database = ContractDatabase(
      name: name, connections: connections, reserved: reserved ?? 0,
      urls: try names(urls, known), stages: stages ?? [.production])
    guard database.reserved < connections.number else {
      throw reader.problem("this leaves no connection", at: fields["reserved"] ?? node)
    }
    guard !database.urls.isEmpty else {
      throw reader.problem("this list must not be empty", at: urls)
    }
    return database
  }

  private static let mostCounted = 1_000_000

  private func number(_ node: NodeIndex, atLeast least: Int) throws(RulePackProblem) -> Int {
    let number = try reader.int(node)
    guard (least...Self.mostCounted).contains(number) else {
      throw reader.problem("this must be from \(least) to \(Self.mostCounted)", at: node)
    }
    return number
  }

  func count(_ node: NodeIndex?) throws(RulePackProblem) -> ContractCount? {
    guard let node else { return nil }
    return try count(node)
  }

  func count(_ node: NodeIndex) throws(RulePackProblem) -> ContractCount {
    let range = reader.tree.textRange(of: reader.tree.target(of: node))
    return ContractCount(number: try number(node, atLeast: 1), place: Place(file, range))
  }
}
