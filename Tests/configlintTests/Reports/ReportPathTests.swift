import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import configlint

/// Services that show reports count paths from the top of the repository.
@Suite struct ReportPathTests {
  private static let formats: [ReportFormat] = [.sarif, .github, .gitlab, .junit, .checkstyle]

  private func path(_ format: ReportFormat, _ text: String) throws -> String {
    switch format {
    case .sarif:
      let place = try ReportSample.json(text).at("runs/0/results/0/locations/0/physicalLocation")
      return try #require(place?.at("artifactLocation/uri")?.string)
    case .gitlab: return try #require(ReportSample.json(text).at("0/location/path")?.string)
    case .github:
      let start = try #require(text.range(ofText: "file="))
      return String(text[start...].prefix { $0 != "," })
    default:
      return try #require(XMLCheck(text).root?.children.first?.attributes["name"])
    }
  }

  private func paths(
    _ arguments: [String], in tree: TemporaryTree, folder: String
  ) throws -> [String] {
    try Self.formats.map { format in
      let result = try Tool.run(
        arguments + ["--format", format.rawValue], in: tree, folder: folder)
      return try path(format, result.output)
    }
  }

  @Test func countFromTheTopOfTheWorkTree() throws {
    let tree = try TemporaryTree()
    try tree.write("repo/a b/ä/.env.production", "CORS_ORIGINS=*\n")
    try tree.write("beside/.env.production", "CORS_ORIGINS=*\n")
    try tree.git("init", "-q", "repo")
    let plain = "a b/ä/.env.production"
    let inside = ["a%20b/%C3%A4/.env.production", plain, plain, plain, plain]
    #expect(try paths([], in: tree, folder: "repo") == inside)
    #expect(try paths([], in: tree, folder: "repo/a b") == inside)
    #expect(try paths([".."], in: tree, folder: "repo/a b/ä") == inside)
    #expect(
      try paths(["\(tree.path)/repo"], in: tree, folder: "beside") == [
        "file://\(tree.path)/repo/a%20b/%C3%A4/.env.production"
      ] + Array(repeating: "\(tree.path)/repo/a b/ä/.env.production", count: 4))
    #expect(
      try paths(["../../beside"], in: tree, folder: "repo/a b") == [
        "file://\(tree.path)/beside/.env.production"
      ] + Array(repeating: "../../beside/.env.production", count: 4))
  }

  @Test func countFromTheWorkingDirectoryWithoutGit() throws {
    let tree = try TemporaryTree()
    try tree.write("app/.env.production", "CORS_ORIGINS=*\n")
    #expect(
      try paths(["./app"], in: tree, folder: ".")
        == Array(repeating: "app/.env.production", count: 5))
  }

  /// Two jobs in two folders of a repository have two findings; the folder of a run is no matter.
  @Test(arguments: [ReportFormat.gitlab, .sarif])
  func fingerprintsCountFromTheTop(_ format: ReportFormat) throws {
    let tree = try TemporaryTree()
    try tree.write("api/.env.production", "CORS_ORIGINS=*\n")
    try tree.write("web/.env.production", "CORS_ORIGINS=*\n")
    try tree.git("init", "-q")
    func fingerprint(_ folder: String, _ path: String) throws -> String {
      let result = try Tool.run([path, "--format", format.rawValue], in: tree, folder: folder)
      let json = try ReportSample.json(result.output)
      guard format == .sarif else { return try #require(json.at("0/fingerprint")?.string) }
      let prints = try #require(json.at("runs/0/results/0/partialFingerprints"))
      guard case .object(let members) = prints else { return "" }
      return try #require(members["configlint/v1"]?.string)
    }
    let api = try fingerprint("api", ".")
    #expect(try api != fingerprint("web", "."))
    #expect(try api == fingerprint(".", "api"))
  }

  /// The tool's own formats keep the paths of the working directory.
  @Test func ownFormatsCountFromTheWorkingDirectory() throws {
    let tree = try TemporaryTree()
    try tree.write("app/.env.production", "CORS_ORIGINS=*\n")
    try tree.git("init", "-q")
    for format in ["json", "jsonl"] {
      let result = try Tool.run(["--format", format], in: tree, folder: "app")
      #expect(result.output.contains("\"path\":\".env.production\""))
    }
  }

  @Test(arguments: [
    ("a", ReportRoot.Place.inside("w/ü/a")), ("../a", .inside("w/a")), ("../../a", .inside("a")),
    ("../../../a", .outside("../../../a", absolute: "/a")), ("/top/x", .inside("x")),
    ("/topx/a", .outside("/topx/a", absolute: "/topx/a")),
    ("<environment>", .nowhere("<environment>")), ("./a/../b", .inside("w/ü/b")),
    ("<prod/.env.x>", .inside("w/ü/<prod/.env.x>")),
  ])
  func placesAreInsideOrOutside(_ path: String, _ place: ReportRoot.Place) {
    #expect(ReportRoot(top: "/top", workingDirectory: "/top/w/ü").place(of: path) == place)
  }
}
