import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Volumes say where data lies in a container, and whether it outlives the container.
@Suite struct ComposeVolumeTests {
  private static func service(
    _ volumes: String, beside files: [String: String] = [:]
  ) throws -> (mounts: [String], keepsData: Bool?) {
    var files = files
    files["compose.yaml"] = "services:\n  web: {image: shop, volumes: \(volumes)}\n"
    let workload = try ProjectFiles(files).read().workloads[0]
    return (workload.mounts, workload.keepsData)
  }

  @Test(arguments: [
    ("['data:/srv']", ["/srv"], true), ("['data:/srv:ro']", ["/srv"], false),
    ("['data:/srv:z,ro']", ["/srv"], false), ("['data:/srv:rox']", ["/srv"], true),
    ("[/srv]", ["/srv"], false), ("['./x:/var/lib/shop']", ["/var/lib/shop"], true),
    ("['./x:/srv/data/sub']", ["/srv/data/sub"], true), ("['./x:/database']", ["/database"], false),
    ("['~/x:/data/a.conf']", ["/data/a.conf"], false), ("['./x:/data//']", ["/data//"], true),
    ("[':/srv']", ["/srv"], false), ("['::/srv']", ["/srv"], false),
    ("['/x::ro']", ["ro"], false), ("['é.x:/srv']", ["/srv"], true),
    ("[{type: volume, source: data, target: /srv}]", ["/srv"], true),
    ("[{type: volume, target: /srv}]", ["/srv"], false),
    ("[{type: bind, source: ./x, target: /srv/data}]", ["/srv/data"], true),
    ("[{type: bind, source: ./x, target: /srv/data, read_only: true}]", ["/srv/data"], false),
    ("[{type: bind, source: ./x}]", [], false), ("[{type: tmpfs, target: /srv}]", ["/srv"], false),
    ("[{type: cluster, target: /srv}]", ["/srv"], true), ("[]", [], false),
    ("['./x:/srv', 'data:/x']", ["/srv", "/x"], true),
  ])
  func dataIsKept(_ volumes: String, _ mounts: [String], _ keepsData: Bool) throws {
    let service = try Self.service(volumes)
    #expect(service.mounts == mounts)
    #expect(service.keepsData == keepsData)
  }

  @Test(arguments: [
    ("['C:\\x:/srv']", ["\\x"]), ("['é:/srv']", ["/srv"]), ("['e\u{301}:/srv']", ["/srv"]),
    ("['${X}:/srv']", ["/srv"]), ("[{type: other, target: /srv}]", ["/srv"]), ("[[a]]", []),
  ])
  func dataMayBeKept(_ volumes: String, _ mounts: [String]) throws {
    let service = try Self.service(volumes)
    #expect(service.mounts == mounts)
    #expect(service.keepsData == nil)
  }

  @Test func whatReferencesComeToCounts() throws {
    let text = "['${DATA:-/mnt/data}/shop:${TARGET}/data']"
    let service = try Self.service(text, beside: [".env": "TARGET=/srv\n"])
    #expect(service.mounts == ["/srv/data"])
    #expect(service.keepsData == true)
    #expect(try Self.service("['a$$b:/srv']").mounts == ["/srv"])
    #expect(try Self.service("['${A:?needed}:/srv']").keepsData == nil)
  }

  @Test func aReferenceThatNothingSetsIsEmptyWhereEverythingIsKnown() throws {
    var options = ResolutionOptions()
    options.processEnvironment = [:]
    let reading = try ProjectFiles([
      "compose.yaml": "services:\n  web: {image: shop, volumes: ['${DATA}/x:/srv${END}']}\n"
    ]).read("compose.yaml", options)
    #expect(reading.workloads[0].mounts == ["/srv"])
  }
}
