import Testing

@testable import ConfigGuard
@testable import RulePacks
@testable import ConfigLinting

@Suite struct DigitalOceanAppSpecTests {
  private static let text = """
    name: shop
    region: fra
    envs:
      - {key: LOG_LEVEL, value: info}
      - {key: APP_HOST, value: "${APP_DOMAIN}"}
      - {key: NPM_TOKEN, value: changeme123, scope: BUILD_TIME}
    services:
      - name: api
        github: {repo: shop/api, branch: main}
        run_command: ./api serve
        autoscaling: {min_instance_count: 1, max_instance_count: 4}
        instance_count: 2
        envs:
          - {key: LOG_LEVEL, value: debug, scope: RUN_TIME}
          - {key: DATABASE_URL, value: "${db.DATABASE_URL}", scope: RUN_AND_BUILD_TIME}
          - {key: INTERNAL_URL, value: "${_self.PRIVATE_URL}"}
          - {key: JWT_SECRET, type: SECRET, value: "EV[1:abcdef:0123456789]"}
          - {key: API_KEY, type: SECRET}
          - {key: SESSION_SECRET, type: SECRET, value: changeme123}
          - {key: EMPTY}
    workers:
      - name: mailer
        image: {registry_type: DOCKER_HUB, registry: shop, repository: mailer, tag: v2}
        instance_count: 3
    static_sites:
      - name: site
        source_dir: site
        envs: [{key: PUBLIC_URL, value: "https://shop.example", scope: BUILD_TIME}]
    databases:
      - {name: db, engine: PG, production: true}

    """

  @Test func workloads() throws {
    let file = try PlatformFile(Self.text, named: ".do/app.yaml")
    #expect(file.format == "digitalocean-app-spec")
    #expect(
      file.workloads == [
        "api: production, runs ./api serve, 4 times, built",
        "mailer: production, image shop/mailer:v2, 3 times",
        "site: production, built",
      ])
    #expect(
      try file.environment("api") == [
        "LOG_LEVEL=debug", "APP_HOST -> elsewhere", "DATABASE_URL -> elsewhere",
        "INTERNAL_URL -> elsewhere", "JWT_SECRET! encrypted", "API_KEY! supplied",
        "SESSION_SECRET!=changeme123", "EMPTY empty",
      ])
    #expect(try file.environment("mailer") == ["LOG_LEVEL=info", "APP_HOST -> elsewhere"])
    #expect(
      try file.environment("site") == [
        "LOG_LEVEL=info", "APP_HOST -> elsewhere", "NPM_TOKEN=changeme123",
        "PUBLIC_URL=https://shop.example",
      ])
  }

  @Test func theComponentShadowsTheApp() throws {
    let file = try PlatformFile(Self.text, named: ".do/app.yaml")
    let setting = try file.setting("LOG_LEVEL", of: "api")
    #expect(file.text(setting) == "debug")
    #expect(setting.shadowed.map { $0.place.file.bytes.text($0.place.range) } == ["info"])
  }

  @Test func findings() throws {
    #expect(
      try PlatformFile(Self.text, named: ".do/app.yaml").findings == [
        "6:29 placeholder-secret error NPM_TOKEN", "14:33 log-level-debug warning LOG_LEVEL",
        "19:52 placeholder-secret error SESSION_SECRET",
        "30:6 digitalocean-database-cluster-unnamed error cluster_name",
      ])
  }

  @Test func aSpecificationInATemplateForDeployment() throws {
    let text = """
      spec:
        name: shop
        services:
          - name: api
            git: {repo_clone_url: "https://git.example/shop.git"}
            envs: [{key: DEBUG, value: "true"}]

      """
    let file = try PlatformFile(text, named: "deploy.template.yaml")
    #expect(file.format == "digitalocean-app-spec")
    #expect(file.findings == ["6:35 debug-enabled error DEBUG"])
  }

  @Test func wrongShapesAreJudgedAllTheSame() throws {
    let text = """
      name: shop
      region: fra
      envs: DB_PASSWORD=changeme123
      services:
        - name: api
          git: {branch: main}
          envs: {DB_PASSWORD: changeme123}
          instance_count: many
        - only text
        - name: other
          envs: [text, {key: [a]}, {key: API_KEY, value: changeme123}]
      workers: {name: x}

      """
    let file = try PlatformFile(text, named: ".do/app.yaml")
    #expect(file.workloads == ["api: production, built", "other: production, built"])
    #expect(
      file.findings == [
        "7:25 placeholder-secret error DB_PASSWORD", "11:52 placeholder-secret error API_KEY",
      ])
  }
}
