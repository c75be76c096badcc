import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@testable import configlint

/// Where references between files lead, links on their way included.
@Suite struct FileStoreTests {
  private let tree: TemporaryTree
  private let store: FileStore

  init() throws {
    tree = try TemporaryTree()
    try tree.write("inside/a.env", "A=1\n")
    try tree.write("outside/b.env", "B=1\n")
    try tree.folder("inside/sub")
    try tree.link("inside/link.env", to: "a.env")
    try tree.link("inside/away.env", to: "../outside/b.env")
    try tree.link("inside/folder", to: "../outside")
    try tree.link("inside/own", to: "sub/..")
    try tree.link("inside/lost", to: "nothing")
    store = FileStore(
      limit: 1 << 20, environment: tree.environment(workingDirectory: "\(tree.path)/inside"))
    store.allow("\(tree.path)/inside/a.env")
  }

  @Test(arguments: [
    ("a.env", "found"), ("link.env", "found"), ("sub/../a.env", "found"), ("own/a.env", "found"),
    ("away.env", "outside"), ("folder/b.env", "outside"), ("../outside/b.env", "outside"),
    ("../outside/none", "outside"), ("folder/none", "outside"), ("lost", "unread"),
    ("none", "unread"), ("sub/none", "unread"), ("none/none", "unread"), ("sub", "unread"),
    ("a.env/none", "unread"),
  ])
  func references(name: String, expected: String) {
    for _ in 0..<2 { #expect(answer(FilePath.join("\(tree.path)/inside", name)) == expected) }
  }

  @Test(arguments: [
    ("a.env", "found"), ("link.env", "found"), ("sub/../a.env", "found"), ("own/a.env", "found"),
    ("away.env", "outside"), ("folder/b.env", "outside"), ("../outside/b.env", "outside"),
    ("../outside/none", "outside"), ("lost", "unread"), ("none", "unread"), ("sub/none", "unread"),
    ("none/none", "unread"), ("sub", "unread"),
  ])
  func referencesAfterAWalk(name: String, expected: String) {
    let walker = FileWalker(
      environment: tree.environment(), repositories: store.repositories,
      includingNames: { _ in true })
    _ = walker.walk(root: tree.path)
    #expect(answer(FilePath.join("\(tree.path)/inside", name)) == expected)
  }

  @Test func contentsThatNoDiskHolds() {
    let path = "\(tree.path)/inside/none"
    #expect(answer(path) == "unread")
    store.replace([path: SourceBytes("A=1\n")])
    #expect(answer(path) == "found")
  }

  @Test func namesThatDifferInTheirCompositionAlone() throws {
    let names = ["caf\u{E9}.env", "cafe\u{301}.env"]
    for (number, name) in names.enumerated() {
      try tree.write("inside/\(name)", String(repeating: "A=1\n", count: number + 1))
    }
    let sizes = try names.map { try store.file("\(tree.path)/inside/\($0)").get().byteCount }
    #expect(sizes == [4, 8])
  }

  private func answer(_ path: String) -> String {
    switch store.sibling(path) {
    case .found: "found"
    case .missing(let reason): reason == SiblingFile.outside ? "outside" : "unread"
    }
  }
}
