import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Values of Helm charts, laid over one another.
@Suite struct HelmTests {
  private static let chart = """
    name: shop
    dependencies:
      - {name: postgresql, condition: postgresql.enabled}
      - {name: redis, alias: cache, condition: "cache.on,cache.enabled"}

    """
  private static let values = """
    replicaCount: 1
    image: {registry: ghcr.io, repository: acme/shop, tag: "1.2"}
    extraEnvVars:
      - name: ADMIN_PASSWORD
        value: changeme
    postgresql:
      enabled: true
      image: {repository: bitnami/postgresql}
      auth: {password: changeme, existingSecret: ""}
    cache:
      enabled: true
      auth: {password: changeme}

    """
  private static let production = """
    replicaCount: 3
    extraEnvVars: []
    postgresql: {auth: {password: null}}
    cache: {enabled: false}

    """

  private func set(_ files: [String: String]) -> FileSet {
    FileSet(Dictionary(uniqueKeysWithValues: files.map { ("charts/shop/\($0)", $1) }))
  }

  @Test func theChartAndItsDependenciesAreWorkloads() throws {
    let files = set(["Chart.yaml": Self.chart, "values.yaml": Self.values])
    let reading = try files.read("charts/shop/values.yaml")
    #expect(reading.format == "helm-values")
    #expect(reading.workloads.map(\.name) == ["shop", "shop/postgresql", "shop/cache"])
    #expect(
      reading.workloads.map(\.image) == [
        "ghcr.io/acme/shop:1.2", "bitnami/postgresql", nil,
      ])
    #expect(reading.workloads.map(\.kind) == [nil, "postgresql", "redis"])
    #expect(reading.workloads[0].replicas == 1)
    #expect(reading.workloads[0].setting("ADMIN_PASSWORD")?.value.literal == "changeme")
    #expect(reading.workloads.allSatisfy { $0.hasUnreadSources && $0.stage == .unknown })
  }

  @Test(arguments: ["values-prod.yaml", "prod-values.yaml", "values.prod.yaml"])
  func anEnvironmentLiesOverTheChart(name: String) throws {
    let files = set(["Chart.yaml": Self.chart, "values.yaml": Self.values, name: Self.production])
    let reading = try files.read("charts/shop/\(name)")
    #expect(reading.workloads.map(\.stage).allSatisfy { $0 == .production })
    let shop = try reading.workload("shop (prod)")
    #expect(shop.replicas == 3 && shop.image == "ghcr.io/acme/shop:1.2")
    #expect(shop.setting("ADMIN_PASSWORD") == nil)
    let database = try reading.workload("shop/postgresql (prod)")
    #expect(database.setting("password") == nil)
    #expect(!reading.workloads.contains { $0.name.contains("cache") })
  }

  @Test func aValueOfTheBaseIsFoundInTheBase() throws {
    let files = set(["values.yaml": Self.values, "values-prod.yaml": "replicaCount: 3\n"])
    #expect(
      try files.rows() == [
        "values.yaml 5 placeholder-secret error", "values.yaml 9 placeholder-secret error",
        "values.yaml 12 placeholder-secret error",
      ])
  }

  @Test func sectionsOfOneNameStandBesideOneAnother() throws {
    let text = "web: {env: {API_KEY: changeme}}\nworker: {env: {API_KEY: changeme}}\n"
    let files = set(["values-prod.yaml": text])
    #expect(try files.rows().count == 2)
    let many = (0..<20).map { "c\($0): {password: changeme}\n" }.joined()
    #expect(try set(["values-prod.yaml": many]).rows().count == 20)
  }

  @Test(arguments: [
    "postgresql: text\nimage: [a]\n", "postgresql: {auth: text}\nextraEnvVars: {a: b}\n",
    "image: {repository: {a: b}}\n",
  ])
  func wrongShapesAreRead(text: String) throws {
    for chart in [Self.chart, "dependencies: text\n", "dependencies: [text, {name: [a]}]\n"] {
      let files = set(["Chart.yaml": chart, "values.yaml": Self.values, "values-prod.yaml": text])
      let reading = try files.read("charts/shop/values-prod.yaml")
      #expect(reading.format == "helm-values" && !reading.workloads.isEmpty)
    }
  }
}
