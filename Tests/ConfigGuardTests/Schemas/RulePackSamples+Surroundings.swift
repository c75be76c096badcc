extension RulePackSamples {
  /// What rules about a node's surroundings have.
  static let surroundings = """
    pack: surroundings
    rules:
      - id: schedule-missing
        category: backup
        title: Nothing starts the backups
        severity: warning
        look-at:
          path:
            - {formats: [kubernetes], at: ["spec.backup", 'metadata.annotations."acme.io/x"']}
            - {formats: yaml, at: "[].tasks[].backup|copy.*"}
        when:
          at: {path: "^^.spec.items", every: {truthy: false}, none: {one-of: [a]}, some: {above: 1}}
          any:
            - at: {path: "spec.replicas", count: {below: 3}}
            - not: {document: {kind: Schedule, not: {at: {path: a}}, path: a.b, same-as: "^.name", same-namespace: true}}
            - workload: {image: [restic], any: [{keeps-data: true}, {named: backup}]}
        check: present
        message: "{path} is alone"
        why: Nothing is saved.
        fix: Add a schedule.
        since: 0.1.0
        examples:
          bad: [{files: {a.yaml: "⟦a⟧: 1"}}]
          good: [{files: {b.yaml: "a: 1"}}]
      - id: data-unsaved
        category: backup
        title: Data that nothing saves
        severity: note
        look-at: workload
        when: {keeps-data: true, published: false, probed: false, document: {kind: [Volume]}}
        check: present
        message: nothing saves this
        why: It is lost.
        fix: Save it.
        since: 0.1.0
        examples:
          bad: [{files: {a.yaml: "⟦a⟧: 1"}}]
          good: [{files: {b.yaml: "a: 1"}}]

    """

  /// Changes of `surroundings`.
  static let brokenSurroundings: [BrokenText] = [
    BrokenText(
      "a place without a format", replacing: "{formats: yaml, at:", with: "{at:",
      path: "/rules/0/look-at/path/1"),
    BrokenText(
      "a quote that nothing closes", replacing: "\"acme.io/x\"'", with: "\"acme.io/x'",
      path: "/rules/0/look-at/path/0/at/1"),
    BrokenText(
      "a way out of what is looked at", replacing: "[\"spec.backup\",", with: "[\"^.backup\",",
      path: "/rules/0/look-at/path/0/at/0"),
    BrokenText(
      "a list of no paths",
      replacing: "at: [\"spec.backup\", 'metadata.annotations.\"acme.io/x\"']",
      with: "at: []", path: "/rules/0/look-at/path/0/at"),
    BrokenText(
      "a way out to nothing", replacing: "\"^^.spec.items\"", with: "\"^^\"",
      path: "/rules/0/when/at/path"),
    BrokenText(
      "items of items", replacing: "some: {above: 1}", with: "some: {count: {above: 1}}",
      path: "/rules/0/when/at/some/count"),
    BrokenText(
      "a count of nothing", replacing: "count: {below: 3}", with: "count: {}",
      path: "/rules/0/when/any/0/at/count"),
    BrokenText(
      "a count in words", replacing: "count: {below: 3}", with: "count: {below: few}",
      path: "/rules/0/when/any/0/at/count/below"),
    BrokenText(
      "a path of nothing that is the same", replacing: ", same-as: \"^.name\"", with: "",
      path: "/rules/0/when/any/1/not/document"),
    BrokenText(
      "an image of a document", replacing: "not: {at: {path: a}}", with: "image: [a]",
      path: "/rules/0/when/any/1/not/document/image"),
    BrokenText(
      "any document at all", replacing: "document: {kind: [Volume]}", with: "document: {}",
      path: "/rules/1/when/document"),
    BrokenText(
      "a switch in words", replacing: "published: false", with: "published: outside",
      path: "/rules/1/when/published"),
  ]

  /// What a connection budget has.
  static let budgets = """
    pack: budgets
    connection-ceilings:
      - {provider: render, plans: 'basic-.*', connections: 100, page: https://a.example, checked: 2026-11-21}
    rules:
      - id: budget
        category: pool
        title: Too many connections
        severity: error
        look-at: project
        check:
          connection-budget:
            addresses: [database url]
            schemes: {postgres: 5432}
            pools: [pool size]
            programs: [{names: [acme], options: [--workers], settings: [acme workers], count: 1}]
            servers: [{images: [postgres], options: [max_connections], connections: 100, reserved: 3}]
        message: "{parts}; {total} for {limit}"
        why: The server refuses them.
        fix: Make the pools smaller.
        since: 0.1.0
        examples:
          bad: [{files: {a.yaml: "⟦1⟧"}}]
          good: [{files: {a.yaml: A}}]

    """

  /// Changes of `budgets`.
  static let brokenBudgets: [BrokenText] = [
    BrokenText(
      "no database", replacing: "addresses: [database url]", with: "ports: [database port]",
      path: "/rules/0/check/connection-budget"),
    BrokenText(
      "a port out of range", replacing: "postgres: 5432", with: "postgres: 65536",
      path: "/rules/0/check/connection-budget/schemes/postgres"),
    BrokenText(
      "no process", replacing: "count: 1}", with: "count: 0}",
      path: "/rules/0/check/connection-budget/programs/0/count"),
    BrokenText(
      "an unknown field of a server", replacing: "reserved: 3", with: "reserve: 3",
      path: "/rules/0/check/connection-budget/servers/0/reserve"),
    BrokenText(
      "no day", replacing: "checked: 2026-11-21", with: "checked: today",
      path: "/connection-ceilings/0/checked"),
    BrokenText(
      "a budget of a workload", replacing: "look-at: project", with: "look-at: workload",
      path: "/rules/0/check/connection-budget"),
  ]
}
