import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

/// The hooks for pre-commit pass the files that the tool knows by their names, and no others.
@Suite struct PreCommitHookTests {
  private struct Hook {
    let language: String
    let entry: String
    let isSerial: Bool
    let files: String
    let exclude: String
  }

  private static func hooks() throws -> [String: Hook] {
    let path = "\(Tool.repository)/.pre-commit-hooks.yaml"
    let tree = YAMLReader.read(try readFile(path: path, limit: 1 << 16))
    let root = try #require(tree.documents.first)
    var hooks: [String: Hook] = [:]
    for item in tree.items(of: root) {
      func text(_ key: String) -> String {
        tree.value(named: key, in: item).map { tree.text(of: tree.target(of: $0)) } ?? ""
      }
      hooks[text("id")] = Hook(
        language: text("language"), entry: text("entry"),
        isSerial: text("require_serial") == "true", files: text("files"), exclude: text("exclude"))
    }
    return hooks
  }

  /// Python's `(?x)` says that white space in a pattern has no meaning.
  private static func pattern(_ text: String) throws -> Pattern {
    let rest = try #require(text.hasPrefix("(?x)") ? text.dropFirst("(?x)".count) : nil)
    return try Pattern(String(rest.filter { !$0.isWhitespace }))
  }

  private struct Selection {
    let files: Pattern
    let exclude: Pattern

    func passes(_ path: String) -> Bool {
      files.isFound(in: path) && !exclude.isFound(in: path)
    }
  }

  private static func selection() throws -> Selection {
    let hook = try #require(hooks()["configlint"])
    return Selection(files: try pattern(hook.files), exclude: try pattern(hook.exclude))
  }

  @Test func bothHooksPassOneListOfTheSameFiles() throws {
    let hooks = try Self.hooks()
    #expect(hooks.mapValues(\.language) == ["configlint": "swift", "configlint-system": "system"])
    for hook in hooks.values {
      #expect(hook.isSerial)
      // Users replace `args`; what the list needs is part of the entry.
      #expect(hook.entry == "configlint check --force-ignore")
    }
    #expect(Set(hooks.values.map(\.files)).count == 1)
    #expect(Set(hooks.values.map(\.exclude)).count == 1)
  }

  // MARK: - Names

  private static let known = [
    ".env", "a/.env", ".ENV", ".env.production", ".env-ci", ".env.local.example", ".env.keys",
    "deploy/api.env", "production.env.example", "env.sample", "env.dist", "api.env.tmpl",
    "x.env.tpl",
    "a b/.env.größe", "line\nbreak/.env", "env.my-defaults", ".kamal/secrets",
    "a/.kamal/secrets.production", ".kamal/secrets-common", ".kamal/secrets.md",
    "compose.yaml", "docker-compose.YML", ".github/workflows/ci.yml", "kustomization",
    "group_vars/all", "group_vars/web/main", "inventory/host_vars/db-1", "values.yaml",
    "appsettings.Production.json", "a.jsonc", ".env.json", "fly.toml", "application.properties",
    "php.ini", "setup.cfg", "prod.tfvars", "Dockerfile", "dockerfile", "Dockerfile.production",
    "api.dockerfile", "Containerfile", "web.Containerfile", "Procfile", "Procfile.dev",
    "Procfile.in", "shop.service", "shop.service.d/override.conf", "notes.txt", "run.sh",
    "run.bash", "nginx.conf", ".envrc", ".htpasswd", ".netrc", "_netrc", ".npmrc", ".pypirc",
    ".pgpass", "pgpass.conf", ".git-credentials", ".s3cfg", ".boto", ".dockercfg",
    ".dockerconfigjson", ".docker/config.json", "kubeconfig", "prod.kubeconfig", ".kube/config",
    ".aws/credentials", "home/.aws/credentials", "config/master.key",
    "config/credentials/production.key", "id_rsa", "id_ed25519", "id_ecdsa_sk", "server.pem",
    "tls.key", "AuthKey.p8", "putty.ppk", "cert.p12", "cert.pfx", "store.jks", "debug.keystore",
    "terraform.tfstate", "terraform.tfstate.backup", "app.py", "app.pyw", "a.js", "a.mjs", "a.cjs",
    "a.jsx", "a.ts", "a.mts", "a.cts", "a.tsx", "A.vue", "a.svelte", "a.rb", "a.rake", "config.ru",
    "Rakefile", "Gemfile", "Capfile", "A.java", "a.kt", "build.gradle.kts", "Package.swift",
    "main.go", "main.rs", "index.php", ".env.ts", "configguard.yaml", "package.json",
  ]

  private static let unknown = [
    "README.md", "README.en.md", "environment", "env", "envfile", ".environment", ".envoy",
    "my.environment.go.md", "example", "sample.envs", ".env.vault", ".env.md",
    ".env.production.gpg",
    ".env.example.j2", ".env.bak", "prod.env.bak", ".env.j2", "Dockerfile.md", "Dockerfile.prod.j2",
    "Dockerfile.dockerignore", "Dockerfile.in", "Dockerfile.tmpl", ".dockerignore", "Dockerfiles",
    "mydockerfile", "Procfile.md", "Procfile.tmpl", "Makefile", "LICENSE", "a.yaml.j2", "yaml",
    "toml", "a.yamlx", "a.ymlc", "group_vars/all.md", "group_vars/a/b/c", "my_group_vars/all",
    ".kamal/secretsx", "kamal/secrets", ".kamal/hooks/secrets/x", "credentials", "aws/credentials",
    ".kube/configs", "config", "id_rsa.pub", "xid_rsa", "key", "a.keys", "logo.png", "a.html",
    ".py",
    "rakefile", "a.c", "a.tfstate.lock.info", "netrc", "data.csv", "pgpass", ".gitignore",
  ]

  @Test func whatTheToolKnowsIsPassed() throws {
    let selection = try Self.selection()
    for path in Self.known {
      #expect(FileType(path: path) != nil, "\(path)")
      #expect(selection.passes(path), "\(path)")
    }
  }

  @Test func whatItDoesNotKnowIsNot() throws {
    let selection = try Self.selection()
    for path in Self.unknown {
      #expect(FileType(path: path) == nil, "\(path)")
      #expect(!selection.passes(path), "\(path)")
    }
  }

  /// A type that is added comes with names, and so with a pattern that fits.
  @Test func everyTypeIsAmongTheNames() {
    #expect(Set(Self.known.compactMap { FileType(path: $0) }) == Set(FileType.allCases))
    #expect(Set(Self.known.compactMap { CredentialFile(path: $0) }) == Set(CredentialFile.allCases))
    #expect(
      Set(Self.known.compactMap { SourceCodeLanguage(path: $0) })
        == Set(SourceCodeLanguage.allCases))
  }

  /// Names put together of what names consist of: the hook misses none that the tool knows.
  @Test func noMixtureIsMissed() throws {
    let selection = try Self.selection()
    let starts = [
      "", ".env", "env", "x", ".kamal/secrets", "group_vars/x", "a/host_vars/b/c",
      ".aws/credentials",
      "Dockerfile", "containerfile", "Procfile", "Rakefile", "kustomization", "id_rsa", "_netrc",
      "config/credentials/x", "x.service.d/y",
    ]
    let parts = [
      "", ".env", "-env", "_env", ".example", "-sample", "_tmpl", ".vault", ".keys", ".md", ".j2",
      ".enc", ".bak", ".ts", ".sh", ".json", ".yml", ".dockerfile", ".dockerignore", ".tmpl", ".in",
      ".key", ".conf", ".tfstate", ".backup", ".", "-", "x",
    ]
    var missed: [String] = []
    for start in starts {
      for second in parts {
        for third in parts {
          let path = start + second + third
          if FileType(path: path) != nil, !selection.passes(path) { missed.append(path) }
        }
      }
    }
    #expect(missed == [])
  }

  // MARK: - The command of the hooks

  @Test func listsWithNothingToCheckPass() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", "version: 1\nignore: [old]\n")
    try tree.write("old/.env", "A=1\n")
    try tree.write("README.md", "# Shop\n")
    try tree.write("package.json", "{\"name\": \"shop\"}\n")
    try tree.write("tests/test_shop.py", "import os\nos.environ['X']\n")
    try tree.write("shop.py", "print('shop')\n")
    try tree.folder("empty")
    func status(_ arguments: String...) throws -> Int32 {
      try Tool.run(["check"] + arguments, in: tree).status
    }
    for path in [
      "old/.env", "README.md", "package.json", "tests/test_shop.py", "shop.py", "configguard.yaml",
    ] {
      #expect(try status("--force-ignore", path) == 0, "\(path)")
    }
    #expect(try status("README.md") == 2)
    // A folder is not a list of files, and what is not there is no choice of the tool's.
    #expect(try status("--force-ignore", "empty") == 2)
    #expect(try status("--force-ignore", "README.md", "gone.env") == 2)
    #expect(try status("--force-ignore", "README.md", "empty") == 2)
  }

  @Test func listsAreJudged() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", "version: 1\nvariables: {PORT: {type: port}}\n")
    try tree.write("README.md", "# Shop\n")
    try tree.write("a b/.env.production", "DB_PASSWORD=changeme\n")
    let result = try Tool.run(
      ["check", "--force-ignore", "README.md", "a b/.env.production"], in: tree)
    #expect(result.status == 1)
    #expect(result.output.contains("placeholder-secret"))
    // The contract is read for every list, so a broken one stops a commit of it alone.
    try tree.write("configguard.yaml", "version: 1\nvariables: {PORT: {type: prot}}\n")
    let broken = try Tool.run(["check", "--force-ignore", "configguard.yaml"], in: tree)
    #expect(broken.status == 2)
    #expect(broken.errors.contains("configguard.yaml:2:"))
  }
}
