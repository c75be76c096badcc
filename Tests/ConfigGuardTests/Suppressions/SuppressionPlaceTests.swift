import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Where a comment holds, in every format that has comments.
@Suite struct SuppressionPlaceTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let path: String
    let position: String
    let text: String
    let rule: String
    /// Lines that are found and allowed, and lines that are found and not allowed.
    let allowed: [Int]
    let open: [Int]

    init(
      _ path: String, _ position: String, _ text: String, allowed: [Int], open: [Int] = [],
      rule: String = "hardcoded-secret"
    ) {
      self.path = path
      self.position = position
      self.text =
        text
        .replacing("ALLOW", with: "configlint:allow \(rule) -- a sandbox")
        .replacing("FILE", with: "configlint:allow-file \(rule) -- a sandbox")
        .replacing("SECRET", with: "q7Rv2LxT9bK4mZ8wYc3")
      self.rule = rule
      self.allowed = allowed
      self.open = open
    }

    var testDescription: String { "\(path), \(position)" }
  }

  @Test(arguments: lines + trees + blocks + others) func theCommentHolds(sample: Sample) throws {
    var project = SuppressedProject(sample.path, sample.text)
    let report = try project.report()
    #expect(report.allowed(sample.rule) == sample.allowed)
    #expect(report.open(sample.rule) == sample.open)
    #expect(report.faults == [])
    // What it allows is found without it, on the same lines.
    project.honoursInlineSuppressions = false
    let without = try project.report()
    #expect(without.open(sample.rule) == (sample.allowed + sample.open).sorted())
    #expect(without.suppressed.isEmpty && without.faults == [])
  }

  private static let lines = [
    Sample(
      ".env", "same line", "A_PASSWORD=SECRET # ALLOW\nB_PASSWORD=SECRET\n", allowed: [1], open: [2]
    ),
    Sample(
      ".env", "next line", "# ALLOW\nA_PASSWORD=SECRET\nB_PASSWORD=SECRET\n", allowed: [2],
      open: [3]),
    Sample(
      ".env", "comments between",
      "# ALLOW\n# more\n# of it\nA_PASSWORD=SECRET\nB_PASSWORD=SECRET\n",
      allowed: [4], open: [5]),
    Sample(".env", "behind several lines", "A_PASSWORD=\"SECRET\nmore\" # ALLOW\n", allowed: [1]),
    Sample(
      ".env", "file", "# head\n\n# FILE\nA_PASSWORD=SECRET\nB_PASSWORD=SECRET\n", allowed: [4, 5]),
    Sample(
      ".env", "windows", "# ALLOW\r\nA_PASSWORD=SECRET\r\nB_PASSWORD=SECRET\r\n", allowed: [2],
      open: [3]),
    Sample(".env", "byte-order mark", "\u{FEFF}# ALLOW\nA_PASSWORD=SECRET\n", allowed: [2]),
    Sample(
      "app.properties", "next line",
      "! ALLOW\ndb.password=SECRET\n# ALLOW\napi.password=SECRET\nc.password=SECRET\n",
      allowed: [2, 4], open: [5]),
    Sample(
      "app.properties", "file", "# FILE\ndb.password=SECRET\nc.password=SECRET\n", allowed: [2, 3]),
    Sample(
      "app.ini", "next line", "[a]\n; ALLOW\ndb_password = SECRET\nc_password = SECRET\n",
      allowed: [3], open: [4]),
    Sample(
      "app.ini", "same line", "[a]\ndb_password = \"SECRET\" ; ALLOW\nc_password = SECRET\n",
      allowed: [2], open: [3]),
    Sample(
      "app.ini", "section",
      "# ALLOW\n[a]\nx = 1\ndb_password = SECRET\n[b]\ndb_password = SECRET\n", allowed: [4],
      open: [6]),
    Sample(
      "app.service", "next line",
      "[Service]\n# ALLOW\nEnvironment=A_PASSWORD=SECRET\nEnvironment=B_PASSWORD=SECRET\n",
      allowed: [3], open: [4]),
    Sample(
      "app.service", "section",
      "[Unit]\n; ALLOW\n[Service]\nEnvironment=A_PASSWORD=SECRET\nEnvironment=B_PASSWORD=SECRET\n",
      allowed: [4, 5]),
    Sample(
      "Dockerfile", "next line",
      "FROM a\n# ALLOW\nENV A_PASSWORD=SECRET\nENV B_PASSWORD=SECRET\n", allowed: [3], open: [4]),
    Sample(
      "Dockerfile", "instruction",
      "FROM a\n# ALLOW\nENV X=1 \\\n  A_PASSWORD=SECRET\nENV B_PASSWORD=SECRET\n", allowed: [4],
      open: [5]),
    Sample(
      "Dockerfile", "within an instruction",
      "FROM a\nENV X=1 \\\n  # ALLOW\n  A_PASSWORD=SECRET \\\n  B_PASSWORD=SECRET\n", allowed: [4],
      open: [5]),
    Sample(
      "Dockerfile", "file", "# syntax=docker/dockerfile:1\n# FILE\nFROM a\nENV A_PASSWORD=SECRET\n",
      allowed: [4]),
    Sample("Dockerfile", "argument", "# ALLOW\nARG A_PASSWORD=SECRET\nFROM a\n", allowed: [2]),
  ]

  private static let trees = [
    Sample(
      "app.yaml", "same line", "a:\n  password: SECRET # ALLOW\n  other_password: SECRET\n",
      allowed: [2], open: [3]),
    Sample(
      "app.yaml", "next line", "a:\n  # ALLOW\n  password: SECRET\n  other_password: SECRET\n",
      allowed: [3], open: [4]),
    Sample(
      "app.yaml", "key above", "# ALLOW\na:\n  b:\n    password: SECRET\nc:\n  password: SECRET\n",
      allowed: [4], open: [6]),
    Sample(
      "app.yaml", "behind a key", "a: # ALLOW\n  password: SECRET\nc:\n  password: SECRET\n",
      allowed: [2], open: [4]),
    Sample(
      "app.yaml", "item",
      "a:\n  # ALLOW\n  - name: x\n    password: SECRET\n  - password: SECRET\n",
      allowed: [4], open: [5]),
    Sample(
      "app.yaml", "behind the header of a block",
      "password: | # ALLOW\n  SECRET\nother_password: SECRET\n", allowed: [2], open: [3]),
    Sample(
      "app.yaml", "first key", "# ALLOW\npassword: SECRET\nother_password: SECRET\n", allowed: [2],
      open: [3]),
    Sample(
      "app.yaml", "file", "# FILE\n---\npassword: SECRET\nother_password: SECRET\n",
      allowed: [3, 4]),
    Sample(
      "app.yaml", "no indentation", "a:\n# ALLOW\n- password: SECRET\n- password: SECRET\n",
      allowed: [3], open: [4]),
    Sample(
      "app.json", "same line",
      "{\n  \"password\": \"SECRET\", // ALLOW\n  \"b_password\": \"SECRET\"\n}\n",
      allowed: [2], open: [3]),
    Sample(
      "app.json", "next line",
      "{\n  /* ALLOW */\n  \"password\": \"SECRET\",\n  \"b_password\": \"SECRET\"\n}\n",
      allowed: [3],
      open: [4]),
    Sample(
      "app.json", "member",
      "{\n  // ALLOW\n  \"a\": {\n    \"x\": 1,\n    \"password\": \"SECRET\"\n  },\n  \"b_password\": \"SECRET\"\n}\n",
      allowed: [5], open: [7]),
    Sample(
      "app.json", "in front",
      "{\n  /* ALLOW */ \"password\": \"SECRET\",\n  \"b_password\": \"SECRET\"\n}\n",
      allowed: [2], open: [3]),
    Sample(
      "app.json", "several lines", "{\n  /*\n   * ALLOW\n   */\n  \"password\": \"SECRET\"\n}\n",
      allowed: [5]),
    Sample("app.json", "file", "{\n  // FILE\n  \"password\": \"SECRET\"\n}\n", allowed: [3]),
    Sample(
      "app.toml", "same line", "password = \"SECRET\" # ALLOW\nb_password = \"SECRET\"\n",
      allowed: [1],
      open: [2]),
    Sample(
      "app.toml", "table",
      "# ALLOW\n[a]\nx = [\n  [1],\n]\npassword = \"SECRET\"\n[a.b]\npassword = \"SECRET\"\n",
      allowed: [6], open: [8]),
    Sample(
      "app.toml", "behind a header",
      "[[a]] # ALLOW\npassword = \"SECRET\"\n[[a]]\npassword = \"SECRET\"\n",
      allowed: [2], open: [4]),
    Sample(
      "app.toml", "inline table",
      "# ALLOW\na = {password = \"SECRET\"}\nb = {password = \"SECRET\"}\n", allowed: [2], open: [3]
    ),
    Sample("app.toml", "file", "# FILE\n[a]\npassword = \"SECRET\"\n", allowed: [3]),
    Sample(
      "app.tfvars", "same line", "a_password = \"SECRET\" // ALLOW\nb_password = \"SECRET\"\n",
      allowed: [1], open: [2]),
    Sample(
      "app.tfvars", "object",
      "# ALLOW\na = {\n  b = {\n    password = \"SECRET\"\n  }\n}\n/* ALLOW */\nb_password = \"SECRET\"\nc_password = \"SECRET\"\n",
      allowed: [4, 8], open: [9]),
  ]

  private static let blocks = [
    Sample(
      "compose.yaml", "service",
      "services:\n  # ALLOW\n  a:\n    build: .\n    environment:\n      - A_PASSWORD=SECRET\n  b:\n    build: .\n    environment: {A_PASSWORD: SECRET}\n",
      allowed: [6], open: [9]),
    Sample(
      "deploy.yaml", "container",
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: a}
      spec:
        template:
          spec:
            containers:
              - name: a
                image: a
                env:
                  # ALLOW
                  - name: A_PASSWORD
                    value: SECRET
                  - name: B_PASSWORD
                    value: SECRET

      """, allowed: [13], open: [15]),
    Sample(
      "templates/deploy.yaml", "comment of a template",
      """
      {{- if .Values.on }}
      apiVersion: v1
      kind: Secret
      metadata: {name: {{ .Values.name }}}
      stringData:
        {{- /* ALLOW */}}
        a_password: SECRET
        b_password: SECRET # ALLOW
        c_password: SECRET
      {{- end }}

      """, allowed: [7, 8], open: [9]),
    // Something that is missing is found at what is beside it.
    Sample(
      "compose.yaml", "absence, above",
      "services:\n  # ALLOW\n  db:\n    image: postgres:16\n    environment: {POSTGRES_PASSWORD_FILE: /x}\n",
      allowed: [4], rule: "database-without-volume"),
    Sample(
      "compose.yaml", "absence, behind the parent",
      "services:\n  db: # ALLOW\n    image: postgres:16\n    environment: {POSTGRES_PASSWORD_FILE: /x}\n",
      allowed: [3], rule: "database-without-volume"),
  ]

  private static let others = [
    Sample(
      "app.py", "python",
      "import os\na = os.environ.get(\"A_PASSWORD\", \"SECRET\")  # ALLOW\nb = os.environ.get(\"B_PASSWORD\", \"SECRET\")\n",
      allowed: [2], open: [3], rule: "insecure-fallback"),
    Sample(
      "app.go", "go",
      "package a\n// ALLOW\nvar a = getenv(\"A_PASSWORD\", \"SECRET\")\nvar b = getenv(\"B_PASSWORD\", \"SECRET\")\n",
      allowed: [3], open: [4], rule: "insecure-fallback"),
    Sample(
      "app.js", "javascript",
      "/* ALLOW */\nconst a = process.env.A_PASSWORD || \"SECRET\"\nconst b = process.env.B_PASSWORD || \"SECRET\"\n",
      allowed: [2], open: [3], rule: "insecure-fallback"),
    Sample(
      "app.rb", "ruby",
      "# ALLOW\na = ENV.fetch(\"A_PASSWORD\", \"SECRET\")\nb = ENV.fetch(\"B_PASSWORD\", \"SECRET\")\n",
      allowed: [2], open: [3], rule: "insecure-fallback"),
  ]

  // MARK: text that is no comment

  /// Texts that speak of the marker without being comments.
  @Test(arguments: [
    (".env", "A_PASSWORD=SECRET\nNOTE=\"# ALLOW\"\nB_PASSWORD='SECRET\n# ALLOW\n'\n"),
    (".env", "NOTE=\"\n# FILE\n\"\nA_PASSWORD=SECRET\n"),
    ("app.yaml", "note: |\n  # ALLOW\na_password: SECRET\nb: \"# ALLOW\"\nc: a#ALLOW\n"),
    ("app.yaml", "note: '\n  # ALLOW\n\n  '\na_password: SECRET\n"),
    ("app.json", "{\"note\": \"// ALLOW\", \"a_password\": \"SECRET\"}\n"),
    ("app.toml", "note = \"\"\"\n# ALLOW\n\"\"\"\na_password = \"SECRET\"\n"),
    ("app.properties", "note=x # ALLOW\na_password=SECRET\n"),
    ("app.tfvars", "note = <<X\n# ALLOW\nX\na_password = \"SECRET\"\n"),
    ("Dockerfile", "FROM a\nRUN <<X\n# ALLOW\nX\nENV A_PASSWORD=SECRET\n"),
    ("app.service", "[Service]\nEnvironment=A_PASSWORD=SECRET # ALLOW\n"),
    ("app.ini", "[a] ; ALLOW\nb_password = SECRET\n"),
    ("app.ini", "[a]\na = x\n  # none\nb_password = SECRET ; ALLOW\n"),
  ]) func aValueAllowsNothing(path: String, text: String) throws {
    let sample = Sample(path, "", text, allowed: [])
    let report = try SuppressedProject(path, sample.text).report()
    #expect(report.suppressed.isEmpty)
    #expect(report.faults == [])
    #expect(!report.open("hardcoded-secret").isEmpty)
  }

  @Test func aScriptsTextsAreNoComments() {
    let script = """
      #!/bin/sh
      # one
      echo "a # b
      # c" 'd
      # e' f#g \\# h # two
      cat <<X <<-'Y'
      # i
      X
      # j
      \tY
      x=$((1 << 2)) # three
      cat <<<"k" # four
      """
    let bytes = SourceBytes(script)
    let scanned = ShellComments(bytes)
    let comments = scanned.comments.map { bytes.text($0) }
    #expect(comments == ["#!/bin/sh", "# one", "# two", "# three", "# four"])
    #expect(scanned.doubtful.isEmpty)
  }

  /// Texts that look like comments to who knows too little of shells.
  @Test(arguments: [
    "cat <<1\n# ALLOW\nTOKEN\n1\n", "cat <<'!'\n# ALLOW\nTOKEN\n!\n",
    "cat <<$E\n# ALLOW\nTOKEN\n$E\n", "cat <<A\\B\n# ALLOW\nTOKEN\nAB\n",
    "echo \"$(echo \"\n# ALLOW\nTOKEN\")\"\n",
    "echo \"`echo \"\n# ALLOW\nTOKEN\"`\"\n",
    "echo $'it\\'s '\n# ALLOW\nTOKEN\n''\n", "echo ${A#\n# ALLOW\nTOKEN\n}\n",
    "echo \"${A:-\"\n# ALLOW\nTOKEN\n\"}\"\n", "echo $(x)#\"\n# ALLOW\nTOKEN\n\"\n",
    "x=$(cat <<X)\necho \"\nX\n# ALLOW\nTOKEN\n\"\n", "cat <<X\na\\\nX\n# ALLOW\nTOKEN\nX\n",
    "cat <\\\n<X\n# ALLOW\nTOKEN\nX\n", "cat <<X\na\nX\r\n# ALLOW\nTOKEN\nX\n",
    "echo \"$(case x in a) echo \"\n# ALLOW\nTOKEN\";; esac)\"\n",
  ]) func whatMayBeATextAllowsNothing(script: String) throws {
    let text =
      script
      .replacing("ALLOW", with: "configlint:allow token-in-text -- a sandbox")
      .replacing("TOKEN", with: "glpat-" + "q7Rv2LxT9bK4mZ8wYc3d")
    let report = try SuppressedProject("run.sh", text).report()
    #expect(report.suppressed.isEmpty)
    #expect(report.open("token-in-text").count == 1)
  }

  @Test func whatIsInDoubtIsReported() throws {
    let text = "cat <<1\nx\n1\n# configlint:allow token-in-text -- a sandbox\necho\n"
    let report = try SuppressedProject("run.sh", text).report()
    #expect(report.open("suppression-not-understood") == [4])
  }

  /// What scripts have everywhere leaves nothing in doubt.
  @Test func usualScriptsAreUnderstood() {
    let script = """
      cd "$(dirname "$0")/.." || exit 2 # one
      name="${1:-"a b"}" n=$# all=("$@") short=${name##*/} # two
      x=$(wc -l <"$name"); echo $'a\tb' $((1 + 2)) "${x%.*}" # three
      # four
      """
    let bytes = SourceBytes(script)
    let scanned = ShellComments(bytes)
    #expect(scanned.comments.map { bytes.text($0) } == ["# one", "# two", "# three", "# four"])
    #expect(scanned.doubtful.isEmpty)
  }

  @Test(arguments: ["A=1\rAPI_TOKEN=§\r", "A=\"1\rAPI_TOKEN=§\"\n", "# a\rAPI_TOKEN=§\n"])
  func aLoneReturnHidesNothing(text: String) throws {
    let text = text.replacing("§", with: "q7Rv2LxT9bK4mZ8wYc3")
    for dialect in ["python-dotenv", "docker-raw", "compose", "bash"] {
      let report = try SuppressedProject(
        [("prod.env", text)], contract: "dialects: {prod.env: \(dialect)}\n"
      ).report()
      #expect(
        report.findings.contains { $0.category == .syntax && $0.severity == .error },
        "\(dialect)")
    }
    let windows = try SuppressedProject("prod.env", "A=1\r\nB=2\r\n").report()
    #expect(!windows.findings.contains { $0.category == .syntax })
  }

  /// A reader without comments behind values takes them for a part of the value.
  @Test func theDialectDecides() throws {
    let text = "A_PASSWORD=q7Rv2LxT9bK4mZ8wYc3 # configlint:allow hardcoded-secret -- a sandbox\n"
    let contract = "dialects: {.env: docker-raw}\n"
    #expect(try SuppressedProject([(".env", text)]).report().suppressed.count == 1)
    let report = try SuppressedProject([(".env", text)], contract: contract).report()
    #expect(report.suppressed.isEmpty && report.open("hardcoded-secret") == [1])
  }

  /// What a workload takes from another file is answered where it stands and where it is used.
  @Test func relatedPlacesCount() throws {
    let compose = """
      services:
        web:
          image: a
          # configlint:allow hardcoded-secret -- a sandbox
          env_file: app.env
        other:
          image: b
          env_file: other.env
      """
    let files = [
      ("compose.yaml", compose), ("app.env", "A_PASSWORD=q7Rv2LxT9bK4mZ8wYc3\n"),
      (
        "other.env",
        "B_PASSWORD=q7Rv2LxT9bK4mZ8wYc3 # configlint:allow hardcoded-secret -- a sandbox\n"
      ),
    ]
    var project = SuppressedProject(files)
    project.added = ["compose.yaml"]
    let report = try project.report()
    #expect(
      report.suppressed.map { "\($0.finding.path) \($0.path ?? ""):\($0.line ?? 0)" }
        == ["app.env compose.yaml:4", "other.env other.env:1"])
    #expect(report.findings.filter { $0.rule == "hardcoded-secret" }.isEmpty)
    #expect(report.faults == [])
  }

  /// A comment in the first line says nothing of what a whole file lacks.
  @Test func onlyAllowFileHoldsForAWholeFile() throws {
    let contract = "variables: {API_URL: {required: true}}\n"
    let rule = "required-variable-missing"
    let line = "A=1 # configlint:allow \(rule) -- elsewhere\n"
    let open = try SuppressedProject([(".env.production", line)], contract: contract).report()
    #expect(open.open(rule) == [1] && open.suppressed.isEmpty)
    let file = "# configlint:allow-file \(rule) -- elsewhere\nA=1\n"
    let allowed = try SuppressedProject([(".env.production", file)], contract: contract).report()
    #expect(allowed.allowed(rule) == [1] && allowed.open(rule) == [])
  }
}
