import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Workflows and actions of GitHub.
@Suite struct GitHubWorkflowTests {
  private static let workflow = """
    name: ci
    on: [push]
    env:
      API_URL: https://api.test
      TOKEN: ${{ secrets.TOKEN }}
    jobs:
      build:
        runs-on: ubuntu-latest
        container: {image: "node:22", env: {FROM_CONTAINER: x, API_URL: lower}}
        services:
          db:
            image: postgres:17
            env:
              POSTGRES_PASSWORD: postgres
        env:
          NODE_ENV: production
          DB_PASSWORD: postgres
        steps:
          - uses: some/action@v1
            with:
              token: nfp_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8
          - name: Migrate
            run: ./migrate
            env:
              DB_PASSWORD: step
              COPY: ${{ env.API_URL }}
          - env: {A: b}
      release:
        needs: build
        environment: {name: production}
        runs-on: ubuntu-latest
        env:
          SECRET_KEY: changeme

    """

  private func read(_ text: String = workflow) -> FileReading {
    readDocument(text, named: ".github/workflows/build.yml")
  }

  private func workload(_ name: String, _ reading: FileReading) throws -> Workload {
    try #require(reading.workloads.first { $0.name == name })
  }

  @Test func jobsStepsAndServicesAreWorkloads() {
    let reading = read()
    #expect(reading.format == "github-workflow")
    #expect(
      reading.workloads.map(\.name) == [
        "build", "build/db", "build/Migrate", "build/3", "release",
      ])
    #expect(reading.workloads.map(\.kind) == ["job", "service", "step", "step", "job"])
    #expect(
      reading.workloads.map(\.image) == ["node:22", "postgres:17", "node:22", "node:22", nil])
    #expect(reading.workloads.allSatisfy { $0.hasUnreadSources })
  }

  @Test func nearerVariablesShadowThoseAround() throws {
    let step = try workload("build/Migrate", read())
    let password = try #require(step.setting("DB_PASSWORD"))
    #expect(password.value.literal == "step")
    #expect(password.shadowed.map { $0.value?.literal } == ["postgres"])
    #expect(password.keyPath == "jobs.build.steps[1].env.DB_PASSWORD")
    #expect(step.setting("API_URL")?.value.literal == "https://api.test")
    #expect(step.setting("FROM_CONTAINER")?.value.literal == "x")
    #expect(step.setting("COPY")?.value.literal == "https://api.test")
    #expect(step.command == "./migrate")
  }

  @Test func aJobTestsUnlessItNamesItsEnvironment() throws {
    let reading = read()
    #expect(try workload("build", reading).stage == .test)
    #expect(try workload("build/db", reading).stage == .test)
    let release = try workload("release", reading)
    #expect(release.stage == .production)
    #expect(release.stageEvidence.plain == "the environment `production`")
  }

  @Test func whatTestsShareIsNotJudgedAsProduction() throws {
    let release = try workload("release", read())
    #expect(release.environment.map(\.key) == ["SECRET_KEY"])
  }

  @Test func findings() throws {
    let report = try report(of: Self.workflow, named: ".github/workflows/build.yml")
    #expect(
      report.findings.map { "\($0.line ?? 0) \($0.rule) \($0.severity.rawValue)" } == [
        "14 default-credential note", "17 default-credential note",
        "21 provider-token-in-file error", "25 weak-secret note", "33 placeholder-secret error",
      ])
  }

  @Test(arguments: [
    ("${{ secrets.X }}", []), ("${{ secrets.X || 'one' }}", ["one"]),
    ("${{ a == 'b' && 'two' || 'three' }}", ["two", "three"]), ("${{ 'four' }}", ["four"]),
    ("x ${{ vars.A || ('five') }} y", ["five"]), ("${{ contains(a, 'b') || c }}", []),
    ("${{ format('{0}', 'x') }}", []), ("${{ a || 'it''s' }}", ["it''s"]), ("${{ a || 'b", []),
    ("${{ m['key'] || '' }}", []), ("no expression", []),
  ])
  func literalsOfExpressions(text: String, expected: [String]) {
    let found = GitHubExpression.literals(in: text)
    #expect(found.map(\.text) == expected)
    for literal in found {
      #expect(String(decoding: Array(text.utf8)[literal.range], as: UTF8.self) == literal.text)
    }
  }

  @Test func aLiteralBehindASecretIsJudgedAtItsPlace() throws {
    let report = try report(
      of: """
        on: push
        jobs:
          a:
            runs-on: x
            environment: production
            env: {API_KEY: "${{ secrets.API_KEY || 'changeme123' }}"}
        """, named: ".github/workflows/a.yml")
    let finding = try #require(report.findings.first)
    #expect(report.findings.count == 1 && finding.rule == "insecure-fallback")
    #expect(finding.line == 6 && finding.column == 45 && finding.endColumn == 56)
  }

  @Test(arguments: [
    "on: push\njobs: {a: {runs-on: x, env: text, steps: text}}\n",
    "on: push\njobs: {a: {runs-on: x, env: [A, B], services: [x], steps: {env: {A: b}}}}\n",
    "on: push\njobs: {a: text, b: {steps: [text, {env: text}], environment: [x]}}\n",
    "on: push\nenv: text\njobs: {a: {runs-on: x, env: {A: {b: c}, D: [e]}}}\n",
  ])
  func wrongShapesAreNoEnvironments(text: String) {
    let reading = read(text)
    #expect(reading.format == "github-workflow")
    #expect(reading.workloads.allSatisfy { $0.environment.isEmpty })
  }

  @Test func whatHasTheWrongShapeIsStillSearched() throws {
    let token = "nfp_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8"
    let text = """
      on: push
      env: {A: [\(token)], B: {c: \(token)}}
      jobs:
        a:
          runs-on: x
          steps:
            - run: curl -H "\(token)" https://x
            - env: {X: \(token)}
      """
    let report = try report(of: text, named: ".github/workflows/a.yml")
    #expect(report.findings.map(\.line) == [2, 2, 7, 8])
  }

  @Test func anActionsStepsAndInputs() throws {
    let reading = readDocument(
      """
      name: deploy
      inputs:
        password: {description: x, default: changeme}
        region: {default: eu}
      runs:
        using: composite
        steps:
          - run: ./deploy
            shell: bash
            env: {API_KEY: changeme}
      """, named: "actions/deploy/action.yml")
    #expect(reading.format == "github-action")
    #expect(reading.workloads.map(\.name) == ["deploy/1"])
    #expect(reading.documents.flatMap(\.settings).map(\.key).contains("password"))
    #expect(!reading.isManifest)
  }

  @Test func inheritedVariablesAreLimited() {
    var text = "on: push\nenv:\n"
    for number in 0..<400 { text += "  A\(number): b\n" }
    text += "jobs:\n"
    for number in 0..<400 { text += "  j\(number): {runs-on: x}\n" }
    let reading = read(text)
    #expect(reading.workloads.count == 400)
    #expect(reading.workloads.map(\.environment.count).reduce(0, +) == 50_000)
    #expect(reading.drafts.contains { $0.category == .unchecked })
  }
}
