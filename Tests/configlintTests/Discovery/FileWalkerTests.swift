import ConfigGuard
import ConfigLinting
import Testing
import configlint

@Suite struct FileWalkerTests {
  private func entries(
    _ tree: TemporaryTree, root: String = ".", workingDirectory: String? = nil,
    _ filter: @escaping (String) -> Bool = { _ in true }
  ) -> [WalkEntry] {
    let environment = tree.environment(workingDirectory: workingDirectory)
    return FileWalker(environment: environment, includingNames: filter).walk(root: root).entries
  }

  @Test func `order is that of the bytes of whole paths`() throws {
    let tree = try TemporaryTree()
    let files = ["a/z", "a-b", "a.b", "a0", "B", "b/c/d", "b/c.x", "é", "z", ".x/y"]
    for file in files { try tree.write(file) }
    let found = entries(tree).map(\.path)
    #expect(found == files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test(arguments: [1, 4])
  func `many folders at several levels are one list in order`(jobs: Int) throws {
    let tree = try TemporaryTree()
    try tree.write(".gitignore", "out/\n.gitignore\n")
    var expected: [String] = []
    for number in 0..<40 {
      for name in ["a.yaml", "deep/b.yaml", "deep/er/c.yaml", "z.yaml"] {
        try tree.write("top/\(number)/\(name)")
        expected.append("top/\(number)/\(name)")
      }
      try tree.write("top/\(number)/out/left.yaml")
      try tree.write("top/\(number)/deep/other.txt")
      // A link is left out wherever its file is listed, before it or after it.
      try tree.link("top/\(number)/deep/link.yaml", to: "../../\(39 - number)/z.yaml")
      expected.append("top/\(number)/deep/link.yaml")
    }
    let walker = FileWalker(environment: tree.environment()) { $0.hasSuffix(".yaml") }
    let result = walker.walk(root: ".", workers: WorkerPool(jobs: jobs))
    #expect(
      result.entries.map(\.path)
        == expected.sorted {
          $0.utf8.lexicographicallyPrecedes($1.utf8)
        })
    #expect(result.otherFileCount == 41)
    let links = result.entries.filter { $0.path.hasSuffix("link.yaml") }
    #expect(
      links
        == links.map { link in
          let number = Int(link.path.split(separator: "/")[1]) ?? 0
          let reason = SkipReason.linkToListedFile(path: "top/\(39 - number)/z.yaml")
          return .skipped(path: link.path, reason: reason)
        })
  }

  @Test func `paths begin as the root does`() throws {
    let tree = try TemporaryTree()
    try tree.write("sub/deep/b.yaml")
    let full = "\(tree.path)/sub"
    for (root, working, expected) in [
      (".", tree.path, "sub/deep/b.yaml"), ("", tree.path, "sub/deep/b.yaml"),
      ("sub", tree.path, "sub/deep/b.yaml"), ("./sub/", tree.path, "sub/deep/b.yaml"),
      ("sub//", tree.path, "sub/deep/b.yaml"), ("./", full, "deep/b.yaml"),
      ("..", full, "../sub/deep/b.yaml"), (full, tree.path, "\(full)/deep/b.yaml"),
      ("../sub", full, "../sub/deep/b.yaml"),
    ] {
      let found = entries(tree, root: root, workingDirectory: working)
      #expect(found == [.file(path: expected, tracking: .unknown)], "\(root)")
    }
  }

  @Test func `filter decides by name`() throws {
    let tree = try TemporaryTree()
    for file in ["a.yaml", "b.txt", "dir.txt/c.yaml", "dir.txt/d"] { try tree.write(file) }
    let walker = FileWalker(environment: tree.environment()) { $0.hasSuffix(".yaml") }
    let result = walker.walk(root: ".")
    #expect(result.entries.map(\.path) == ["a.yaml", "dir.txt/c.yaml"])
    #expect(result.otherFileCount == 2)
  }

  @Test func `rules count outside of a repository`() throws {
    let tree = try TemporaryTree()
    try tree.write(".gitignore", "*.log\n/sub/out/\n.gitignore\n")
    for file in ["a.log", "b", "sub/a.log", "sub/out/c", "sub/d"] { try tree.write(file) }
    try tree.write("sub/.gitignore", "d\n")
    #expect(entries(tree) == [.file(path: "b", tracking: .unknown)])
    #expect(entries(tree, root: "sub") == [])
    #expect(entries(tree, root: "sub/out") == [.skipped(path: "sub/out", reason: .ignored)])
    // Seen from elsewhere, the root is the highest folder with rules.
    try tree.folder("else")
    let full = "\(tree.path)/sub"
    let outside = entries(tree, root: full, workingDirectory: "\(tree.path)/else")
    #expect(
      outside.map(\.path) == ["\(full)/.gitignore", "\(full)/a.log", "\(full)/out/c"])
  }

  @Test func `links`() throws {
    let tree = try TemporaryTree()
    try tree.write("root/file.yaml")
    try tree.write("root/dir/settings.txt")
    try tree.write("outside.yaml")
    try tree.link("root/again.yaml", to: "file.yaml")
    try tree.link("root/broken.yaml", to: "nothing")
    try tree.link("root/folder", to: "dir")
    try tree.link("root/loop", to: "loop")
    try tree.link("root/one.yaml", to: "dir/settings.txt")
    try tree.link("root/outside.yaml", to: "../outside.yaml")
    try tree.link("root/two.yaml", to: "one.yaml")
    try tree.link("root/up", to: "..")
    try tree.link("root/other.txt", to: "file.yaml")
    try tree.pipe("root/pipe.yaml")
    try tree.link("root/to-pipe.yaml", to: "pipe.yaml")
    let found = entries(tree, root: "root") { $0.hasSuffix(".yaml") }
    #expect(
      found == [
        .skipped(path: "root/again.yaml", reason: .linkToListedFile(path: "root/file.yaml")),
        .skipped(path: "root/broken.yaml", reason: .brokenLink),
        .file(path: "root/file.yaml", tracking: .unknown),
        .skipped(path: "root/folder", reason: .linkToDirectory),
        .skipped(path: "root/loop", reason: .linkLoop),
        .file(path: "root/one.yaml", tracking: .unknown),
        .skipped(path: "root/outside.yaml", reason: .linkOutsideRoot),
        .skipped(path: "root/pipe.yaml", reason: .notRegular(.namedPipe)),
        .skipped(path: "root/to-pipe.yaml", reason: .notRegular(.namedPipe)),
        .skipped(path: "root/two.yaml", reason: .linkToListedFile(path: "root/one.yaml")),
        .skipped(path: "root/up", reason: .linkToDirectory),
      ])
  }

  @Test func `unreadable folder`() throws {
    guard !isRoot else { return }
    let tree = try TemporaryTree()
    try tree.write("closed/file")
    try tree.write("open")
    tree.setMode("closed", 0)
    let found = entries(tree)
    #expect(found.map(\.path) == ["closed", "open"])
    guard case .skipped(_, let reason) = found[0] else {
      Issue.record("The folder is taken for a file.")
      return
    }
    #expect(reason.isUnreadable)
  }

  @Test func `unreadable rules`() throws {
    guard !isRoot else { return }
    let tree = try TemporaryTree()
    try tree.write(".gitignore", "*\n")
    try tree.write("file")
    tree.setMode(".gitignore", 0)
    let found = entries(tree) { $0 == "file" }
    #expect(
      found == [
        .skipped(path: ".gitignore", reason: .unreadable("permission denied")),
        .file(path: "file", tracking: .unknown),
      ])
  }

  @Test func `root that is no folder`() throws {
    let tree = try TemporaryTree()
    try tree.write("file")
    for root in ["file", "nothing"] {
      guard case .skipped(root, let reason) = entries(tree, root: root).first else {
        Issue.record("\(root) is walked.")
        return
      }
      #expect(reason.isUnreadable)
    }
  }

  @Test func `name that is not UTF-8`() throws {
    let tree = try TemporaryTree()
    let name = "\(tree.path)/x"
    try tree.write("x", name)
    // The name goes through a program because text in Swift cannot hold it.
    _ = try? run(
      ["sh", "-c", "mv '\(name)' \"\(tree.path)/$(printf 'caf\\351')\""],
      environment: tree.variables)
    guard (try? Platform.linkStatus(of: name)) == nil else { return }
    let found = entries(tree)
    #expect(found == [.skipped(path: "caf\u{FFFD}", reason: .nameNotUTF8)])
    #expect(SkipReason.nameNotUTF8.isUnreadable)
  }

  @Test func `depth has a limit`() throws {
    let tree = try TemporaryTree()
    let deepest = Array(repeating: "d", count: FileWalker.depthLimit).joined(separator: "/")
    try tree.write("\(deepest)/file")
    try tree.write("\(deepest)/d/file")
    #expect(
      entries(tree) == [
        .skipped(path: "\(deepest)/d", reason: .tooDeep),
        .file(path: "\(deepest)/file", tracking: .unknown),
      ])
  }

  @Test(.enabled(if: hasGit)) func `nested repository follows its own rules`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    try tree.write(".gitignore", "*.log\n/skipped/\n")
    try tree.write("outer.yaml")
    for nested in ["nested", "skipped"] {
      try tree.git("init", "-q", nested)
      try tree.write("\(nested)/.gitignore", "*.tmp\n")
      for file in ["one.yaml", "two.log", "three.tmp", "sub/four.log"] {
        try tree.write("\(nested)/\(file)")
      }
      try tree.git("add", "one.yaml", folder: nested)
    }
    #expect(
      entries(tree) == [
        .file(path: ".gitignore", tracking: .untracked),
        .file(path: "nested/.gitignore", tracking: .untracked),
        .file(path: "nested/one.yaml", tracking: .tracked),
        .file(path: "nested/sub/four.log", tracking: .untracked),
        .file(path: "nested/two.log", tracking: .untracked),
        .file(path: "outer.yaml", tracking: .untracked),
      ])
    #expect(try tree.walkedFiles(folder: "nested") == tree.gitFiles(folder: "nested"))
    let walker = FileWalker(environment: tree.environment()) { _ in true }
    #expect(try walker.tracking(of: "nested/two.log") == .untracked)
    #expect(try walker.tracking(of: "nested/one.yaml") == .tracked)
    #expect(try walker.tracking(of: "nested/three.tmp") == .ignored)
  }

  @Test(.enabled(if: hasGit)) func `submodule`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q", "library")
    try tree.write("library/lib.yaml")
    try tree.git("add", ".", folder: "library")
    try tree.git("commit", "-qm", "library", folder: "library")
    try tree.git("init", "-q", "main")
    try tree.write("main/.gitignore", "vendor/\n")
    try tree.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "-f", "../library",
      "vendor/library", folder: "main")
    try tree.write("main/vendor/library/new.yaml")
    try tree.write("main/vendor/other.yaml")
    let found = entries(tree, root: "main")
    #expect(found.contains(.file(path: "main/vendor/library/lib.yaml", tracking: .tracked)))
    #expect(found.contains(.file(path: "main/vendor/library/new.yaml", tracking: .untracked)))
    #expect(!found.map(\.path).contains("main/vendor/other.yaml"))
    #expect(!found.map(\.path).contains("main/vendor/library/.git"))
    let folder = "main/vendor/library"
    #expect(try tree.walkedFiles(folder: folder) == tree.gitFiles(folder: folder))
  }

  @Test(.enabled(if: hasGit)) func `folder with tracked files stays with its parent`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    try tree.write("inner/one.log")
    try tree.git("add", ".")
    try tree.git("init", "-q", "inner")
    try tree.write(".gitignore", "*.log\n")
    for file in ["inner/two.log", "inner/three.yaml"] { try tree.write(file) }
    #expect(try tree.walkedFiles() == tree.gitFiles())
  }

  @Test(.enabled(if: hasGit)) func `ignored links and rules behind links`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    for file in ["dir/a", "target/b"] { try tree.write(file) }
    try tree.write("rules", "*\n")
    // A link to a folder is no folder for a rule, and rules behind a link do not count.
    try tree.link("target-link", to: "target")
    try tree.link("dir/.gitignore", to: "../rules")
    try tree.write(".gitignore", "target-link/\n")
    #expect(try tree.walkedFiles() == tree.gitFiles())
    #expect(entries(tree).contains(.skipped(path: "target-link", reason: .linkToDirectory)))
    try tree.write(".gitignore", "target-link\n")
    #expect(!entries(tree).map(\.path).contains("target-link"))
  }

  @Test(.enabled(if: hasGit)) func `names of every kind`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    for file in [
      "two words", "line\nbreak", "größe", "gro\u{308}ße", "日本/語", "-x", "*", "[a]", "a\\b",
      " lead", "trail ", "\u{1}", "'", "\"", "dir with space/in\nside/x",
    ] {
      try tree.write(file)
    }
    try tree.git("add", "größe", "日本")
    #expect(try tree.walkedFiles() == tree.gitFiles())
    let walker = FileWalker(environment: tree.environment()) { _ in true }
    #expect(try walker.tracking(of: "größe") == .tracked)
    #expect(try walker.tracking(of: "gro\u{308}ße") == .untracked)
  }
}
