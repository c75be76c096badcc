import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// A project, and the environment that one of its services gets by a documented rule.
struct ComposeCase: Sendable, CustomTestStringConvertible {
  let rule: String
  var path = "compose.yaml"
  private let envFiles: [String]
  private let process: [String: String]?
  private let list: [String]
  let files: [String: String]
  var service = "web"
  let expected: [String: ExpectedSetting]
  /// Kinds of problems that the project has.
  var problems: Set<String> = []

  var testDescription: String { rule }

  init(
    _ rule: String, path: String = "compose.yaml", envFiles: [String] = [],
    process: [String: String]? = nil, list: [String] = [], service: String = "web",
    problems: Set<String> = [], _ expected: [String: ExpectedSetting], _ files: [String: String]
  ) {
    self.rule = rule
    self.path = path
    self.files = files
    self.service = service
    self.expected = expected
    self.problems = problems
    self.envFiles = envFiles
    self.process = process
    self.list = list
  }

  var options: ResolutionOptions {
    var options = ResolutionOptions()
    options.environmentFiles = envFiles
    options.processEnvironment = process
    options.composeFiles = list
    return options
  }
}

@Suite("The environment of a Compose service")
struct ComposeEnvironmentTests {
  @Test("is what Compose makes of it", arguments: ComposeCases.all)
  func environment(_ testCase: ComposeCase) throws {
    let reading = try ProjectFiles(testCase.files).read(testCase.path, testCase.options)
    let workload = try #require(reading.workloads.first { $0.name == testCase.service })
    let found = workload.environment.map(\.key).sorted()
    #expect(found == testCase.expected.keys.sorted())
    for setting in workload.environment {
      let expected = try #require(testCase.expected[setting.key])
      #expect(setting.received == expected.text, "\(setting.key)")
      #expect(setting.holder == expected.source, "\(setting.key)")
    }
    let resolution: Set<String> = [
      "circular-reference", "missing-file", "outside-root", "missing-service", "limit-reached",
      "syntax-error",
    ]
    #expect(Set(reading.drafts.map(\.rule)).intersection(resolution) == testCase.problems)
  }

  @Test("there are enough cases")
  func count() {
    #expect(ComposeCases.all.count >= 40)
    #expect(Set(ComposeCases.all.map(\.rule)).count == ComposeCases.all.count)
  }
}

enum ComposeCases {
  static let all = precedence + interpolation + files + merging + extending + including
}
