import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// The table of what fires where: it is current, and it is made by runs.
@Suite struct CoveragePageTests {
  /// Formats that are probed in every run; the others only when the page is written anew.
  private static let sample: Set<String> = [
    ComposeFile.name, DigitalOceanAppSpec.name, EnvironmentFile.name, HelmValues.name,
    KubernetesManifest.name, "toml",
  ]

  @Test func theTableIsCurrent() throws {
    let rules = BuiltinPacks.prepared
    let page = GeneratedPage(name: "coverage.md")
    let formats = ProbeFormat.all.filter {
      GeneratedPage.isRecording || Self.sample.contains($0.name)
    }
    let coverage = try Coverage(rules, BuiltinPacks.pages, probing: formats)
    #expect(coverage.mistaken == [], "probes that are read as another format")
    // Some facts hold wherever a setting stands.
    for format in formats {
      let fired = coverage.rules[format.name] ?? []
      #expect(fired.contains("placeholder-secret"), "\(format.name)")
      #expect(fired.contains("debug-enabled"), "\(format.name)")
    }
    let earlier = GeneratedPage.isRecording ? "" : try page.text()
    try page.check(CoveragePage(coverage, rules.set.rules, earlier: earlier).text)
  }

  @Test func everyFormatIsProbed() {
    #expect(ProbeFormat.names.count == ProbeFormat.all.count)
    let readers = ManifestFormats.all.map { $0.name }
    // These hold no settings that anybody could get wrong, or are asked for as files.
    let others: Set<String> = [
      NotConfiguration.name, Kubeconfig.name, DockerClientConfig.name, RailwayService.name,
    ]
    #expect(Set(readers).subtracting(others).subtracting(ProbeFormat.names) == [])
  }
}
