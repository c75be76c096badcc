import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Serverless Framework, Copilot and task definitions.
@Suite struct AmazonPlatformTests {
  private static let serverless = """
    service: shop
    provider:
      name: aws
      stage: ${opt:stage, 'dev'}
      environment:
        STAGE: ${self:provider.stage}
        LOG_LEVEL: info
        API_KEY: ${self:custom.apiKey}
        DB_PASSWORD: ${env:DB_PASSWORD}
        JWT_SECRET: ${env:JWT_SECRET, 'changeme123'}
        STRIPE_KEY: ${ssm:/shop/stripe}
        TABLE: !Ref Table
        OTHER: {Ref: Table}
    custom:
      apiKey: changeme456
      dbPassword: ${env:DB_PASSWORD}
    functions:
      api:
        handler: src/api.handler
        reservedConcurrency: 5
        environment: {LOG_LEVEL: debug}
      worker:
        image: {name: worker}
    resources:
      Resources:
        Db: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: changeme789}}

    """

  @Test func serverlessFunctions() throws {
    let file = try PlatformFile(Self.serverless, named: "serverless.yml")
    #expect(file.format == "serverless-service")
    #expect(
      file.workloads == [
        "api: unknown, runs src/api.handler, 5 times, built", "worker: unknown, image worker",
      ])
    #expect(
      try file.environment("api") == [
        "STAGE -> dev", "LOG_LEVEL=debug", "API_KEY=changeme456", "DB_PASSWORD -> elsewhere",
        "JWT_SECRET -> changeme123", "STRIPE_KEY -> elsewhere", "TABLE -> elsewhere",
        "OTHER -> elsewhere",
      ])
    #expect(
      file.findings == [
        "10:36 insecure-fallback warning JWT_SECRET", "15:11 placeholder-secret warning API_KEY",
        "21:30 log-level-debug note LOG_LEVEL",
        "26:71 placeholder-secret warning MasterUserPassword",
      ])
    let setting = try file.setting("API_KEY", of: "api")
    let uses = setting.uses.map { $0.place.file.bytes.text($0.place.range) }
    #expect(uses == ["${self:custom.apiKey}"])
  }

  @Test(arguments: [
    ("stage: production", Stage.production), ("stage: ${opt:stage, 'prod'}", .production),
    ("stage: ${opt:stage, 'dev'}", .unknown), ("stage: dev", .development),
    ("stage: ${opt:stage, self:provider.other}", .unknown), ("region: eu", .unknown),
  ])
  func serverlessStages(line: String, stage: Stage) throws {
    let text = """
      service: {name: shop}
      provider:
        name: aws
        \(line)
      functions: {api: {handler: a.b}}
      """
    #expect(
      try PlatformFile(text, named: "serverless.yml").reading.workloads.map(\.stage) == [stage])
  }

  @Test func serverlessWrongShapes() throws {
    let text = """
      service: shop
      provider: {name: aws, environment: "${file(env.yml):vars}"}
      plugins: text
      functions:
        - ${file(functions.yml)}
        - api: {handler: a.b, environment: [API_KEY=x, {API_KEY: changeme123}]}
          loop: {handler: a.b, environment: {A: "${self:custom.a}", B: "${self:custom.list}"}}
        - [text]
      custom: {a: "${self:custom.a}", list: [x]}

      """
    let file = try PlatformFile(text, named: "serverless.yml")
    #expect(
      file.workloads == [
        "api: unknown, runs a.b, built, unread", "loop: unknown, runs a.b, built, unread",
      ])
    #expect(file.findings == ["6:60 placeholder-secret warning API_KEY"])
  }

  @Test(arguments: [
    ("${env:A, 'x'}", ["x"]), ("${env:A, \"x\"}", ["x"]), ("${env:A, ''}", []),
    ("${env:A, ${env:B, 'y'}}", ["y"]), ("${env:A, true}", ["true"]), ("${env:A}", []),
    ("a ${env:A, 'x, y'} ${env:B, 12}", ["x, y", "12"]), ("${file(a, 'b'):c}", []),
    ("${self:custom.${opt:stage, 'dev'}.a}", []), ("${env:A, self:custom.b}", []),
  ])
  func serverlessFallbacks(text: String, expected: [String]) throws {
    let range = SourceRange(start: 10, end: 10 + text.utf8.count)
    let value = try #require(ServerlessReference.value(text, at: range, isExact: true))
    #expect(value.fallbacks.map(\.text) == expected)
    let bytes = Array(text.utf8)
    for fallback in value.fallbacks {
      let part = bytes[(fallback.range.start - 10)..<(fallback.range.end - 10)]
      #expect(String(decoding: part, as: UTF8.self) == fallback.text)
    }
  }

  @Test(arguments: ["", "$", "${", "text", "${a", "$ {a}", "}${"])
  func noServerlessReference(text: String) {
    #expect(ServerlessReference.value(text, at: SourceRange(at: 0), isExact: false) == nil)
    #expect(ServerlessReference(sole: text) == nil)
  }

  @Test func copilot() throws {
    let text = """
      name: api
      type: Load Balanced Web Service
      image: {build: Dockerfile, port: 80}
      command: ["serve", "--all"]
      count: {range: 1-10, cpu_percentage: 70}
      variables:
        LOG_LEVEL: info
        API_KEY: changeme123
        TOPIC: {from_cfn: "${COPILOT_APPLICATION_NAME}-topic"}
      secrets:
        DB_PASSWORD: /shop/db
        TOKEN: {secretsmanager: shop}
      sidecars:
        proxy: {image: "envoy:v1", variables: {ADMIN_TOKEN: changeme456}}
      environments:
        test:
          count: 2
          variables: {LOG_LEVEL: debug}
        prod: {variables: {DEBUG: "true"}}

      """
    let file = try PlatformFile(text, named: "copilot/api/manifest.yml")
    #expect(file.format == "copilot-manifest")
    #expect(
      file.workloads == [
        "api: unknown, runs serve --all, 10 times, built, unread",
        "api/proxy: unknown, image envoy:v1, 10 times, unread",
        "api (test): test, runs serve --all, 2 times, built, unread",
        "api (prod): production, runs serve --all, 10 times, built, unread",
      ])
    #expect(
      try file.environment("api (test)") == [
        "LOG_LEVEL=debug", "API_KEY=changeme123", "TOPIC -> elsewhere",
        "DB_PASSWORD! -> elsewhere", "TOKEN! -> elsewhere",
      ])
    #expect(
      file.findings == [
        "8:12 placeholder-secret error API_KEY",
        "14:55 placeholder-secret warning ADMIN_TOKEN",
        "19:30 debug-enabled error DEBUG",
      ])
  }

  @Test func copilotWrongShapes() throws {
    let text = """
      name: api
      type: Backend Service
      image: [a]
      count: {range: many}
      variables: [{API_KEY: changeme123}]
      secrets: text
      sidecars: [x]
      environments: {test: 7}

      """
    let file = try PlatformFile(text, named: "manifest.yml")
    #expect(file.workloads == ["api: unknown, unread"])
    #expect(file.findings == ["5:23 placeholder-secret warning API_KEY"])
  }

  @Test func taskDefinitions() throws {
    let text = """
      {"family": "shop", "containerDefinitions": [
        {"name": "api", "image": "shop/api", "command": ["serve"],
         "repositoryCredentials": {"credentialsParameter": "arn:aws:secretsmanager:eu:1:secret:x"},
         "environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::bucket/prod.env"}],
         "environment": [{"name": "API_KEY", "value": "changeme123"}, {"name": "LOG", "value": 7}],
         "secrets": [{"name": "DB_PASSWORD", "valueFrom": "arn:aws:ssm:eu:1:parameter/db"}]},
        {"name": "log", "environment": {"API_KEY": "changeme456"},
         "logConfiguration": {"options": {"splunk-token": "changeme789"}}}]}

      """
    let file = try PlatformFile(text, named: "task.json")
    #expect(file.format == "ecs-task-definition")
    #expect(
      file.workloads == ["api: unknown, image shop/api, runs serve, unread", "log: unknown"])
    #expect(
      try file.environment("api") == ["API_KEY=changeme123", "LOG=7", "DB_PASSWORD -> elsewhere"])
    #expect(
      file.findings == [
        "5:50 placeholder-secret warning API_KEY", "7:47 placeholder-secret warning API_KEY",
        "8:54 placeholder-secret warning splunk-token",
      ])
  }
}
