import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Values that come from files: under which name they are judged, and what is said of bad files.
@Suite struct SecretFilesTests {
  private static let contract = """
    version: 1
    variables:
      DB_PASSWORD: {required: true, secret: true, min-length: 16}
      PORT: {type: port}
      LOG: {one-of: [info, warning]}
      CACHE_FILE: {}
    """
  private static let good = "seven-brave-otters-count-lanterns"
  private static let path = "/run/secrets/db_password"

  private func report(
    _ environment: [String: String], _ files: [String: String] = [:],
    folders: [String] = [], contract: String? = contract, disk: SecretFileSystem? = nil
  ) throws -> Report {
    let disk = disk ?? SecretFileSystem(files: files.mapValues { SourceBytes($0) })
    let validator = Validator(
      contract: try contract.map { try Contract(yaml: $0) }, stage: .production)
    let gathered = validator.gather(environment, SecretFiles(folders: folders), files: disk)
    return validator.validate(gathered)
  }

  private func rows(_ report: Report) -> [String] {
    report.findings.map { "\($0.severity.rawValue) \($0.rule) \($0.key ?? "-")" }
  }

  // MARK: - NAME_FILE

  private static let contents: [(String, [String])] = [
    (good, []), (good + "\n", []), (good + "\r\n", []),
    ("changeme123\n", ["error placeholder-secret DB_PASSWORD"]),
    ("brave-otters\n", ["error secret-too-short DB_PASSWORD"]),
    ("", ["error required-secret-missing DB_PASSWORD"]),
    ("\n", ["error required-secret-missing DB_PASSWORD"]),
  ]

  @Test(arguments: contents)
  func aFileIsJudgedLikeTheVariable(_ content: String, _ expected: [String]) throws {
    let report = try report(["DB_PASSWORD_FILE": Self.path], [Self.path: content])
    #expect(rows(report) == expected)
    // The same rules as for a variable with that text.
    let value = String(content.split(whereSeparator: \.isNewline).first ?? "")
    #expect(try rows(self.report(["DB_PASSWORD": value])) == expected)
    for finding in report.findings {
      #expect(finding.message.contains("the file /run/secrets/db_password named by"))
      #expect(finding.message.contains("DB_PASSWORD_FILE"))
    }
  }

  @Test func onlyOneNewlineIsTakenAway() throws {
    let contract = """
      version: 1
      variables:
        TEXT: {pattern: 'ab\\n'}
      """
    #expect(
      try rows(report(["TEXT_FILE": "/s/t"], ["/s/t": "ab\n\n"], contract: contract)) == [])
    #expect(
      try rows(report(["TEXT_FILE": "/s/t"], ["/s/t": "ab\n"], contract: contract))
        == ["error variable-pattern-mismatch TEXT"])
  }

  private static let badBytes: [([UInt8], String)] = [
    ([0x61, 0x00, 0x62], "NUL"), ([0x61, 0xFF, 0x62], "UTF-8"),
    (Array("SECRETVALUE".utf8) + [0xC3], "UTF-8"),
  ]

  @Test(arguments: badBytes)
  func bytesThatNoVariableCanHave(_ bytes: [UInt8], _ word: String) throws {
    let disk = SecretFileSystem(files: [Self.path: SourceBytes(bytes)])
    let report = try report(["DB_PASSWORD_FILE": Self.path], disk: disk)
    #expect(rows(report) == ["error variable-file-unusable DB_PASSWORD"])
    #expect(report.findings[0].message.contains(word))
    #expect(!report.findings[0].message.contains("SECRETVALUE"))
  }

  private static let kinds: [(FileError.Kind, String)] = [
    (.notFound, "does not exist"), (.notReadable, "cannot be read"),
    (.notRegular(.directory), "a directory"), (.notRegular(.namedPipe), "a named pipe"),
    (.linkLoop, "leads back"), (.tooLarge(bytes: 2_000_000), "2000000 bytes"),
    (.io("input/output error"), "input/output error"),
  ]

  @Test(arguments: kinds)
  func filesThatCannotBeRead(_ kind: FileError.Kind, _ words: String) throws {
    let disk = SecretFileSystem(
      read: { .failure(FileError(path: $0, kind: kind)) }, isFolder: { _ in true },
      names: { _ in nil })
    let report = try report(["DB_PASSWORD_FILE": Self.path], disk: disk)
    // The file is the problem; that the variable is missing says nothing more.
    #expect(rows(report) == ["error variable-file-unusable DB_PASSWORD"])
    #expect(report.findings[0].message.contains(words))
    #expect(report.findings[0].message.contains(Self.path))
  }

  @Test func aSecretInThePlaceOfThePathIsNotShown() throws {
    for text in ["hunter2", "/hunter2", "/hunter2/hunter2", "hunter2/hunter2"] {
      let report = try report(["DB_PASSWORD_FILE": text])
      #expect(rows(report) == ["error variable-file-unusable DB_PASSWORD"])
      #expect(!report.findings[0].message.contains("hunter2"))
    }
  }

  @Test func whatOnlyLooksLikeAFileOfAVariable() throws {
    // Declared as a variable of its own, or no secret of any name.
    #expect(
      try rows(report(["DB_PASSWORD": Self.good, "CACHE_FILE": "/gone", "PID_FILE": "/gone"])) == []
    )
    #expect(try rows(report(["DB_PASSWORD": Self.good, "LOG_FILE": "/gone", "LOG": "info"])) == [])
    #expect(try rows(report(["DB_PASSWORD": Self.good, "_FILE": "/gone"])) == [])
    #expect(try rows(report(["DB_PASSWORD": Self.good, "DB_PASSWORD_FILE": ""])) == [])
    let both = "version: 1\nvariables: {A_TOKEN: {secret: true}, A_TOKEN_FILE: {}}\n"
    #expect(try rows(report(["A_TOKEN_FILE": "/gone"], contract: both)) == [])
  }

  private static let wide = """
    version: 1
    prefixes: [SHOP_]
    variables:
      SHOP_PASSWORD: {secret: true, required: true, deprecated-names: [SHOP_PASS]}
    services:
      web: {own: {SHOP_TOKEN: {secret: true, required: true}}}
    """

  @Test func formerNamesPrefixesAndServices() throws {
    let files = ["/s/a": Self.good, "/s/b": Self.good]
    // A former name is reported as such, and its file is no unknown name below the prefix.
    let former = try report(["SHOP_PASS_FILE": "/s/a"], files, contract: Self.wide)
    #expect(former.findings.map(\.key) == ["SHOP_PASS"])
    #expect(former.findings.allSatisfy { $0.severity != .error })
    let names = try report(
      ["SHOP_PASSWORD_FILE": "/s/a", "SHOP_PASWORD_FILE": "/s/a", "SHOP_TOKEN_FILE": "/s/b"],
      files, contract: Self.wide)
    #expect(names.findings.map(\.key) == ["SHOP_PASWORD_FILE"])
    let validator = Validator(
      contract: try Contract(yaml: Self.wide), stage: .production, service: "web")
    let disk = SecretFileSystem(files: files.mapValues { SourceBytes($0) })
    let gathered = validator.gather(
      ["SHOP_PASSWORD_FILE": "/s/a", "SHOP_TOKEN_FILE": "/s/c"], SecretFiles(), files: disk)
    #expect(
      rows(validator.validate(gathered)) == ["error variable-file-unusable SHOP_TOKEN"])
  }

  @Test func withoutAContractSecretsAreGuessed() throws {
    let file = ["API_TOKEN_FILE": "/s/token"]
    #expect(
      try rows(report(file, ["/s/token": "changeme123\n"], contract: nil))
        == ["error placeholder-secret API_TOKEN"])
    #expect(
      try rows(report(file, contract: nil)) == ["warning variable-file-unusable API_TOKEN"])
    let disk = SecretFileSystem(files: ["/s/token": SourceBytes([0, 1, 2])])
    #expect(
      try rows(report(file, contract: nil, disk: disk))
        == ["note variable-file-unusable API_TOKEN"])
  }

  @Test func bothSet() throws {
    let report = try report(
      ["DB_PASSWORD": "changeme123", "DB_PASSWORD_FILE": Self.path], [Self.path: Self.good])
    #expect(
      rows(report) == [
        "error placeholder-secret DB_PASSWORD", "warning value-and-file-both-set DB_PASSWORD",
      ])
    #expect(!report.findings[0].message.contains("the file"))
  }

  @Test func aPlainVariableMayComeFromAFile() throws {
    let environment = ["DB_PASSWORD": Self.good, "PORT_FILE": "/s/port"]
    #expect(try rows(report(environment, ["/s/port": "8080\n"])) == [])
    #expect(
      try rows(report(environment, ["/s/port": "80x\n"])) == ["error variable-wrong-type PORT"])
    #expect(try rows(report(environment)) == ["warning variable-file-unusable PORT"])
  }

  @Test func filesAreReadOnlyWhenAskedFor() throws {
    let validator = Validator(contract: try Contract(yaml: Self.contract), stage: .production)
    let report = validator.validate(environment: ["DB_PASSWORD_FILE": "/etc/hostname"])
    #expect(rows(report) == ["error required-secret-missing DB_PASSWORD"])
  }

  // MARK: - Folders

  private static let names = ["DB_PASSWORD", "db_password", "db-password", "DB-PASSWORD"]

  @Test(arguments: names)
  func aFileIsNamedLikeItsVariable(_ name: String) throws {
    let bad = try report(
      [:], ["/run/secrets/\(name)": "changeme123\n"], folders: ["/run/secrets"])
    #expect(rows(bad) == ["error placeholder-secret DB_PASSWORD"])
    #expect(bad.findings[0].message.hasSuffix("the value is that of the file /run/secrets/\(name)"))
    #expect(
      try rows(report([:], ["/run/secrets/\(name)": Self.good], folders: ["/run/secrets"])) == [])
  }

  @Test func twoNamesForOneFileAreNone() throws {
    let contract = """
      version: 1
      variables: {DB_PASSWORD: {secret: true, required: true}, db_password: {secret: true}}
      """
    let report = try report(
      [:], ["/s/db-password": "changeme123"], folders: ["/s"], contract: contract)
    #expect(rows(report).contains("error required-secret-missing DB_PASSWORD"))
  }

  @Test func theFirstCounts() throws {
    let files = ["/a/DB_PASSWORD": Self.good, "/b/DB_PASSWORD": "changeme123"]
    #expect(try rows(report([:], files, folders: ["/a", "/b"])) == [])
    #expect(
      try rows(report([:], files, folders: ["/b", "/a"]))
        == ["error placeholder-secret DB_PASSWORD"])
    // The exact name before another spelling, and a variable's own file before a folder.
    let spellings = ["/a/db-password": "changeme123", "/a/DB_PASSWORD": Self.good]
    let report = try report([:], spellings, folders: ["/a"])
    #expect(rows(report) == [])
    #expect(report.skipped.map(\.path) == ["/a/db-password"])
    #expect(
      try rows(self.report(["DB_PASSWORD_FILE": "/a/DB_PASSWORD"], files, folders: ["/b"])) == [])
  }

  @Test func whatEnvFilesSayWeighsLeast() throws {
    let validator = Validator(contract: try Contract(yaml: Self.contract), stage: .production)
    let disk = SecretFileSystem(files: ["/s/DB_PASSWORD": SourceBytes(Self.good)])
    let gathered = validator.gather(
      ["PORT": "1"], SecretFiles(folders: ["/s"]),
      others: ["PORT": "2", "DB_PASSWORD": "x", "LOG": "info"], files: disk)
    #expect(gathered.values == ["PORT": "1", "DB_PASSWORD": Self.good, "LOG": "info"])
    #expect(gathered.problems.map(\.kind) == [.bothSet])
  }

  @Test func filesWithoutAVariableOfTheContract() throws {
    let files = [
      "/s/api_token": "changeme123", "/s/notes": "changeme123", "/s/DB_PASSWORD": Self.good,
    ]
    #expect(
      try rows(report([:], files, folders: ["/s"])) == ["error placeholder-secret api_token"])
    let disk = SecretFileSystem(files: [
      "/s/keystore.p12": SourceBytes([0x30, 0, 0xFF]), "/s/DB_PASSWORD": SourceBytes(Self.good),
    ])
    let report = try report([:], folders: ["/s"], disk: disk)
    #expect(rows(report) == [])
    #expect(report.skipped.map(\.path) == ["/s/keystore.p12"])
  }

  @Test func aFolderThatIsNotThere() throws {
    let report = try report(["DB_PASSWORD": Self.good], folders: ["/gone"])
    #expect(rows(report) == ["error variable-file-unusable -"])
    #expect(report.refusesStart)
  }

  /// What the kubelet writes: links through a folder of this version.
  @Test func mountedSecretsOfKubernetes() throws {
    let disk = SecretFileSystem(
      read: { path in
        switch path {
        case "/s/db-password": .success(SourceBytes(Self.good))
        case "/s/sub": .failure(FileError(path: path, kind: .notRegular(.directory)))
        default: .failure(FileError(path: path, kind: .notFound))
        }
      },
      isFolder: { _ in true },
      names: { _ in
        ["..data", "..2026_11_21", ".hidden", "db-password", "sub"].map { Array($0.utf8) }
          + [[0xFF], Array("a=b".utf8)]
      })
    let report = try report([:], folders: ["/s"], disk: disk)
    #expect(rows(report) == [])
    #expect(report.skipped.count == 3)
  }

  // MARK: - The library

  @Test func aContractFromBytes() throws {
    let contract = try Contract(yaml: Array(Self.contract.utf8))
    #expect(contract.variables.map(\.name) == ["DB_PASSWORD", "PORT", "LOG", "CACHE_FILE"])
    let error = #expect(throws: ContractError.self) {
      try Contract(yaml: Array("version: 1\nvariable: {}\n".utf8), path: "inside.yaml")
    }
    #expect(error?.description.hasPrefix("inside.yaml:2:1: ") == true)
    #expect(throws: ContractError.self) { try Contract(yaml: [0xFF, 0xFE, 0x00] as [UInt8]) }
  }

  @Test func theDiskIsRead() throws {
    // A file that every machine has, as no secret and with a newline at its end.
    let contract = try Contract(yaml: "version: 1\nvariables: {SHELLS: {pattern: 'x'}}\n")
    let environment = ["SHELLS_FILE": "/etc/passwd"]
    func validator(_ files: SecretFiles) -> Validator {
      Validator(contract: contract, stage: .production, secretFiles: files)
    }
    let report = validator(SecretFiles()).validate(environment: environment)
    #expect(rows(report) == ["error variable-pattern-mismatch SHELLS"])
    #expect(throws: InvalidConfiguration.self) {
      try validator(SecretFiles()).requireValidEnvironment(environment)
    }
    #expect(report.findings.allSatisfy { !$0.message.contains("root:") })
    #expect(rows(validator(.none).validate(environment: environment)) == [])
  }

  /// What a service reads in types may come from files, too.
  @Test func valuesInTypes() throws {
    let contract = try Contract(yaml: "version: 1\nvariables: {MACHINES: {required: true}}\n")
    let validator = Validator(
      contract: contract, stage: .production, secretFiles: SecretFiles())
    let environment = try validator.validatedEnvironment(["MACHINES_FILE": "/etc/passwd"])
    #expect(environment.report.findings.isEmpty)
    #expect(throws: InvalidConfiguration.self) { try validator.validatedEnvironment([:]) }
  }

  // MARK: - What a command may get

  @Test func valuesForACommandThatReadsVariablesOnly() throws {
    let validator = Validator(contract: try Contract(yaml: Self.contract), stage: .production)
    let disk = SecretFileSystem(files: [
      "/s/db": SourceBytes("a\n"), "/t/PORT": SourceBytes("1"), "/t/tls.key": SourceBytes("k"),
      "/t/9x": SourceBytes("9"),
    ])
    let gathered = validator.gather(
      ["DB_PASSWORD_FILE": "/s/db", "HOME": "/"], SecretFiles(folders: ["/t"]), files: disk)
    #expect(gathered.exported.added == ["DB_PASSWORD": "a", "PORT": "1"])
    #expect(gathered.exported.removed == ["DB_PASSWORD", "DB_PASSWORD_FILE", "PORT"])
  }

  @Test func variablesThatArePassedOn() throws {
    let contract = try Contract(
      yaml: """
        version: 1
        variables: {A: {}, B: {}}
        services: {web: {variables: [A]}}
        """)
    let all = PassedVariables(contract, service: nil, kept: ["APP_*", "X"])
    for name in ["A", "B", "A_FILE", "PATH", "LC_ALL", "APP_ENV", "X"] {
      #expect(all.contains(name), "\(name)")
    }
    for name in ["C", "LD_PRELOAD", "XY", "MY_PATH", "", "a", "APP", "x/APP_ENV", "A_FILE_FILE"] {
      #expect(!all.contains(name), "\(name)")
    }
    let web = PassedVariables(contract, service: "web", kept: [])
    #expect(web.contains("A") && !web.contains("B"))
  }
}
