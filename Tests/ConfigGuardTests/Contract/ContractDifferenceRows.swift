@testable import ConfigGuard
@testable import ConfigLinting

/// One change of a contract, and what it means; the change back means the reverse.
struct ContractDifferenceRow: Sendable, CustomStringConvertible {
  /// Fields of the contract's schema that the row is about, with blanks between.
  let covers: String
  let old: String
  let new: String
  let changes: Set<String>

  var description: String { "\(covers): \(changes.sorted())" }

  init(_ covers: String, _ old: String, _ new: String, _ changes: String...) {
    self.covers = covers
    self.old = old
    self.new = new
    self.changes = Set(changes)
  }

  /// A change of the one variable `A`.
  static func variable(
    _ covers: String, _ old: String, _ new: String, _ changes: String...
  ) -> ContractDifferenceRow {
    let fields = covers.split(separator: " ").map { "variable.\($0)" }.joined(separator: " ")
    var row = ContractDifferenceRow(
      fields, "variables: {A: {\(old)}, B: , C: }", "variables: {A: {\(new)}, B: , C: }")
    row = ContractDifferenceRow(row, changes)
    return row
  }

  /// A change beside the variables `A`, `B` and `C`, of which `A` and `B` are numbers.
  static func beside(
    _ covers: String, _ old: String, _ new: String, _ changes: String...
  ) -> ContractDifferenceRow {
    let variables = "variables: {A: {type: int}, B: {type: int}, C: {type: int}}\n"
    return ContractDifferenceRow(
      ContractDifferenceRow(covers, variables + old, variables + new), changes)
  }

  private init(_ row: ContractDifferenceRow, _ changes: [String]) {
    covers = row.covers
    old = row.old
    new = row.new
    self.changes = Set(changes)
  }
}

extension ContractDifferenceRow {
  static let all = variables + urls + settings + relations + services + rules

  private static let variables: [ContractDifferenceRow] = [
    ContractDifferenceRow("variables", "", "variables: {A: }", "variables none"),
    ContractDifferenceRow(
      "variables variable.description variable.example", "",
      "variables: {A: {description: words, example: text}}", "variables none"),
    .variable("type", "", "type: int", "type tightens"),
    .variable("type", "type: int", "type: float", "type loosens"),
    .variable("type", "type: port", "type: int", "type loosens"),
    .variable("type", "type: int", "type: duration", "type alters"),
    .variable("type one-of", "", "type: enum, one-of: [a]", "type none", "one-of tightens"),
    .variable("items", "type: list", "type: list, items: port", "items tightens"),
    .variable("items", "items: port", "items: int", "items loosens"),
    .variable("separator", "type: list", "separator: ;", "separator alters"),
    .variable("min-items", "type: list", "min-items: 2", "min-items tightens"),
    .variable("min-items", "min-items: 2", "min-items: 3", "min-items tightens"),
    .variable("max-items", "max-items: 3", "max-items: 2", "max-items tightens"),
    .variable("required", "", "required: true", "required tightens"),
    .variable("required", "required: [staging]", "required: true", "required tightens"),
    .variable(
      "required", "required: [staging]", "required: [production]", "required tightens",
      "required loosens"),
    .variable("required-when", "", "required-when: {B: x}", "required-when tightens"),
    .variable(
      "required-when", "required-when: {B: x}", "required-when: {B: y}",
      "required-when tightens", "required-when loosens"),
    .variable(
      "required-when", "required-when: {B: x}", "required: true, required-when: {B: x}",
      "required tightens"),
    .variable(
      "required-when", "required: true, required-when: {B: x}",
      "required: true, required-when: {C: x}", "required-when none"),
    .variable("secret", "", "secret: true", "secret tightens"),
    .variable("min-length", "min-length: 16", "min-length: 32", "min-length tightens"),
    .variable("min-length", "", "min-length: 16", "min-length tightens"),
    .variable("max-length", "max-length: 64", "max-length: 32", "max-length tightens"),
    .variable("min-entropy", "min-entropy: 80", "min-entropy: 128", "min-entropy tightens"),
    .variable("bytes", "type: hex", "type: hex, bytes: 32", "bytes tightens"),
    .variable(
      "bytes bytes.min bytes.max", "type: hex, bytes: {min: 8, max: 16}",
      "type: hex, bytes: {min: 4, max: 32}", "bytes loosens"),
    .variable(
      "bytes.min bytes.max", "type: hex, bytes: {min: 8, max: 16}",
      "type: hex, bytes: {min: 4, max: 8}", "bytes alters"),
    .variable("one-of", "", "one-of: [a, b]", "one-of tightens"),
    .variable("one-of", "one-of: [a, b]", "one-of: [a]", "one-of tightens"),
    .variable("one-of", "one-of: [a, b]", "one-of: [a, c]", "one-of alters"),
    .variable("pattern", "", "pattern: '[a-z]+'", "pattern tightens"),
    .variable("pattern", "pattern: '[a-z]+'", "pattern: '[0-9]+'", "pattern alters"),
    .variable(
      "range range.min", "type: int, range: {min: 1}", "type: int, range: {min: 2}",
      "range tightens"),
    .variable(
      "range range.max", "type: int, range: {max: 9}", "type: int, range: {max: 8}",
      "range tightens"),
    .variable("range", "type: int", "type: int, range: {min: 1, max: 9}", "range tightens"),
    .variable(
      "range.min range.max", "type: duration, range: {min: 1s, max: 60s}",
      "type: duration, range: {min: 500ms, max: 30s}", "range alters"),
    .variable(
      "range type", "type: int, range: {max: 9}", "type: duration, range: {max: 60s}",
      "type alters"),
    .variable("path", "", "type: path", "type tightens"),
    .variable("path.exists", "type: path", "path: {exists: any}", "path.exists tightens"),
    .variable(
      "path.exists", "path: {exists: any}", "path: {exists: file}", "path.exists tightens"),
    .variable(
      "path.exists", "path: {exists: file}", "path: {exists: directory}", "path.exists alters"),
    .variable("path.absolute", "type: path", "path: {absolute: true}", "path.absolute tightens"),
    .variable("default", "", "default: x", "default none"),
    .variable("default", "default: x", "default: y", "default none"),
    .beside(
      "variable.default compare", "compare: [B < C]", "compare: [C > B]",
      "compare tightens", "compare loosens"),
    ContractDifferenceRow(
      "variable.default", "variables: {A: {default: 1}, B: {type: int}}\ncompare: [A < B]",
      "variables: {A: {default: 2}, B: {type: int}}\ncompare: [A < B]", "default alters"),
    .variable("description", "description: one", "description: other", "description none"),
    .variable("example", "example: one", "example: other", "example none"),
    .variable(
      "distinct-across-stages", "", "distinct-across-stages: true",
      "distinct-across-stages tightens"),
    .variable("sentinels", "sentinels: [a]", "sentinels: [a, b]", "sentinels tightens"),
    .variable("sentinels", "sentinels: [a]", "sentinels: [b]", "sentinels alters"),
    .variable("allow-empty", "", "allow-empty: true", "allow-empty loosens"),
    .variable("deprecated", "", "deprecated: true", "deprecated none"),
    .variable("deprecated", "deprecated: true", "deprecated: ask us", "deprecated none"),
    .variable("deprecated-names", "", "deprecated-names: [OLD]", "deprecated-names loosens"),
    .variable(
      "deprecated-names", "deprecated-names: [OLD]", "deprecated-names: [OLDER]",
      "deprecated-names alters"),
  ]

  private static let urls: [ContractDifferenceRow] = [
    .variable("url", "", "type: url", "type tightens"),
    .variable("url.schemes", "type: url", "url: {schemes: [https]}", "url.schemes tightens"),
    .variable(
      "url.schemes", "url: {schemes: [https]}", "url: {schemes: [https, http]}",
      "url.schemes loosens"),
    .variable(
      "url.hosts", "url: {hosts: [a.example]}", "url: {hosts: ['*.example']}",
      "url.hosts alters"),
    .variable(
      "url.hosts", "type: url", "url: {hosts: [a.example]}", "url.hosts tightens"),
    .variable(
      "url.query", "type: url", "url: {query: {sslmode: [require]}}", "url.query tightens"),
    .variable(
      "url.query", "url: {query: {sslmode: [require]}}", "url: {query: {sslmode: []}}",
      "url.query loosens"),
    .variable(
      "url.query", "url: {query: {sslmode: [require]}}",
      "url: {query: {sslmode: [require, verify-full]}}", "url.query loosens"),
    .variable(
      "url.credentials", "type: url", "url: {credentials: required}", "url.credentials tightens"),
    .variable(
      "url.credentials", "url: {credentials: no-defaults}", "url: {credentials: forbidden}",
      "url.credentials tightens"),
    .variable(
      "url.credentials", "url: {credentials: required}", "url: {credentials: forbidden}",
      "url.credentials alters"),
    .variable("url.path", "type: url", "url: {path: required}", "url.path tightens"),
  ]

  private static let settings: [ContractDifferenceRow] = [
    ContractDifferenceRow("as-of", "", "as-of: 0.1.0", "as-of none"),
    ContractDifferenceRow(
      "default-stage", "default-stage: development", "", "default-stage alters"),
    ContractDifferenceRow("stages", "", "stages: {production: [live/**]}", "stages alters"),
    ContractDifferenceRow("dialects", "", "dialects: {'*.env': compose-2}", "dialects alters"),
    ContractDifferenceRow("load", "load: small", "load: large", "load tightens"),
    ContractDifferenceRow("load", "", "load: small", "load tightens"),
    ContractDifferenceRow("prefixes", "", "prefixes: [SHOP_]", "prefixes none"),
    ContractDifferenceRow("ignore", "", "ignore: [fixtures/**]", "ignore loosens"),
    ContractDifferenceRow("baseline", "", "baseline: known.baseline", "baseline loosens"),
  ]

  private static let relations: [ContractDifferenceRow] = [
    .beside("groups", "", "groups: [{one-of: [A, B]}]", "groups tightens"),
    .beside(
      "group.one-of", "groups: [{one-of: [A, B]}]", "groups: [{one-of: [A, B, C]}]",
      "groups loosens"),
    .beside(
      "group.exactly-one", "groups: [{exactly-one: [A, B]}]",
      "groups: [{exactly-one: [A, B, C]}]", "groups alters"),
    .beside(
      "group.all-or-none", "groups: [{all-or-none: [A, B]}]",
      "groups: [{all-or-none: [A, C]}]", "groups alters"),
    .beside(
      "group.requires group.when-set", "groups: [{requires: [A], when-set: B}]",
      "groups: [{requires: [A, C], when-set: B}]", "groups tightens"),
    .beside(
      "group.requires group.when-set", "groups: [{requires: [A], when-set: B}]",
      "groups: [{requires: [A], when-set: C}]", "groups tightens", "groups loosens"),
    .beside(
      "group.conflicts", "groups: [{conflicts: [A], when-set: B}]",
      "groups: [{conflicts: [A, C], when-set: B}]", "groups tightens"),
    .beside(
      "group.when", "groups: [{one-of: [A, B]}]", "groups: [{one-of: [A, B], when: {C: 1}}]",
      "groups loosens"),
    .beside(
      "group.when", "groups: [{one-of: [A, B], when: {C: 1}}]",
      "groups: [{one-of: [A, B], when: {C: 2}}]", "groups alters"),
    .beside(
      "group.stages", "groups: [{one-of: [A, B], stages: [production]}]",
      "groups: [{one-of: [A, B], stages: [production, staging]}]", "groups tightens"),
    .beside(
      "group.stages", "groups: [{one-of: [A, B], stages: [production]}]",
      "groups: [{one-of: [A, B]}]", "groups tightens"),
    .beside("compare", "", "compare: [A <= B]", "compare tightens"),
    .beside("compare", "compare: [A <= B]", "compare: [A < B]", "compare tightens"),
    .beside("compare", "compare: [A <= B]", "compare: [A >= B]", "compare alters"),
    .beside(
      "comparison.that comparison.stages", "compare: [{that: A <= B, stages: [production]}]",
      "compare: [A <= B]", "compare tightens"),
  ]

  private static let services: [ContractDifferenceRow] = [
    .beside("services", "", "services: {web: }", "services alters"),
    .beside("services", "services: {web: }", "services: {web: , api: }", "services tightens"),
    .beside(
      "service.load", "services: {web: {load: small}}", "services: {web: {load: medium}}",
      "load tightens"),
    .beside(
      "service.workloads", "services: {web: {workloads: [web]}}",
      "services: {web: {workloads: [web, 'web-*']}}", "workloads tightens"),
    .beside(
      "service.variables", "services: {web: {variables: [A]}}",
      "services: {web: {variables: [A, B]}}", "variables tightens"),
    .beside(
      "service.variables", "services: {web: {variables: [A]}}", "services: {web: }",
      "variables tightens"),
    .beside(
      "service.own", "services: {web: }", "services: {web: {own: {D: {required: true}}}}",
      "variables tightens"),
    .beside(
      "service.own", "services: {web: }", "services: {web: {own: {A: {range: {min: 1}}}}}",
      "range tightens"),
    .beside(
      "service.own", "services: {web: {own: {D: {min-length: 8}}}}",
      "services: {web: {own: {D: {min-length: 9}}}}", "min-length tightens"),
    .beside(
      "service.groups", "services: {web: }", "services: {web: {groups: [{one-of: [A, B]}]}}",
      "groups tightens"),
    .beside(
      "service.compare", "services: {web: }", "services: {web: {compare: [A < B]}}",
      "compare tightens"),
    .beside(
      "service.replicas", "services: {web: {replicas: 2}}", "services: {web: {replicas: 3}}",
      "replicas tightens"),
    .beside(
      "service.processes", "services: {web: }", "services: {web: {processes: 2}}",
      "processes tightens"),
    .beside(
      "service.pool", "services: {web: {pool: 20}}", "services: {web: {pool: 10}}",
      "pool loosens"),
    .beside(
      "databases", "", "databases: {main: {max-connections: 100, urls: [A]}}",
      "databases tightens"),
    .beside(
      "database.max-connections", "databases: {main: {max-connections: 100, urls: [A]}}",
      "databases: {main: {max-connections: 50, urls: [A]}}", "max-connections tightens"),
    .beside(
      "database.reserved", "databases: {main: {max-connections: 100, urls: [A]}}",
      "databases: {main: {max-connections: 100, reserved: 3, urls: [A]}}", "reserved tightens"),
    .beside(
      "database.urls", "databases: {main: {max-connections: 100, urls: [A]}}",
      "databases: {main: {max-connections: 100, urls: [A, B]}}", "urls tightens"),
    .beside(
      "database.stages", "databases: {main: {max-connections: 100, urls: [A]}}",
      "databases: {main: {max-connections: 100, urls: [A], stages: [production, staging]}}",
      "stages tightens"),
  ]

  private static let rules: [ContractDifferenceRow] = [
    ContractDifferenceRow("rules", "", "rules: {debug-enabled: error}", "rules tightens"),
    ContractDifferenceRow("rules", "", "rules: {debug-enabled: off}", "rules loosens"),
    ContractDifferenceRow("rules", "", "rules: {debug-enabled: warning}", "rules alters"),
    ContractDifferenceRow("rules.packs", "", "rules: {packs: [own.yaml]}", "packs tightens"),
    ContractDifferenceRow(
      "rule-setting.severity", "rules: {debug-enabled: {severity: note}}",
      "rules: {debug-enabled: {severity: warning}}", "rules tightens"),
    ContractDifferenceRow(
      "rule-setting.parameters", "rules: {pool-size-too-small: {parameters: {below: 10}}}",
      "rules: {pool-size-too-small: {parameters: {below: 20}}}", "rules alters"),
    ContractDifferenceRow(
      "rule-setting.allow allowance.path allowance.reason",
      "rules: {debug-enabled: {severity: error}}",
      "rules: {debug-enabled: {severity: error, allow: [{path: dev/**, reason: demo}]}}",
      "rules loosens"),
    ContractDifferenceRow(
      "allowance.key", "rules: {debug-enabled: {allow: [{key: DEBUG, reason: demo}]}}",
      "rules: {debug-enabled: {allow: [{key: VERBOSE, reason: demo}]}}", "rules alters"),
    ContractDifferenceRow(
      "allowance.workload", "rules: {debug-enabled: {allow: [{reason: demo}]}}",
      "rules: {debug-enabled: {allow: [{workload: shop, reason: demo}]}}", "rules alters"),
    ContractDifferenceRow(
      "allowance.reason allowance.owner",
      "rules: {debug-enabled: {allow: [{key: DEBUG, reason: demo}]}}",
      "rules: {debug-enabled: {allow: [{key: DEBUG, reason: show, owner: shop team}]}}",
      "rules none"),
    ContractDifferenceRow(
      "allowance.expires", "rules: {debug-enabled: {allow: [{reason: demo}]}}",
      "rules: {debug-enabled: {allow: [{reason: demo, expires: 2030-12-31}]}}",
      "rules tightens"),
    ContractDifferenceRow(
      "allowance.expires",
      "rules: {debug-enabled: {allow: [{reason: demo, expires: 2030-12-31}]}}",
      "rules: {debug-enabled: {allow: [{reason: demo, expires: 2031-01-01}]}}",
      "rules loosens"),
  ]
}
