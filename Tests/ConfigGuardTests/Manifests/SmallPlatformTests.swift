import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Fly.io, Railway, Heroku, App Engine and process files.
@Suite struct SmallPlatformTests {
  @Test func flyProcesses() throws {
    let text = """
      app = "shop"
      [build]
      image = "shop/api:v1"
      [env]
      LOG_LEVEL = "info"
      DEBUG = "true"
      [processes]
      web = "bin/server"
      worker = "bin/worker --all"
      [http_service.http_options.response.headers]
      Access-Control-Allow-Origin = "*"

      """
    let file = try PlatformFile(text, named: "fly.toml")
    #expect(
      file.workloads == [
        "shop/web: production, image shop/api:v1, runs bin/server, unread",
        "shop/worker: production, image shop/api:v1, runs bin/worker --all, unread",
      ])
    #expect(
      file.findings == [
        "6:10 debug-enabled error DEBUG",
        "11:32 cors-header-any-origin warning Access-Control-Allow-Origin",
      ])
  }

  @Test func flyFilesNamedForAStage() throws {
    let text = "app = \"shop\"\n[env]\nA = \"b\"\n[experimental]\ncmd = [\"a\", \"b\"]\n"
    let staging = try PlatformFile(text, named: "fly.staging.toml")
    #expect(staging.workloads == ["shop: staging, runs a b, built, unread"])
    #expect(try PlatformFile(text, named: "fly.toml").reading.stage.stage == .production)
  }

  @Test(arguments: [
    "env = \"API_KEY=x\"\nprocesses = [\"a\"]\n", "env = 7\n[processes.a]\nb = 1\n",
  ])
  func flyWrongShapes(text: String) throws {
    let file = try PlatformFile("app = \"shop\"\n" + text, named: "fly.toml")
    #expect(file.format == "fly-app" && file.reading.workloads.count == 1)
    #expect(file.findings == [])
  }

  @Test func flyNestedTablesAreNotLost() throws {
    let text = "app = \"shop\"\n[env.production]\nAPI_KEY = \"changeme123\"\n"
    #expect(
      try PlatformFile(text, named: "fly.toml").findings == [
        "3:12 placeholder-secret error API_KEY"
      ])
  }

  @Test func railway() throws {
    let text = """
      {"$schema": "https://railway.com/railway.schema.json",
       "build": {"builder": "RAILPACK", "nixpacksPlan": {"variables": {"API_KEY": "changeme123"}}},
       "deploy": {"startCommand": "node server.js", "numReplicas": 2},
       "environments": {
         "staging": {"deploy": {"multiRegionConfig": {"a": {"numReplicas": 2}, "b": {}}}},
         "pr": {"deploy": {"startCommand": "node preview.js"}}}}

      """
    let file = try PlatformFile(text, named: "api/railway.json")
    #expect(file.format == "railway-service")
    #expect(
      file.workloads == [
        "api: production, runs node server.js, 2 times, built, unread",
        "api (staging): staging, runs node server.js, 3 times, built, unread",
        "api (pr): staging, runs node preview.js, 2 times, built, unread",
      ])
    #expect(file.findings == ["2:78 placeholder-secret error API_KEY"])
  }

  @Test func railwayWrongShapes() throws {
    let text = "deploy = \"x\"\nenvironments = [1]\nbuild = {password = \"changeme123\"}\n"
    let file = try PlatformFile(text, named: "railway.toml")
    #expect(file.workloads == ["railway: production, built, unread"])
    #expect(file.findings == ["3:22 placeholder-secret error password"])
    #expect(try PlatformFile("name = \"x\"\n", named: "railway.toml").format == "toml")
  }

  @Test func herokuFormation() throws {
    let text = """
      {"name": "shop", "formation": {"web": {"quantity": 2, "size": "basic"}, "worker": {}},
       "env": {
         "LOG_LEVEL": "info",
         "SESSION_SECRET": {"generator": "secret"},
         "STRIPE_KEY": {"description": "of the account", "required": true},
         "API_KEY": {"value": "changeme123"}},
       "environments": {
         "review": {"formation": {"web": {"quantity": 1}}, "env": {"LOG_LEVEL": "debug"}},
         "test": {"env": {"DEBUG": "true"}}}}

      """
    let file = try PlatformFile(text, named: "app.json")
    #expect(
      file.workloads == [
        "shop/web: production, 2 times, built, unread", "shop/worker: production, built, unread",
        "shop (review)/web: staging, 1 times, built, unread",
        "shop (test)/web: test, 2 times, built, unread",
        "shop (test)/worker: test, built, unread",
      ])
    #expect(
      try file.environment("shop (review)/web") == [
        "LOG_LEVEL=debug", "SESSION_SECRET supplied", "STRIPE_KEY supplied", "API_KEY=changeme123",
      ])
    #expect(
      file.findings.filter { $0.contains("error") } == ["6:26 placeholder-secret error API_KEY"])
  }

  @Test func herokuWrongShapes() throws {
    let text = """
      {"env": {"A": ["b"], "B": {"nested": {"API_KEY": "changeme123"}}},
       "formation": [{"process": "web", "quantity": 2}], "environments": "x"}

      """
    let file = try PlatformFile(text, named: "app.json")
    #expect(file.workloads == ["heroku-app: production, built, unread"])
    #expect(file.findings == ["1:51 placeholder-secret error API_KEY"])
  }

  @Test func appEngine() throws {
    let text = """
      runtime: python312
      service: api
      entrypoint: gunicorn -b :$PORT main:app
      includes: [secrets.yaml]
      env_variables:
        DEBUG: "true"
        DB_PASS: <YOUR_DB_PASSWORD>
        BUCKET: ${BUCKET}
      build_env_variables:
        NPM_TOKEN: changeme123
      automatic_scaling: {max_instances: 5}
      handlers:
        - url: /static
          static_dir: password
          secret: changeme123
          http_headers: {Access-Control-Allow-Origin: "*"}

      """
    let file = try PlatformFile(text, named: "prod/app.yaml")
    #expect(file.format == "app-engine-service")
    #expect(
      file.workloads == [
        "api: production, runs gunicorn -b :$PORT main:app, 5 times, built, unread"
      ])
    #expect(
      file.findings == [
        "6:11 debug-enabled error DEBUG", "7:12 placeholder-secret error DB_PASS",
        "10:14 placeholder-secret error NPM_TOKEN",
        "16:50 cors-header-any-origin warning Access-Control-Allow-Origin",
      ])
  }

  @Test func appEngineOrDigitalOcean() throws {
    let spec = "name: a\nservices: [{name: b, git: {branch: main}, envs: []}]\n"
    #expect(try PlatformFile(spec, named: "app.yaml").format == "digitalocean-app-spec")
    let service = "runtime: go122\nenv_variables: {A: b}\n"
    #expect(try PlatformFile(service, named: "app.yaml").format == "app-engine-service")
    #expect(try PlatformFile(service, named: "app.prod.yaml").format == "app-engine-service")
    let pulumi = "name: a\nruntime: yaml\nresources: {}\n"
    #expect(try PlatformFile(pulumi, named: "Pulumi.yaml").format == "yaml")
    #expect(try PlatformFile("service: a\nname: b\n", named: "app.yaml").format == "yaml")
  }

  @Test func appEngineWrongShapes() throws {
    let text = "runtime: go\nenv_variables: [API_KEY=x, {API_KEY: changeme123}]\nhandlers: x\n"
    let file = try PlatformFile(text, named: "app.yaml")
    #expect(file.workloads == ["default: unknown, built"])
    #expect(file.findings.map { $0.split(separator: " ")[0] } == ["2:38"])
  }

  @Test func processes() throws {
    let text = """
      # types
      web: env RAILS_ENV=production DB_PASSWORD="changeme123" bin/rails server -p $PORT
      worker: API_KEY=$KEY TOKEN='$ecret' LONG="a b"c bundle exec sidekiq
      release: bin/rails db:migrate A=b

      no process
      """
    let file = try PlatformFile(text, named: "Procfile")
    #expect(file.format == "procfile")
    #expect(
      file.reading.workloads.map(\.name) == ["web", "worker", "release"])
    #expect(file.reading.workloads[0].stage == .production)
    #expect(file.reading.workloads[2].command == "bin/rails db:migrate A=b")
    #expect(try file.environment("web") == ["RAILS_ENV=production", "DB_PASSWORD=changeme123"])
    #expect(
      try file.environment("worker") == ["API_KEY -> elsewhere", "TOKEN=$ecret", "LONG=a bc"])
    #expect(try file.text(file.setting("DB_PASSWORD", of: "web")) == "changeme123")
    #expect(
      file.findings.filter { $0.contains("error") } == ["2:44 placeholder-secret error DB_PASSWORD"]
    )
    #expect(
      file.reading.drafts.map { $0.place.file.bytes.text($0.place.range) } == ["no process"])
    #expect(!file.reading.isManifest)
  }

  @Test(arguments: [
    "", ":", "a:", "web", "web: A=", "web: A=\"x", "web: A='", "web: =x", "web: env", "a: \\",
    "\u{FEFF}web: A=\"b\\",
  ])
  func brokenProcesses(text: String) throws {
    let file = try PlatformFile(text, named: "Procfile.dev")
    #expect(file.format == "procfile" && file.reading.skipReason == nil)
    #expect(file.reading.workloads.allSatisfy { $0.stage == .development })
  }

  @Test(arguments: [
    ("Procfile", FileType.procfile), ("procfile.dev", .procfile), ("Procfile.md", nil),
    ("Procfiles", nil), ("my.Procfile", nil),
  ])
  func names(name: String, type: FileType?) { #expect(FileType(path: name) == type) }
}
