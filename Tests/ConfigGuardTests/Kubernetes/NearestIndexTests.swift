import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("Names and who means them")
struct NearestIndexTests {
  private static let name = ObjectName(kind: "ConfigMap", namespace: "", name: "settings")

  private static func index(_ paths: [String]) -> NearestIndex {
    var index = NearestIndex()
    for (number, path) in paths.enumerated() { index.insert(name, in: path, as: number) }
    return index
  }

  @Test(
    "What one file declares is found from everywhere",
    arguments: ["a/b/web.yaml", "a/b/other.yaml", "a/c/other.yaml", "other.yaml", "a/b/c/d.yaml"])
  func oneFile(from path: String) {
    var index = Self.index(["a/b/web.yaml"])
    #expect(index.find(Self.name, from: path) == .found(0))
    var other = Self.name
    other.name = "other"
    #expect(index.find(other, from: path) == .absent)
    // Whoever has asked from elsewhere changes nothing for those who ask next.
    #expect(index.find(Self.name, from: "a/b/web.yaml") == .found(0))
    index.insert(Self.name, in: "a/c/web.yaml", as: 1)
    #expect(index.find(Self.name, from: "a/b/web.yaml") == .found(0))
    #expect(index.find(Self.name, from: "a/c/other.yaml") == .found(1))
    #expect(index.find(Self.name, from: "a/other.yaml") == .ambiguous)
  }

  @Test("What one file declares twice is nobody's")
  func twice() {
    var index = Self.index(["a/web.yaml", "a/web.yaml"])
    #expect(index.find(Self.name, from: "a/web.yaml") == .ambiguous)
    #expect(index.find(Self.name, from: "b/web.yaml") == .ambiguous)
  }

  @Test("The nearest of several files is meant")
  func several() {
    var index = Self.index(["a/web.yaml", "a/b/web.yaml", "c/web.yaml"])
    #expect(index.find(Self.name, from: "a/web.yaml") == .found(0))
    #expect(index.find(Self.name, from: "a/b/c/x.yaml") == .found(1))
    #expect(index.find(Self.name, from: "c/x.yaml") == .found(2))
    #expect(index.find(Self.name, from: "x.yaml") == .ambiguous)
  }
}
