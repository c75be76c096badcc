/// Rule packs that the schema and the loader must agree on.
enum RulePackSamples {
  static let minimal = "pack: empty\n"

  static let facts = """
    pack: facts
    words: [db pool max, size]
    roles:
      - {role: public-key, keys: public key}
      - {role: secret, keys: [password, "^ api? key !public", "{min pool}", "cors > ... origins"]}
    lists: {placeholder: [changeme, 123, null, true], weak: []}
    families: {weak: ['(?i)pass[a-z]*\\d+']}
    value-forms:
      - {kind: reference, name: a reference, pattern: 'op://.+'}
    tokens:
      - {id: acme, name: an Acme token, keyword: acme_, pattern: 'acme_\\w{20}', kind: secret}
    stages:
      markers: [app env]
      names: {production: [prod, live], test: ci}
      folders: {example: [samples]}

    """

  static let complete = """
    pack: complete
    rules:
      - id: cors-any-origin
        category: cors
        title: Every origin is allowed
        severity: {production: error, development: off}
        confidence: medium
        gates: [files, process]
        look-at: {setting: {keys: ["cors > origins", "origins? allowed"], except: [x], roles: secret}}
        when:
          stage: [production, staging]
          not: {setting: [debug]}
          any:
            - {setting: {keys: [debug], truthy: true}}
            - {no-setting: [proxy], load: large, tracking: [tracked], file: manifest}
          sibling: {key: engine, one-of: [PG]}
        check: {origins: [any, null, plain-http]}
        repair: {placeholder: "https://a.invalid"}
        message: "{key} lets {origin} in"
        why: Any page may call the service.
        fix: Name the origins.
        references: [CWE-942, https://www.rfc-editor.org/rfc/rfc6454]
        since: 0.1.0
        formerly: [cors-wildcard]
        examples:
          bad:
            - title: A wildcard
              files: {".env.production": "ORIGINS=⟦*⟧"}
              severity: error
              tracked: [.env.production]
          good:
            - {environment: {ORIGINS: "https://a.example", DEBUG: false}, stage: production}
            - {accesses: [{key: origins, outcome: absent, default: 8080, secret: true}]}
      - id: pool-unbounded
        category: pool
        title: The pool has no bound
        severity: warning
        look-at: workload
        when: {image: [postgres], replicas-at-least: 2}
        check: {relation: {left: min pool, is: ">", right: max pool}}
        repair: swap
        message: "{key} is above {other}"
        why: It cannot hold.
        fix: Swap them.
        since: 0.1.0
        examples:
          bad: [{files: {a.env: "A=⟦1⟧"}, contract: "version: 1"}]
          good: [{files: {a.env: A=1}}]
      - id: backups-disabled
        category: backup
        title: No backup
        severity: error
        look-at: {path: {formats: digitalocean-app-spec, at: "databases[].production|live.*"}}
        check: absent
        message: there is no backup
        why: Data is lost.
        fix: Switch them on.
        since: 0.1.0
        examples:
          bad: [{files: {a.yaml: "⟦a⟧: 1"}}]
          good: [{files: {b.yaml: "a: 1"}}]

    """

  /// What a rule about an image's companions has.
  static let companions = """
    pack: companions
    rules:
      - id: password-given-twice
        category: contract
        title: A password is given twice
        severity: warning
        look-at: workload
        when: {image: [library/postgres], starts: postgres}
        check: {twins: {keys: [password], suffix: _FILE}}
        message: "{key} and {other} are both set"
        why: Only one of them counts.
        fix: Remove one.
        since: 0.1.0
        examples:
          bad: [{files: {a.env: "A=⟦1⟧"}}]
          good: [{files: {a.env: A=1}}]

    """

  /// What rules about text, keys and files have.
  static let texts = """
    pack: texts
    rules:
      - id: acme-key-in-text
        category: hardcoded-secret
        title: A key of Acme
        severity: {production: error, development: warning, test: off, example: note, unknown: error}
        look-at: text
        when: {not: {file: [credential-file]}}
        check: {text: {pattern: 'acme-[0-9a-f]{32}', keywords: [acme-]}}
        message: a key of Acme stands here
        why: Whoever reads the file has it.
        fix: Take it out of {file}.
        since: 0.1.0
        examples:
          bad: [{files: {a.txt: "⟦acme-0⟧"}}]
          good: [{files: {a.txt: A=1}}]
      - id: acme-key-short
        category: weak-secret
        title: A short key of Acme
        severity: warning
        look-at: {setting: {key-pattern: '(?i)acme_[a-z]+_key'}}
        check: {value: {shorter-than: 16}}
        message: "{key} is short"
        why: It can be guessed.
        fix: Make a longer one.
        since: 0.1.0
        examples:
          bad: [{files: {a.env: "ACME_A_KEY=⟦1⟧"}, readable-by-all: [a.env]}]
          good: [{files: {a.env: A=1}}]
      - id: acme-file
        category: tracked-secret
        title: A file with a key
        severity: warning
        look-at: project
        when: {readable-by-all: true, tracking: [tracked]}
        check: {secret-file: [private-key, credentials]}
        message: "{file} is open"
        why: It can be read.
        fix: Close it.
        since: 0.1.0
        examples:
          bad: [{files: {a.pem: "⟦1⟧"}}]
          good: [{files: {a.pem: A=1}}]

    """

  /// Changes of `complete`.
  static let brokenRepairs: [BrokenText] = [
    BrokenText(
      "an unknown repair", replacing: "repair: swap", with: "repair: turn",
      path: "/rules/1/repair"),
    BrokenText(
      "a placeholder with blanks", replacing: "https://a.invalid", with: "a b",
      path: "/rules/0/repair/placeholder"),
    BrokenText(
      "two repairs", replacing: "{placeholder: ", with: "{flag: true, placeholder: ",
      path: "/rules/0/repair"),
    BrokenText(
      "a switch in words", replacing: "repair: swap", with: "repair: {flag: never}",
      path: "/rules/1/repair/flag"),
  ]

  /// Changes of `texts`.
  static let brokenTexts: [BrokenText] = [
    BrokenText(
      "a text without a pattern", replacing: "pattern: 'acme-[0-9a-f]{32}', ", with: "",
      path: "/rules/0/check/text"),
    BrokenText(
      "no keyword at all", replacing: "keywords: [acme-]", with: "keywords: []",
      path: "/rules/0/check/text/keywords"),
    BrokenText(
      "a check of settings on text",
      replacing: "check: {text: {pattern: 'acme-[0-9a-f]{32}', keywords: [acme-]}}",
      with: "check: {value: {truthy: true}}", path: "/rules/0/check/value"),
    BrokenText(
      "an unknown level of a stage", replacing: "unknown: error", with: "unknown: fatal",
      path: "/rules/0/severity/unknown"),
    BrokenText(
      "a level for a stage that has its own", replacing: "test: off", with: "staging: off",
      path: "/rules/0/severity/staging"),
    BrokenText(
      "an unknown thing in a file", replacing: "[private-key, credentials]", with: "[keys]",
      path: "/rules/2/check/secret-file/0"),
    BrokenText(
      "a mode in words", replacing: "readable-by-all: true", with: "readable-by-all: all",
      path: "/rules/2/when/readable-by-all"),
    BrokenText(
      "an empty key pattern", replacing: "'(?i)acme_[a-z]+_key'", with: "[a]",
      path: "/rules/1/look-at/setting/key-pattern"),
  ]

  static let good = [
    minimal, facts, complete, companions, texts, surroundings, budgets, values,
  ]

  /// Changes of `facts`.
  static let brokenFacts: [BrokenText] = [
    BrokenText("no name", replacing: "pack: facts\n", with: "", path: ""),
    BrokenText("an unknown field", replacing: "families:", with: "family:", path: "/family"),
    BrokenText(
      "a role without keys", replacing: "- {role: public-key, keys: public key}",
      with: "- {role: public-key}", path: "/roles/0"),
    BrokenText(
      "a key pattern in capitals", replacing: "keys: public key", with: "keys: PUBLIC_KEY",
      path: "/roles/0/keys"),
    BrokenText(
      "a group that is not closed", replacing: "{min pool}", with: "{min pool",
      path: "/roles/1/keys/2"),
    BrokenText(
      "nothing before `>`", replacing: "cors > ... origins", with: "> origins",
      path: "/roles/1/keys/3"),
    BrokenText(
      "a mapping among known values", replacing: "[changeme,", with: "[{changeme: 1},",
      path: "/lists/placeholder/0"),
    BrokenText(
      "an unknown kind of form", replacing: "kind: reference", with: "kind: pointer",
      path: "/value-forms/0/kind"),
    BrokenText(
      "a form without a pattern", replacing: ", pattern: 'op://.+'", with: "",
      path: "/value-forms/0"),
    BrokenText(
      "a token without a keyword", replacing: "keyword: acme_, ", with: "", path: "/tokens/0"),
    BrokenText(
      "a token of an unknown kind", replacing: "kind: secret}",
      with: "kind: hidden}", path: "/tokens/0/kind"),
    BrokenText(
      "an unknown algorithm", replacing: "kind: secret}",
      with: "checksum: {algorithm: crc8, encoding: hex, digits: 2}}",
      path: "/tokens/0/checksum/algorithm"),
    BrokenText(
      "a switch that is neither true nor false", replacing: "kind: secret}",
      with: "checksum: {algorithm: crc32, encoding: hex, digits: 8, strict: no}}",
      path: "/tokens/0/checksum/strict"),
    BrokenText(
      "an unknown structure", replacing: "kind: secret}", with: "structure: json}",
      path: "/tokens/0/structure"),
    BrokenText(
      "words of an unknown stage", replacing: "test: ci", with: "ci: ci", path: "/stages/names/ci"),
    BrokenText(
      "a value without brackets", replacing: "lists: {placeholder: [changeme, 123, null, true]",
      with: "lists: {placeholder: changeme", path: "/lists/placeholder"),
    BrokenText(
      "rules that are no list", replacing: "pack: facts\n", with: "pack: facts\nrules: {}\n",
      path: "/rules"),
    BrokenText(
      "roles that are no list",
      replacing: "roles:\n  - {role: public-key, keys: public key}\n  - {role",
      with: "roles:\n    {role", path: "/roles"),
  ]

  /// Changes of `complete`.
  static let brokenRules: [BrokenText] = [
    BrokenText(
      "an id in capitals", replacing: "id: pool-unbounded", with: "id: PoolUnbounded",
      path: "/rules/1/id"),
    BrokenText(
      "a reference of no kind", replacing: "references: [CWE-942,", with: "references: [CWE-x,",
      path: "/rules/0/references/0"),
    BrokenText(
      "an unknown category", replacing: "category: pool", with: "category: pools",
      path: "/rules/1/category"),
    BrokenText(
      "a rule without a reason", replacing: "    why: It cannot hold.\n", with: "",
      path: "/rules/1"),
    BrokenText(
      "an unknown field of a rule", replacing: "confidence: medium", with: "certainty: medium",
      path: "/rules/0/certainty"),
    BrokenText(
      "a severity for production alone", replacing: ", development: off}", with: "}",
      path: "/rules/0/severity"),
    BrokenText(
      "an unknown severity", replacing: "production: error,", with: "production: fatal,",
      path: "/rules/0/severity/production"),
    BrokenText(
      "`off` in every stage", replacing: "severity: warning", with: "severity: off",
      path: "/rules/1/severity"),
    BrokenText(
      "a gate without brackets", replacing: "gates: [files, process]", with: "gates: files",
      path: "/rules/0/gates"),
    BrokenText(
      "nothing to look at", replacing: "    look-at: workload\n", with: "", path: "/rules/1"),
    BrokenText(
      "an unknown thing to look at", replacing: "look-at: workload", with: "look-at: workloads",
      path: "/rules/1/look-at"),
    BrokenText(
      "a selector that selects nothing",
      replacing: "{keys: [\"cors > origins\", \"origins? allowed\"], except: [x], roles: secret}",
      with: "{except: [x]}", path: "/rules/0/look-at/setting"),
    BrokenText(
      "a path with an empty part", replacing: "databases[].production",
      with: "databases..production",
      path: "/rules/2/look-at/path/at"),
    BrokenText(
      "a condition that always holds", replacing: "{image: [postgres], replicas-at-least: 2}",
      with: "{}", path: "/rules/1/when"),
    BrokenText(
      "an unknown condition", replacing: "image: [postgres]", with: "product: [postgres]",
      path: "/rules/1/when/product"),
    BrokenText(
      "a number in words", replacing: "replicas-at-least: 2", with: "replicas-at-least: two",
      path: "/rules/1/when/replicas-at-least"),
    BrokenText(
      "an unknown stage", replacing: "stage: [production, staging]", with: "stage: prod",
      path: "/rules/0/when/stage"),
    BrokenText(
      "a sibling without a name", replacing: "{key: engine, one-of: [PG]}", with: "{one-of: [PG]}",
      path: "/rules/0/when/sibling"),
    BrokenText(
      "an unknown test", replacing: "truthy: true", with: "true: true",
      path: "/rules/0/when/any/0/setting/true"),
    BrokenText(
      "two checks", replacing: "check: {origins: [any, null, plain-http]}",
      with: "check: {origins: [any], secret: [weak]}", path: "/rules/0/check"),
    BrokenText(
      "an unknown kind of origin", replacing: "[any, null, plain-http]", with: "[any, all]",
      path: "/rules/0/check/origins/1"),
    BrokenText(
      "a check of settings on a workload",
      replacing: "check: {relation: {left: min pool, is: "
        + "\">\", right: max pool}}", with: "check: {value: {truthy: true}}",
      path: "/rules/1/check/value"),
    BrokenText(
      "a check of projects on a path", replacing: "check: absent",
      with: "check: same-across-stages", path: "/rules/2/check"),
    BrokenText(
      "a test that holds for every value", replacing: "check: absent", with: "check: {value: {}}",
      path: "/rules/2/check/value"),
    BrokenText(
      "a bound in words", replacing: "check: absent", with: "check: {value: {below: ten}}",
      path: "/rules/2/check/value/below"),
    BrokenText(
      "an unknown comparison", replacing: "is: \">\"", with: "is: above",
      path: "/rules/1/check/relation/is"),
    BrokenText(
      "no good example", replacing: "good: [{files: {a.env: A=1}}]", with: "good: []",
      path: "/rules/1/examples/good"),
    BrokenText(
      "an example of nothing", replacing: "good: [{files: {a.env: A=1}}]",
      with: "good: [{stage: test}]", path: "/rules/1/examples/good/0"),
    BrokenText(
      "an example in an unknown stage", replacing: "stage: production}\n", with: "stage: live}\n",
      path: "/rules/0/examples/good/0/stage"),
    BrokenText(
      "an origin without brackets", replacing: "[any, null, plain-http]", with: "any",
      path: "/rules/0/check/origins"),
    BrokenText(
      "an unknown load", replacing: "load: large", with: "load: big",
      path: "/rules/0/when/any/1/load"),
    BrokenText(
      "an unknown state of tracking", replacing: "tracking: [tracked]", with: "tracking: [staged]",
      path: "/rules/0/when/any/1/tracking/0"),
    BrokenText(
      "an unknown kind of file", replacing: "file: manifest", with: "file: yaml",
      path: "/rules/0/when/any/1/file"),
    BrokenText(
      "a number in a path", replacing: "databases[].production", with: "databases[0].production",
      path: "/rules/2/look-at/path/at"),
    BrokenText(
      "an unknown class of secrets", replacing: "check: {origins: [any, null, plain-http]}",
      with: "check: {secret: [guessable]}", path: "/rules/0/check/secret/0"),
    BrokenText(
      "an unknown kind of token", replacing: "check: {origins: [any, null, plain-http]}",
      with: "check: {token: [public]}", path: "/rules/0/check/token/0"),
    BrokenText(
      "a URL with an unknown class of passwords",
      replacing: "check: {origins: [any, null, plain-http]}",
      with: "check: {url: {password: clear}}", path: "/rules/0/check/url/password"),
    BrokenText(
      "an empty test of URLs", replacing: "check: {origins: [any, null, plain-http]}",
      with: "check: {url: {}}", path: "/rules/0/check/url"),
    BrokenText(
      "settings and a path at once", replacing: "roles: secret}}",
      with: "roles: secret}, path: {formats: a, at: a}}", path: "/rules/0/look-at"),
    BrokenText(
      "no version number", replacing: "why: It cannot hold.\n    fix: Swap them.\n    since: 0.1.0",
      with: "why: It cannot hold.\n    fix: Swap them.\n    since: soon", path: "/rules/1/since"),
  ]
}
