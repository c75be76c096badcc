/// What `check: {connection-budget: …}` adds up: who states pools, processes and databases, and what
/// servers take.
package struct ConnectionBudget: Sendable, Hashable {
  /// A program that serves with several processes.
  package struct Program: Sendable, Hashable {
    package var names: [String] = []
    /// Options with the number of processes.
    package var options: [String] = []
    /// Settings with that number.
    package var settings: [KeyPattern] = []
    /// Settings that hold options as a command has them.
    package var arguments: [KeyPattern] = []
    /// The number of processes where nothing states one.
    package var count: Int?
    /// Options with the number of threads of a process, each of which holds one connection.
    package var threads: [String] = []
    /// Options that name how a process serves; by default one request at a time.
    package var classes: [String] = []
    /// The values of these that mean the same.
    package var single: [String] = []

    package init() {}
  }

  /// An image that runs a server or a pooler.
  package struct Server: Sendable, Hashable {
    package var images: [String] = []
    /// Programs that are the server itself.
    package var starts: [String] = []
    /// Options with the most connections.
    package var options: [String] = []
    package var settings: [KeyPattern] = []
    /// What the server takes where nothing states it.
    package var connections: Int?
    /// How many of them are kept back from applications, and the options that say so.
    package var reserved = 0
    package var reservedOptions: [String] = []
    /// Parts of options that name a file, in which anything may be stated.
    package var files: [String] = []
    /// Where data is mounted; what is mounted elsewhere may be configuration.
    package var data: [String] = []

    package init() {}
  }

  /// Settings that hold the address of a database, the name of its host, and its port.
  package var addresses: [KeyPattern] = []
  package var hosts: [KeyPattern] = []
  package var ports: [KeyPattern] = []
  /// Schemes of addresses, without their drivers, with the port where none is written.
  package var schemes: [String: Int] = [:]
  /// Settings with the most connections of one process.
  package var pools: [KeyPattern] = []
  /// Settings with what a pool opens beyond its size.
  package var overflows: [KeyPattern] = []
  /// Parameters of an address that state a pool.
  package var parameters: [String] = []
  package var programs: [Program] = []
  package var servers: [Server] = []

  package init() {}

  /// All patterns by which settings are chosen.
  package var keys: [KeyPattern] {
    addresses + hosts + ports + pools + overflows
      + programs.flatMap { $0.settings + $0.arguments } + servers.flatMap(\.settings)
  }
}

/// How many connections a provider's plan takes.
package struct ConnectionCeiling: Sendable, Hashable {
  package var provider: String
  /// A regular expression over the plan's name.
  package var plans: String
  package var connections: Int
  package var reserved: Int
  /// The provider's page, and the day on which it said so.
  package var page: String
  package var checked: String
}

extension ConnectionBudget: Packable {
  package init(from u: inout Unpacker) {
    addresses = u.array()
    hosts = u.array()
    ports = u.array()
    schemes = u.dictionary()
    pools = u.array()
    overflows = u.array()
    parameters = u.array()
    programs = u.array()
    servers = u.array()
  }

  package func pack(into p: inout Packer) {
    p.add(addresses)
    p.add(hosts)
    p.add(ports)
    p.add(schemes)
    p.add(pools)
    p.add(overflows)
    p.add(parameters)
    p.add(programs)
    p.add(servers)
  }
}

extension ConnectionBudget.Program: Packable {
  package init(from u: inout Unpacker) {
    names = u.array()
    options = u.array()
    settings = u.array()
    arguments = u.array()
    count = u.optional()
    threads = u.array()
    classes = u.array()
    single = u.array()
  }

  package func pack(into p: inout Packer) {
    p.add(names)
    p.add(options)
    p.add(settings)
    p.add(arguments)
    p.add(count)
    p.add(threads)
    p.add(classes)
    p.add(single)
  }
}

extension ConnectionBudget.Server: Packable {
  package init(from u: inout Unpacker) {
    images = u.array()
    starts = u.array()
    options = u.array()
    settings = u.array()
    connections = u.optional()
    reserved = u.int()
    reservedOptions = u.array()
    files = u.array()
    data = u.array()
  }

  package func pack(into p: inout Packer) {
    p.add(images)
    p.add(starts)
    p.add(options)
    p.add(settings)
    p.add(connections)
    p.add(reserved)
    p.add(reservedOptions)
    p.add(files)
    p.add(data)
  }
}

extension ConnectionCeiling: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      provider: u.string(), plans: u.string(), connections: u.int(), reserved: u.int(),
      page: u.string(), checked: u.string())
  }

  package func pack(into p: inout Packer) {
    p.add(provider)
    p.add(plans)
    p.add(connections)
    p.add(reserved)
    p.add(page)
    p.add(checked)
  }
}
