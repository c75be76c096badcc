import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Annotations of Kubernetes objects and of pod templates.
@Suite struct SuppressionAnnotationTests {
  private func deployment(object: String = "a: b", template: String = "a: b") -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: shop
      annotations: {\(object)}
    spec:
      replicas: 2
      template:
        metadata:
          annotations: {\(template)}
        spec:
          containers:
            - name: shop
              image: shop
              env:
                - {name: A_PASSWORD, value: q7Rv2LxT9bK4mZ8wYc3}

    """
  }

  private static let allow = "configlint.allow/hardcoded-secret: a sandbox"
  private static let rule = "hardcoded-secret"

  private func report(_ text: String) throws -> Report {
    try SuppressedProject("deploy.yaml", text).report()
  }

  @Test func theObjectIsAllowed() throws {
    for text in [deployment(object: Self.allow), deployment(template: Self.allow)] {
      let report = try report(text)
      #expect(report.allowed(Self.rule) == [16] && report.open(Self.rule) == [])
      #expect(report.suppressed.map(\.kind) == [.annotation])
      #expect(report.suppressed.map(\.reason) == ["a sandbox"])
      #expect(report.faults == [])
    }
  }

  /// It holds for its own object.
  @Test func otherObjectsAreNot() throws {
    let report = try report(deployment(object: Self.allow) + "---\n" + deployment())
    #expect(report.allowed(Self.rule) == [16] && report.open(Self.rule) == [33])
  }

  @Test func itemsOfListsAreObjects() throws {
    let secret = "kind: Secret, apiVersion: v1, stringData: {a_password: q7Rv2LxT9bK4mZ8wYc3}"
    let text = """
      apiVersion: v1
      kind: List
      items:
        - {\(secret), metadata: {name: a, annotations: {\(Self.allow)}}}
        - {\(secret), metadata: {name: b}}
      """
    let report = try report(text)
    #expect(report.allowed(Self.rule) == [4] && report.open(Self.rule) == [5])
  }

  @Test(arguments: [
    ("configlint.allow/hardcoded-secret: ''", "suppression-without-reason"),
    ("configlint.allow/hardcoded-secret: '-'", "suppression-without-reason"),
    ("configlint.allow/hardcoded-secret: ~", "suppression-without-reason"),
    ("configlint.allow/hardcoded-secret: [a]", "suppression-without-reason"),
    ("configlint.allow/hardcoded-secret: until 2030-01-31", "suppression-without-reason"),
    ("configlint.allow/hardcoded-secret: until 2030-02-30 -- a", "suppression-not-understood"),
    ("configlint.allow/hardcoded-secret: until 2026-01-31 -- a", "expired-suppression"),
    ("configlint.allow/hardcode-secret: a sandbox", "suppression-of-unknown-rule"),
    ("configlint.allow/: a sandbox", "suppression-of-unknown-rule"),
    ("configlint.allow/unused-suppression: a sandbox", "suppression-not-understood"),
  ]) func nothingIsAllowed(annotation: String, fault: String) throws {
    let report = try report(deployment(object: annotation))
    #expect(report.faults == ["5 \(fault)"])
    #expect(report.open(Self.rule) == [16] && report.suppressed.isEmpty)
  }

  @Test(arguments: [
    "until the vendor is gone", "a sandbox -- of the vendor", "until 2030-01-31 -- a",
  ])
  func reasonsAreFreeText(reason: String) throws {
    let report = try report(deployment(object: "configlint.allow/hardcoded-secret: \(reason)"))
    #expect(report.suppressed.count == 1 && report.faults == [])
  }

  @Test func aNeedlessAnnotationIsFound() throws {
    let report = try report(deployment(object: "configlint.allow/cors-any-origin: a public API"))
    #expect(report.faults == ["5 unused-suppression"])
  }

  /// Labels, texts and documents that are no objects allow nothing.
  @Test(arguments: [
    "metadata: {labels: {configlint.allow/hardcoded-secret: a}}\napi_password: q7Rv2LxT9bK4mZ8wYc3\n",
    "metadata: {annotations: {configlint.allow/hardcoded-secret: a}}\napi_password: q7Rv2LxT9bK4mZ8wYc3\n",
    "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: 'configlint.allow/hardcoded-secret: a', api_password: q7Rv2LxT9bK4mZ8wYc3}\n",
  ]) func onlyAnnotationsAreRead(text: String) throws {
    let report = try SuppressedProject("app.yaml", text).report()
    #expect(report.suppressed.isEmpty && report.faults == [])
    #expect(!report.open(Self.rule).isEmpty)
  }
}
