import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Pipelines of GitLab.
@Suite struct GitLabPipelineTests {
  private static let pipeline = """
    variables:
      POSTGRES_PASSWORD: postgres
      RELEASE:
        value: "1"
        description: which one
      TARGET: {description: where to}
    default:
      image: swift:6.2
    .base:
      variables: {A: base, B: base}
    .token:
      variables: {API_TOKEN: seven-brave-otters}
    test:
      extends: .base
      variables: {B: own, URL: "postgres://u:$POSTGRES_PASSWORD@db/x"}
      services:
        - postgres:17
        - {name: "redis:8", alias: cache, variables: {C: d}}
      script: [make test]
    deploy:
      extends: [.missing, .base]
      environment: {name: production}
      variables: !reference [.token, variables]
      rules:
        - if: $CI_COMMIT_TAG
          variables: {DEBUG: "true"}
      script: [make deploy]

    """

  private func read(_ text: String = pipeline, named name: String = ".gitlab-ci.yml") -> FileReading
  {
    readDocument(text, named: name)
  }

  private func workload(_ name: String, _ reading: FileReading) throws -> Workload {
    try #require(reading.workloads.first { $0.name == name })
  }

  @Test(arguments: [
    (".gitlab/ci/test.yml", true), ("a/.gitlab/ci/b/test.yml", true), (".gitlab-ci/a.yaml", true),
    ("Docker.gitlab-ci.yml", true), (".gitlab/test.yml", false), ("ci/.gitlab/test.yml", false),
    ("x.gitlab-ci/a.yml", false), (".gitlab/x/ci/a.yml", false),
  ])
  func paths(path: String, isPipeline: Bool) {
    let reading = readDocument("test: {script: [make]}\n", named: path)
    #expect((reading.format == "gitlab-pipeline") == isPipeline)
  }

  @Test func jobsServicesAndRulesAreWorkloads() {
    let reading = read()
    #expect(reading.format == "gitlab-pipeline")
    #expect(
      reading.workloads.map(\.name) == [
        "test", "test/postgres", "test/cache", "deploy", "deploy (rule 1)",
      ])
    #expect(
      reading.workloads.map(\.image) == [
        "swift:6.2", "postgres:17", "redis:8", "swift:6.2", "swift:6.2",
      ])
    #expect(reading.workloads.map(\.stage) == [.test, .test, .test, .production, .production])
  }

  @Test func variablesOfJobsLieOverThoseAround() throws {
    let test = try workload("test", read())
    #expect(test.setting("A")?.value.literal == "base")
    #expect(test.setting("B")?.value.literal == "own")
    #expect(test.setting("B")?.shadowed.count == 1)
    #expect(test.setting("RELEASE")?.value.literal == "1")
    #expect(test.setting("TARGET")?.value.form == .passedThrough)
    #expect(test.setting("URL")?.value.literal == "postgres://u:postgres@db/x")
    #expect(try workload("test/cache", read()).setting("C")?.value.literal == "d")
  }

  @Test func aReferenceIsFollowed() throws {
    let deploy = try workload("deploy", read())
    #expect(deploy.setting("API_TOKEN")?.value.literal == "seven-brave-otters")
    // What it shares with the tests, `A` and the pipeline's variables, is judged there.
    #expect(deploy.environment.map(\.key) == ["B", "API_TOKEN"])
  }

  @Test func findings() throws {
    let report = try report(of: Self.pipeline, named: ".gitlab-ci.yml")
    #expect(
      report.findings.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.rule) \($0.severity)" } == [
        "2:22 default-credential note", "12:26 hardcoded-secret error", "26:27 debug-enabled error",
      ])
  }

  @Test(arguments: [
    ("inherit: {variables: false}", []), ("inherit: {variables: [A]}", ["A"]),
    ("inherit: {variables: true}", ["A", "B"]), ("inherit: {default: false}", ["A", "B"]),
    ("inherit: text", ["A", "B"]),
  ])
  func inheritance(rule: String, names: [String]) throws {
    let reading = read("variables: {A: a, B: b}\nx: {script: [y], \(rule)}\n")
    #expect(try workload("x", reading).environment.map(\.key) == names)
  }

  @Test(arguments: ["variables: text", "variables: [A, B]", "variables: {A: {b: c}, D: [e]}"])
  func wrongShapesAreNoVariables(line: String) throws {
    let reading = read("\(line)\nx:\n  script: [y]\n  \(line)\n  extends: {a: b}\nz: text\n")
    #expect(reading.workloads.map(\.name) == ["x"])
    #expect(try workload("x", reading).environment.isEmpty)
  }

  @Test func loopsEnd() throws {
    let reading = read(
      """
      .a: {extends: .b, variables: {A: a}}
      .b: {extends: .a, variables: !reference [.b, variables]}
      x: {extends: .a, script: [y], variables: {V: !reference [x, variables, V]}}
      """)
    #expect(try workload("x", reading).setting("A")?.value.literal == "a")
  }

  @Test func templatesNobodyExtendsAreStillJudged() throws {
    let report = try report(
      of: ".a:\n  variables: {API_TOKEN: nfp_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8}\n",
      named: "templates/a.gitlab-ci.yml")
    #expect(report.findings.map { "\($0.line ?? 0) \($0.rule)" } == ["2 provider-token-in-file"])
  }

  @Test func inputsAndVerbatimTextAreNoVariables() throws {
    let reading = read(
      "x: {script: [y], variables: {A: '$[[ inputs.a ]]', B: {value: '$A', expand: false}}}\n")
    let job = try workload("x", reading)
    #expect(job.setting("A")?.value.literal == nil)
    #expect(job.setting("B")?.value.literal == "$A")
  }

  @Test(arguments: [
    ("ci/build.yml", "stages: [a]\nx: {stage: a, script: [b]}\n", "gitlab-pipeline"),
    ("ci/build.yml", "stages: [{stage: a, script: b}]\nx: {stage: a, script: [b]}\n", "yaml"),
    (".gitlab/ci/x.yml", "x: {script: [b]}\n", "gitlab-pipeline"),
    ("x.yml", "x: {script: [b]}\n", "yaml"),
  ])
  func recognition(path: String, text: String, format: String) {
    #expect(read(text, named: path).format == format)
  }
}
