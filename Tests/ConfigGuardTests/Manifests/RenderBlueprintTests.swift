import Testing

@testable import ConfigGuard
@testable import RulePacks
@testable import ConfigLinting

@Suite struct RenderBlueprintTests {
  private static let text = """
    services:
      - type: web
        name: api
        runtime: node
        startCommand: node server.js
        scaling: {minInstances: 1, maxInstances: 6}
        numInstances: 2
        envVars:
          - key: LOG_LEVEL
            value: debug
            previewValue: trace
          - fromGroup: shared
          - fromGroup: of-the-dashboard
          - key: DATABASE_URL
            fromDatabase: {name: db, property: connectionString}
          - key: CACHE
            fromService: {type: keyvalue, name: cache, property: connectionString}
          - {key: STRIPE_KEY, sync: false}
          - {key: SESSION_SECRET, generateValue: true}
          - {key: API_KEY, value: changeme123}
      - type: keyvalue
        name: cache
        ipAllowList: []
      - type: worker
        name: jobs
        runtime: image
        image: {url: docker.io/shop/jobs:v1}
        dockerCommand: ./jobs
        numInstances: 3
    databases:
      - {name: db, plan: free, user: shop}
    envVarGroups:
      - name: shared
        envVars:
          - {key: LOG_LEVEL, value: info}
          - {key: REGION, value: eu}
      - name: unused
        envVars: [{key: OLD_TOKEN, value: changeme123}]

    """

  @Test func workloads() throws {
    let file = try PlatformFile(Self.text, named: "render.yaml")
    #expect(file.format == "render-blueprint")
    #expect(
      file.workloads == [
        "api: production, runs node server.js, 6 times, built, unread",
        "cache: production, unread",
        "jobs: production, image docker.io/shop/jobs:v1, runs ./jobs, 3 times, unread",
      ])
    #expect(
      try file.environment("api") == [
        "LOG_LEVEL=debug", "REGION=eu", "DATABASE_URL -> elsewhere", "CACHE -> elsewhere",
        "STRIPE_KEY! supplied", "SESSION_SECRET supplied", "API_KEY=changeme123",
      ])
    let shadowed = try file.setting("LOG_LEVEL", of: "api").shadowed
    #expect(shadowed.map { $0.place.file.bytes.text($0.place.range) } == ["info"])
  }

  @Test func findings() throws {
    #expect(
      try PlatformFile(Self.text, named: "render.yaml").findings == [
        "10:16 log-level-debug warning LOG_LEVEL", "20:31 placeholder-secret error API_KEY",
        "31:22 render-free-database error plan", "38:39 placeholder-secret error OLD_TOKEN",
      ])
  }

  @Test func environmentsOfProjectsSayTheStage() throws {
    let text = """
      projects:
        - name: shop
          environments:
            - name: production
              envVarGroups: [{name: own, envVars: [{key: DEBUG, value: "true"}]}]
              services:
                - {type: web, name: api, runtime: go, envVars: [{fromGroup: own}]}
            - name: staging
              services:
                - {type: web, name: api-staging, runtime: go, envVars: [{fromGroup: own}]}

      """
    let file = try PlatformFile(text, named: "blueprint.yaml")
    #expect(file.format == "render-blueprint")
    #expect(
      file.workloads == [
        "api: production, built, unread", "api-staging: staging, built, unread",
      ])
    #expect(try file.environment("api-staging") == [])
    #expect(file.findings == ["5:67 debug-enabled error DEBUG"])
  }

  @Test func aFolderOfExamplesIsNoProduction() throws {
    let text = "services: [{type: web, name: a, runtime: go, envVars: [{key: A, value: b}]}]\n"
    let file = try PlatformFile(text, named: "examples/render.yaml")
    #expect(file.workloads == ["a: example, built, unread"])
  }

  @Test func wrongShapesAreJudgedAllTheSame() throws {
    let text = """
      services:
        - type: web
          name: api
          env: docker
          image: 7
          envVars: {API_KEY: changeme123}
        - text
        - type: web
          plan: free
          envVars: [A=b, {key: {a: b}}, {key: DB_PASSWORD, value: changeme123}, {fromGroup: [x]}]
      envVarGroups: [text, {name: g, envVars: text}]
      projects: {a: b}

      """
    let file = try PlatformFile(text, named: "render.yaml")
    #expect(file.reading.workloads.map(\.name) == ["api", "service"])
    #expect(
      file.findings == [
        "6:24 placeholder-secret error API_KEY", "10:61 placeholder-secret error DB_PASSWORD",
      ])
  }
}
