import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// The way to a setting, which is put together only for findings.
@Suite struct KeyPathTests {
  private let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
  private let file = SourceFile(path: "a", bytes: SourceBytes(""), tracking: .unknown)
  private let range = SourceRange(at: 0)

  private func setting(_ key: String, below path: String) -> Setting {
    let value = Value(form: .literal, text: "1", effective: "1", range: range, isExact: true)
    return Setting(
      key: key, info: context.keys.info(key), value: value, file: file, keyRange: range,
      below: path)
  }

  @Test func thePathEndsInTheKey() {
    #expect(setting("PORT", below: "services.web").keyPath == "services.web.PORT")
  }

  /// A workload may give what a ConfigMap holds another name.
  @Test func anotherNameLeavesThePath() {
    let held = setting("port", below: "data")
    var named = held
    named.key = "PORT"
    #expect(named.keyPath == "data.port")
    #expect(named.key == "PORT")
    #expect(held.key == "port")
    named.keyPath = "env.PORT"
    named.key = "P"
    #expect(named.keyPath == "env.PORT")
  }

  /// What copies of a workload share is not changed through one of them.
  @Test func copiesOfWorkloadsStandApart() {
    var web = Workload(name: "web", file: file, range: range, format: "compose")
    web.set(setting("PORT", below: "web"))
    var other = web
    other.name = "api"
    other.set(setting("HOST", below: "api"))
    other.open()
    #expect(web.name == "web" && web.environment.map(\.key) == ["PORT"])
    #expect(!web.hasUnreadSources)
    #expect(other.name == "api" && other.environment.map(\.key) == ["PORT", "HOST"])
  }
}
