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

  @Test func whatAWalkHasNotMetIsAbsent() throws {
    let folder = "\(tree.path)/inside"
    #expect(store.absence(in: folder) == nil)
    let walker = FileWalker(
      environment: tree.environment(), repositories: store.repositories,
      includingNames: { _ in true })
    _ = walker.walk(root: tree.path)
    let isMissing = try #require(store.absence(in: folder))
    #expect(isMissing("none"))
    // Some file systems find it.
    #expect(!isMissing("A.ENV"))
    #expect(store.absence(in: "\(folder)/none") == nil)
    // What no disk holds is in no listing.
    store.replace(["\(folder)/none": SourceBytes("A=1\n")])
    #expect(store.absence(in: folder) == nil)
  }

  /// What is known of files is known by texts, which do not tell these two apart.
  @Test func oneOfTwoNamesThatDifferInTheirCompositionIsRefused() throws {
    let names = ["cafe\u{301}.env", "caf\u{E9}.env"].map { "\(tree.path)/inside/\($0)" }
    for (number, name) in names.enumerated() {
      try tree.write(
        "inside/\(FilePath.name(of: name))", String(repeating: "A=1\n", count: number + 1))
      store.note(name, .unknown)
    }
    #expect(try store.file(names[0]).get().byteCount == 4)
    #expect(throws: FileError(path: names[1], kind: .twin)) { try store.file(names[1]).get() }
    #expect(answer(names[1]) == "unread")
  }

  /// A hard link stands for a file system that finds a file by any composition of its name.
  @Test func oneFileOfTwoNamesIsKnownByTheFirst() throws {
    let names = ["cafe\u{301}.env", "caf\u{E9}.env"].map { "inside/\($0)" }
    try tree.write(names[0], "A=1\n")
    try tree.hardLink(names[1], to: names[0])
    store.note("\(tree.path)/\(names[0])", .unknown)
    let files = try names.map { try store.file("\(tree.path)/\($0)").get() }
    #expect(files[0] === files[1])
  }

  private func answer(_ path: String) -> String {
    switch store.sibling(path) {
    case .found: "found"
    case .missing(let reason): reason == SiblingFile.outside ? "outside" : "unread"
    }
  }
}
