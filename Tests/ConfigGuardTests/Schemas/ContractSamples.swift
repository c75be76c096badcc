/// Contracts that the schema and the reader must agree on.
enum ContractSamples {
  static let minimal = "version: 1\n"

  static let service = """
    version: 1
    variables:
      DATABASE_URL: {required: [production, staging], secret: true, type: url}
      PORT:
      LOG_LEVEL: {one-of: [debug, 1, true], default: 1}
    services:
      web:
      worker: {workloads: "worker-*"}
    rules: {debug-enabled: off}
    ignore: docs/**

    """

  static let complete = """
    version: 1
    default-stage: development
    as-of: 0.1.0
    stages:
      production: [deploy/prod/**, "*.production"]
      test: ci/**
    dialects:
      "*.env": compose-2
      deploy/**: [docker-raw, compose-2]
    load: medium
    variables:
      API_KEY:
        type: string
        required: true
        secret: true
        min-length: 32
        pattern: '[A-Za-z0-9]+'
        distinct-across-stages: true
        sentinels: [disabled, off]
      DATABASE_URL:
        url: {schemes: [postgres], query: {sslmode: [require, verify-full]}}
        description: Where the data is.
        example: postgres://db/app
      POOL_MIN: {type: int, range: {min: 0, max: 10.5}, default: 2}
      POOL_MAX: {type: int, allow-empty: true}
    groups:
      - one-of: [API_KEY, DATABASE_URL]
      - requires: [POOL_MAX]
        when-set: POOL_MIN
        stages: [production]
    compare:
      - POOL_MIN <= POOL_MAX
    services:
      web: {load: large, workloads: [web, "web-*"], variables: [API_KEY], replicas: 3, pool: 20}
    databases:
      main: {max-connections: 100, reserved: 3, urls: [DATABASE_URL], stages: [staging, production]}
    rules:
      packs: [packs/own.yaml]
      pool-too-large: warning
      cors-any-origin:
        severity: note
        allow:
          - {path: "dev/**", key: ORIGINS, reason: only for demos, expires: 2030-12-31}
    ignore: [fixtures/**]

    """

  /// What contracts may say besides.
  static let more = """
    version: 1
    prefixes: [SHOP_, APP_]
    variables:
      STORAGE: {type: enum, one-of: [s3, disk], default: disk}
      BUCKET: {required-when: {STORAGE: s3}, max-length: 63}
      REGION: {required-when: [{STORAGE: [s3]}, {BUCKET: }], deprecated-names: [AWS_REGION]}
      TIMEOUT: {type: duration, range: {min: 1s, max: 2m}}
      LIMIT: {type: byte-size, range: {max: 64MiB}, default: 1024}
      SESSION_KEY: {type: base64, bytes: 32, secret: true, min-entropy: 128}
      SIGNING_KEY: {type: hex, bytes: {min: 16, max: 64}}
      BROKERS: {type: list, items: host, separator: ";", min-items: 1, max-items: 9}
      STORE: {url: {hosts: ["*.internal"], credentials: no-defaults, path: required}}
      CERT: {path: {exists: file, absolute: true}, deprecated: not read any more}
      LEGACY: {deprecated: true}
      WORKERS: {type: int}
      POOL: {type: int}
    groups:
      - conflicts: [BUCKET, CERT]
      - {conflicts: [LEGACY], when-set: STORE}
      - {requires: [BUCKET], when: {STORAGE: s3}}
    compare:
      - WORKERS * ( POOL + 1 ) <= 100
      - {that: TIMEOUT < 90s, stages: [production]}
    services:
      web:
        own: {PORT: {type: port}, POOL: {range: {min: 5}}}
        groups: [{all-or-none: [PORT, POOL]}]
        compare: [POOL <= WORKERS]

    """

  static let good = [minimal, service, complete, more]

  /// Changes of `complete`.
  static let broken: [BrokenText] = [
    BrokenText(
      "no version", replacing: "version: 1\n", with: "", path: ""),
    BrokenText(
      "another version", replacing: "version: 1", with: "version: 2", path: "/version"),
    BrokenText(
      "an unknown field", replacing: "compare:", with: "comparing:", path: "/comparing"),
    BrokenText(
      "an unknown stage as default", replacing: "default-stage: development",
      with: "default-stage: dev", path: "/default-stage"),
    BrokenText(
      "an unknown stage of paths", replacing: "test: ci/**", with: "testing: ci/**",
      path: "/stages/testing"),
    BrokenText(
      "an unknown reader", replacing: "\"*.env\": compose-2", with: "\"*.env\": compose-1",
      path: "/dialects/*.env"),
    BrokenText("an unknown load", replacing: "load: medium", with: "load: huge", path: "/load"),
    BrokenText(
      "an unknown type", replacing: "type: string", with: "type: text",
      path: "/variables/API_KEY/type"),
    BrokenText(
      "one stage without brackets", replacing: "required: true", with: "required: production",
      path: "/variables/API_KEY/required"),
    BrokenText(
      "an unknown stage in which it is required", replacing: "required: true",
      with: "required: [prod]", path: "/variables/API_KEY/required/0"),
    BrokenText(
      "a switch that is neither true nor false", replacing: "secret: true", with: "secret: yes",
      path: "/variables/API_KEY/secret"),
    BrokenText(
      "a length in words", replacing: "min-length: 32", with: "min-length: long",
      path: "/variables/API_KEY/min-length"),
    BrokenText(
      "a length with a fraction", replacing: "min-length: 32", with: "min-length: 1.5",
      path: "/variables/API_KEY/min-length"),
    BrokenText(
      "a pattern that is a list", replacing: "pattern: '[A-Za-z0-9]+'", with: "pattern: [a]",
      path: "/variables/API_KEY/pattern"),
    BrokenText(
      "a mapping among the sentinels", replacing: "[disabled, off]", with: "[{disabled: true}]",
      path: "/variables/API_KEY/sentinels/0"),
    BrokenText(
      "a bound in words", replacing: "min: 0", with: "min: none",
      path: "/variables/POOL_MIN/range/min"),
    BrokenText(
      "an unknown bound", replacing: "max: 10.5", with: "maximum: 10.5",
      path: "/variables/POOL_MIN/range/maximum"),
    BrokenText(
      "an unknown part of a URL", replacing: "schemes: [postgres]", with: "scheme: postgres",
      path: "/variables/DATABASE_URL/url/scheme"),
    BrokenText(
      "a query that is no mapping", replacing: "{sslmode: [require, verify-full]}", with: "sslmode",
      path: "/variables/DATABASE_URL/url/query"),
    BrokenText(
      "a variable that is a text", replacing: "POOL_MAX: {type: int, allow-empty: true}",
      with: "POOL_MAX: int", path: "/variables/POOL_MAX"),
    BrokenText(
      "an unknown field of a variable", replacing: "allow-empty", with: "allows-empty",
      path: "/variables/POOL_MAX/allows-empty"),
    BrokenText(
      "a group of two kinds", replacing: "- one-of:", with: "- exactly-one: [API_KEY]\n    one-of:",
      path: "/groups/0"),
    BrokenText(
      "a group of no kind", replacing: "- one-of: [API_KEY, DATABASE_URL]",
      with: "- stages: [test]", path: "/groups/0"),
    BrokenText(
      "a requirement without its reason", replacing: "    when-set: POOL_MIN\n", with: "",
      path: "/groups/1"),
    BrokenText(
      "a group for an unknown stage", replacing: "stages: [production]", with: "stages: [live]",
      path: "/groups/1/stages/0"),
    BrokenText(
      "a comparison without blanks", replacing: "POOL_MIN <= POOL_MAX", with: "POOL_MIN<=POOL_MAX",
      path: "/compare/0"),
    BrokenText(
      "an unknown comparison", replacing: "POOL_MIN <= POOL_MAX", with: "POOL_MIN =< POOL_MAX",
      path: "/compare/0"),
    BrokenText(
      "an unknown load of a service", replacing: "load: large", with: "load: 3",
      path: "/services/web/load"),
    BrokenText(
      "an unknown field of a service", replacing: "workloads: [web, \"web-*\"]",
      with: "workload: web", path: "/services/web/workload"),
    BrokenText(
      "an unknown severity", replacing: "pool-too-large: warning", with: "pool-too-large: warn",
      path: "/rules/pool-too-large"),
    BrokenText(
      "`off` beside exceptions", replacing: "severity: note", with: "severity: off",
      path: "/rules/cors-any-origin/severity"),
    BrokenText(
      "an exception without a reason", replacing: "reason: only for demos, ", with: "",
      path: "/rules/cors-any-origin/allow/0"),
    BrokenText(
      "an unknown field of an exception", replacing: "expires:", with: "until:",
      path: "/rules/cors-any-origin/allow/0/until"),
    BrokenText(
      "groups that are no list", replacing: "groups:\n  - one-of: [API_KEY, DATABASE_URL]\n  - req",
      with: "groups:\n    req", path: "/groups"),
    BrokenText(
      "comparisons that are no list", replacing: "- POOL_MIN <= POOL_MAX",
      with: "POOL_MIN <= POOL_MAX", path: "/compare"),
    BrokenText(
      "exceptions that are no list", replacing: "      - {path", with: "        {path",
      path: "/rules/cors-any-origin/allow"),
    BrokenText(
      "one stage of a group without brackets", replacing: "stages: [production]",
      with: "stages: production", path: "/groups/1/stages"),
    BrokenText(
      "two subjects of one requirement", replacing: "when-set: POOL_MIN",
      with: "when-set: [POOL_MIN, API_KEY]", path: "/groups/1/when-set"),
    BrokenText(
      "a subject where nothing is required", replacing: "- one-of: [API_KEY, DATABASE_URL]",
      with: "- {one-of: [API_KEY], when-set: POOL_MIN}", path: "/groups/0/when-set"),
    BrokenText(
      "a negative length", replacing: "min-length: 32", with: "min-length: -1",
      path: "/variables/API_KEY/min-length"),
    BrokenText(
      "no version number", replacing: "as-of: 0.1.0", with: "as-of: latest", path: "/as-of"),
    BrokenText(
      "no date", replacing: "2030-12-31", with: "next year",
      path: "/rules/cors-any-origin/allow/0/expires"),
    BrokenText(
      "no rule id", replacing: "pool-too-large", with: "POOL_TOO_LARGE",
      path: "/rules/POOL_TOO_LARGE"),
  ]
}
