import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

@Suite struct WalkedFilesTests {
  private static func entries(_ paths: [String]) -> [WalkEntry] {
    paths.map { .file(path: $0, tracking: $0.hasSuffix("x") ? .tracked : .untracked) }
  }

  @Test func everyFileOfAWalkIsFound() {
    for count in 0..<9 {
      let paths = ["a-b", "a/b", "a/c/x", "a0", "b", "b.x", "caf\u{E9}", "d/x"].prefix(count)
      var files = WalkedFiles()
      files.add(Self.entries(Array(paths)))
      for path in paths {
        #expect(files[path] == (path.hasSuffix("x") ? .tracked : .untracked), "\(path) of \(count)")
        #expect(files["./" + path] == files[path])
      }
      for other in ["", "a", "a/", "a/c", "aa", "cafe\u{301}", "e"] { #expect(files[other] == nil) }
    }
  }

  @Test func theOrderOfAWalkIsNotTakenForGranted() {
    var files = WalkedFiles()
    files.add(Self.entries(["b", "a/x", "c"]))
    #expect(files["b"] == .untracked)
    #expect(files["a/x"] == .tracked)
    files.add(Self.entries(["d//e", "d//x"]))
    #expect(files["d/x"] == .tracked)
    #expect(files["d//x"] == .tracked)
  }

  @Test func whatWasSkippedIsUnknown() {
    var files = WalkedFiles()
    files.add(
      [.skipped(path: "a", reason: .brokenLink)] + Self.entries(["b", "cx"])
        + [.skipped(path: "d", reason: .tooDeep)])
    #expect(files["a"] == nil)
    #expect(files["d"] == nil)
    #expect(files["cx"] == .tracked)
  }

  @Test func whatIsNotedOfOneFileCounts() {
    var files = WalkedFiles()
    files.add(Self.entries(["a", "b"]))
    files["b"] = .ignored
    files["./c"] = .tracked
    #expect(files["a"] == .untracked)
    #expect(files["b"] == .ignored)
    #expect(files["c"] == .tracked)
  }

  @Test func whoKnowsAPathLastCounts() {
    var files = WalkedFiles()
    files.add([.file(path: "a/b", tracking: .untracked)])
    files.add([.file(path: "a/b", tracking: .tracked), .file(path: "c", tracking: .untracked)])
    #expect(files["a/b"] == .tracked)
    files["a/b"] = .ignored
    files["d"] = .unknown
    #expect(files["a/b"] == .ignored)
    files.add([.file(path: "a//b", tracking: .untracked)])
    #expect(files["a/b"] == .untracked)
    files.add([.file(path: "a/b", tracking: .tracked)])
    #expect(files["a/b"] == .tracked)
    #expect(files["c"] == .untracked)
    #expect(files["d"] == .unknown)
  }

  @Test func aStoreTakesWhatAWalkKnows() throws {
    let tree = try TemporaryTree()
    try tree.write("a.env", "A=1\n")
    try tree.write("b.env", "A=1\n")
    let store = FileStore(limit: 100, environment: tree.environment())
    store.note([
      .file(path: "\(tree.path)/a.env", tracking: .tracked),
      .file(path: "\(tree.path)/b.env", tracking: .untracked),
    ])
    #expect(try store.file("\(tree.path)/a.env").get().tracking == .tracked)
    #expect(try store.file("\(tree.path)/b.env").get().tracking == .untracked)
  }
}
