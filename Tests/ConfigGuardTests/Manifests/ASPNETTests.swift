import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Settings of ASP.NET, laid over one another.
@Suite struct ASPNETTests {
  private static let base = """
    {
      // who may call
      "Jwt": { "SecretKey": "changeme", "ApiKey": "changeme" },
      "Detailed": true
    }

    """

  @Test func anEnvironmentLiesOverTheBase() throws {
    let files = FileSet([
      "api/appsettings.json": Self.base,
      "api/appsettings.Production.json": "{\"jwt:secretkey\": \"#{Secret}#\"}\n",
    ])
    let reading = try files.read("api/appsettings.Production.json")
    #expect(reading.format == "aspnet-settings")
    let workload = try reading.workload("api (Production)")
    #expect(workload.stage == .production)
    #expect(workload.environment.map(\.key) == ["jwt:secretkey", "ApiKey"])
    #expect(workload.environment[0].shadowed.map(\.place.file.name) == ["appsettings.json"])
    #expect(try files.rows() == ["appsettings.json 3 placeholder-secret error"])
    #expect(try files.report().findings.map(\.key) == ["ApiKey"])
  }

  @Test(arguments: [
    ("appsettings.json", true), ("a/AppSettings.Staging.JSON", true), (".appsettings.json", true),
    ("settings.json", false), ("appsettingsx.json", false), ("a.appsettings.json", false),
  ])
  func names(path: String, isOne: Bool) throws {
    let tree = JSONReader.read(SourceBytes("{}"))
    let root = try #require(tree.documents.first)
    #expect(ASPNETSettings.recognises(root, in: tree, path: path) == isOne)
  }

  @Test func theBaseAloneIsProduction() throws {
    let files = FileSet([
      "api/appsettings.json": Self.base,
      "api/appsettings.Development.json": "{\"Jwt\": {\"SecretKey\": \"changethis\"}}\n",
    ])
    let base = try files.read("api/appsettings.json").workloads[0]
    #expect(
      base.stage == .production && base.stageEvidence.plain == "ASP.NET's default environment")
    #expect(
      try files.rows() == [
        "appsettings.Development.json 1 placeholder-secret warning",
        "appsettings.json 3 placeholder-secret error",
        "appsettings.json 3 placeholder-secret error",
      ])
  }

  @Test func foldersOfTestsSpeakFirst() throws {
    let files = FileSet(["tests/api/appsettings.json": Self.base])
    #expect(try files.read("tests/api/appsettings.json").workloads[0].stage != .production)
  }

  @Test(arguments: ["{\"Jwt\": \"text\"}", "{\"Jwt\": [1, {\"Ab\": null}]}", "{}"])
  func wrongShapesAreRead(text: String) throws {
    let files = FileSet([
      "api/appsettings.json": Self.base, "api/appsettings.Production.json": text,
    ])
    let reading = try files.read("api/appsettings.Production.json")
    #expect(reading.format == "aspnet-settings")
    #expect(reading.workloads[0].environment.map(\.key) == ["SecretKey", "ApiKey"])
  }

  @Test(arguments: ["appsettings.schema.v2.json", "myappsettings.json", "appsettings.yaml"])
  func otherFilesAreNone(name: String) throws {
    let reading = try FileSet([name: "{\"a\": 1}\n"]).read(name)
    #expect(reading.format != "aspnet-settings")
  }
}
