extension RulePackLoader {
  /// Reads `connection-budget:`.
  func connectionBudget(_ node: NodeIndex) throws(RulePackProblem) -> ConnectionBudget {
    let fields = try reader.fields(
      node,
      allowed: [
        "addresses", "hosts", "ports", "schemes", "pools", "overflows", "parameters", "programs",
        "servers",
      ])
    var budget = ConnectionBudget()
    budget.addresses = try keys(fields, "addresses")
    budget.hosts = try keys(fields, "hosts")
    budget.ports = try keys(fields, "ports")
    budget.pools = try reader.keyPatterns(fields.required("pools"))
    budget.overflows = try keys(fields, "overflows")
    budget.parameters = try fields.strings("parameters").map { $0.lowercased() }
    guard !budget.addresses.isEmpty || !budget.hosts.isEmpty else {
      throw reader.problem("a database is known by its `addresses` or its `hosts`", at: node)
    }
    if let schemes = fields["schemes"] {
      let ports = try reader.fields(schemes, allowed: nil)
      for name in ports.names {
        budget.schemes[name.lowercased()] = try count(ports.required(name), 1...65_535)
      }
    }
    if let programs = fields["programs"] {
      for item in try reader.items(programs) { budget.programs.append(try program(item)) }
    }
    if let servers = fields["servers"] {
      for item in try reader.items(servers) { budget.servers.append(try server(item)) }
    }
    return budget
  }

  private func program(
    _ node: NodeIndex
  ) throws(RulePackProblem) -> ConnectionBudget.Program {
    let fields = try reader.fields(
      node,
      allowed: [
        "names", "options", "settings", "arguments", "count", "threads", "classes", "single",
      ])
    var program = ConnectionBudget.Program()
    program.names = try reader.strings(fields.required("names"))
    program.options = try fields.strings("options")
    program.settings = try keys(fields, "settings")
    program.arguments = try keys(fields, "arguments")
    program.count = try fields["count"].map(orThrow: { node throws(RulePackProblem) in
      try count(node, 1...Self.mostConnections)
    })
    program.threads = try fields.strings("threads")
    program.classes = try fields.strings("classes")
    program.single = try fields.strings("single")
    return program
  }

  private func server(_ node: NodeIndex) throws(RulePackProblem) -> ConnectionBudget.Server {
    let fields = try reader.fields(
      node,
      allowed: [
        "images", "starts", "options", "settings", "connections", "reserved", "reserved-options",
        "files", "data",
      ])
    var server = ConnectionBudget.Server()
    server.images = try reader.strings(fields.required("images"))
    server.starts = try fields.strings("starts")
    server.options = try fields.strings("options")
    server.settings = try keys(fields, "settings")
    server.connections = try fields["connections"].map(orThrow: { node throws(RulePackProblem) in
      try count(node, 1...Self.mostConnections)
    })
    server.reserved = try reserved(fields)
    server.reservedOptions = try fields.strings("reserved-options")
    server.files = try fields.strings("files")
    server.data = try fields.strings("data")
    return server
  }

  /// Reads `connection-ceilings:`.
  func connectionCeilings(
    _ node: NodeIndex?
  ) throws(RulePackProblem) -> [ConnectionCeiling] {
    guard let node else { return [] }
    var ceilings: [ConnectionCeiling] = []
    for item in try reader.items(node) {
      let fields = try reader.fields(
        item, allowed: ["provider", "plans", "connections", "reserved", "page", "checked"])
      ceilings.append(
        ConnectionCeiling(
          provider: try fields.string("provider"),
          plans: try pattern(fields.required("plans")),
          connections: try count(fields.required("connections"), 1...Self.mostConnections),
          reserved: try reserved(fields), page: try fields.string("page"),
          checked: try reader.date(fields.required("checked"))))
    }
    return ceilings
  }

  private static let mostConnections = 1_000_000

  private func reserved(_ fields: NodeReader.Fields) throws(RulePackProblem) -> Int {
    guard let node = fields["reserved"] else { return 0 }
    return try count(node, 0...Self.mostConnections)
  }

  private func keys(
    _ fields: NodeReader.Fields, _ name: String
  ) throws(RulePackProblem) -> [KeyPattern] {
    try fields[name].map(orThrow: reader.keyPatterns) ?? []
  }

  private func count(
    _ node: NodeIndex, _ range: ClosedRange<Int>
  ) throws(RulePackProblem) -> Int {
    let number = try reader.int(node)
    guard range.contains(number) else {
      throw reader.problem(
        "this must be from \(range.lowerBound) to \(range.upperBound)", at: node)
    }
    return number
  }
}
