import ConfigGuard
import RulePacks
import ConfigLinting
import Testing
import configlint

@Suite(.enabled(if: hasGit))
struct GitRepositoryTests {
  private static let names = [
    "plain.yaml", "two words.yaml", "line\nbreak.yaml", "größe.yaml", "gro\u{308}ße.yaml",
    "dir/one.yaml", "dir/two.yaml", "dir.yaml", "dir-x/one.yaml", "dir0/one.yaml",
    "tab\t.yaml", "quote\".yaml", "a/b/c/d/e/f.yaml", "a/b/c/d/e.yaml", "日本/語.yaml",
  ]

  @Test(arguments: [2, 3, 4], ["sha1", "sha256"])
  func `reads every index version`(version: Int, format: String) throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q", "--object-format=\(format)")
    for name in Self.names { try tree.write(name) }
    try tree.git("add", "--", ".")
    if version >= 3 {
      try tree.write("intended.yaml")
      try tree.git("add", "-N", "intended.yaml")
    }
    try tree.git("update-index", "--index-version", "\(version)")
    try tree.write("other.yaml")
    #expect(try tree.bytes(of: ".git/index")[7] == UInt8(version))

    let repository = try #require(
      try GitRepository.containing("\(tree.path)/a/b", environment: tree.environment()))
    #expect(repository.topLevel == tree.path)
    #expect(repository.index.count == Self.names.count + (version >= 3 ? 1 : 0))
    for name in Self.names { #expect(repository.isTracked(name), "\(name)") }
    #expect(repository.isTracked("intended.yaml") == (version >= 3))
    for name in ["other.yaml", "dir", "dir/", "dir/one", "", "zzz", "a/b/c/d/e.yaml.x"] {
      #expect(!repository.isTracked(name), "\(name)")
    }
    #expect(try tree.walkedFiles() == tree.gitFiles())
  }

  @Test func `one run reads an index once for all folders`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    for name in Self.names { try tree.write(name) }
    try tree.git("add", "--", ".")
    let cache = RepositoryCache(environment: tree.environment())
    let first = try #require(try cache.repository(containing: tree.path))
    #expect(first.isTracked("dir/one.yaml"))
    // Whoever read it again would stop here.
    try tree.write(".git/index", "no index")
    let second = try #require(try cache.repository(containing: "\(tree.path)/a/b"))
    #expect(second.topLevel == tree.path)
    #expect(second.isTracked("dir/one.yaml"))
    #expect(throws: GitError.self) {
      try RepositoryCache(environment: tree.environment()).repository(containing: tree.path)
    }
    // Those who want no index do not get the one of others.
    let without = try #require(try cache.repository(containing: tree.path, readsIndex: false))
    #expect(!without.isTracked("dir/one.yaml"))
  }

  @Test func `a nested repository is not the one around it`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    try tree.folder("inner/deep")
    try tree.git("init", "-q", "inner")
    let cache = RepositoryCache(environment: tree.environment())
    for (folder, top) in [("", ""), ("/inner", "/inner"), ("/inner/deep", "/inner")] {
      let found = try cache.repository(containing: tree.path + folder)
      #expect(found?.topLevel == tree.path + top)
    }
  }

  @Test(arguments: [2, 4])
  func `path longer than the length field`(version: Int) throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    let part = String(repeating: "n", count: 250)
    let name = Array(repeating: part, count: 20).joined(separator: "/")
    let blob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    try tree.git("update-index", "--add", "--cacheinfo", "100644,\(blob),\(name)")
    try tree.git("update-index", "--add", "--cacheinfo", "100644,\(blob),\(name)2")
    try tree.git("update-index", "--index-version", "\(version)")
    let repository = try #require(
      try GitRepository.containing(tree.path, environment: tree.environment()))
    #expect(repository.isTracked(name) && repository.isTracked(name + "2"))
    #expect(!repository.isTracked(name + "1"))
  }

  @Test func `conflict counts as tracked`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q", "-b", "main")
    try tree.write("base.yaml")
    try tree.git("add", ".")
    try tree.git("commit", "-qm", "base")
    try tree.git("checkout", "-qb", "side")
    try tree.write("both.yaml", "side")
    try tree.git("add", ".")
    try tree.git("commit", "-qm", "side")
    try tree.git("checkout", "-q", "main")
    try tree.write("both.yaml", "main")
    try tree.git("add", ".")
    try tree.git("commit", "-qm", "main")
    #expect(throws: SupportFailure.self) { try tree.git("merge", "-q", "side") }
    let repository = try #require(
      try GitRepository.containing(tree.path, environment: tree.environment()))
    #expect(repository.isTracked("both.yaml") && repository.isTracked("base.yaml"))
    #expect(try tree.walkedFiles() == tree.gitFiles())
  }

  @Test func `linked work tree`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q", "main")
    try tree.write("main/one.yaml")
    try tree.write("main/.git/info/exclude", "*.log\n")
    try tree.git("add", ".", folder: "main")
    try tree.git("commit", "-qm", "one", folder: "main")
    try tree.git("worktree", "add", "-q", "../linked", folder: "main")
    for file in ["two.yaml", "three.yaml", "x.log"] { try tree.write("linked/\(file)") }
    try tree.git("add", "two.yaml", folder: "linked")
    try tree.git("config", "core.worktree", "../../main", folder: "main")
    for folder in ["main", "linked"] {
      #expect(try tree.walkedFiles(folder: folder) == tree.gitFiles(folder: folder))
    }
    let linked = try #require(
      try GitRepository.containing("\(tree.path)/linked", environment: tree.environment()))
    #expect(linked.topLevel == "\(tree.path)/linked")
    #expect(linked.isTracked("two.yaml") && linked.isTracked("one.yaml"))
    #expect(!linked.isTracked("three.yaml"))
  }

  @Test func `environment names the repository`() throws {
    let tree = try TemporaryTree()
    try tree.folder("tree/sub")
    try tree.git("init", "-q", "tree")
    for file in ["tree/one.yaml", "tree/sub/two.yaml", "tree/three.yaml"] { try tree.write(file) }
    try tree.git("add", "one.yaml", folder: "tree")
    tree.rename("tree/.git", to: "moved")

    let variables = ["GIT_DIR": "../moved", "GIT_WORK_TREE": "."]
    #expect(
      try tree.walkedFiles(folder: "tree", extra: variables)
        == tree.gitFiles(folder: "tree", extra: variables))
    let repository = try #require(
      try GitRepository.containing(
        "\(tree.path)/tree/sub",
        environment: tree.environment(variables, workingDirectory: "\(tree.path)/tree")))
    #expect(repository.topLevel == "\(tree.path)/tree")
    #expect(repository.isTracked("one.yaml") && !repository.isTracked("three.yaml"))

    // A folder elsewhere has no part in the repository that the environment names.
    try tree.folder("else")
    #expect(
      try GitRepository.containing(
        "\(tree.path)/else",
        environment: tree.environment(variables, workingDirectory: "\(tree.path)/tree")) == nil)

    #expect(
      throws: GitError(path: "\(tree.path)/nothing", kind: .notGitDirectory)
    ) {
      try GitRepository.containing(
        tree.path, environment: tree.environment(["GIT_DIR": "nothing"]))
    }
  }

  @Test func `environment names the index`() throws {
    let tree = try TemporaryTree()
    try tree.folder("sub")
    try tree.git("init", "-q")
    try tree.write(".gitignore", "*.log\n")
    for file in ["one.log", "sub/two.log"] { try tree.write(file) }
    try tree.git("add", "-f", "one.log")
    let extra = ["GIT_INDEX_FILE": "other-index"]
    try tree.git("add", "-f", "sub/two.log", extra: extra)
    // Git takes the path from the top level, wherever it is called.
    for folder in ["", "sub"] {
      #expect(
        try tree.walkedFiles(folder: folder, extra: extra)
          == tree.gitFiles(folder: folder, extra: extra))
    }
    let walker = FileWalker(environment: tree.environment(extra)) { _ in true }
    #expect(try walker.tracking(of: "sub/two.log") == .tracked)
    #expect(try walker.tracking(of: "one.log") == .ignored)
  }

  @Test func `no repository`() throws {
    let tree = try TemporaryTree()
    try tree.write("one/.git", "gitdir: nowhere\n")
    try tree.folder("two/.git")
    for folder in ["", "/one", "/two"] {
      #expect(
        try GitRepository.containing(tree.path + folder, environment: tree.environment()) == nil)
    }
  }

  @Test(arguments: [2, 3, 4])
  func `truncated index is an error or the whole set`(version: Int) throws {
    let bytes = try smallIndex(version: version)
    let whole = try bytes.withUnsafeBufferPointer { try GitIndex($0, hashLength: 20).count }
    for count in 0..<bytes.count {
      bytes[..<count].withUnsafeBufferPointer { part in
        // Only the extensions behind the entries may be missing without notice.
        if let index = try? GitIndex(part, hashLength: 20) {
          #expect(index.count == whole && count > 20 + bytes.count / 2, "\(count) bytes")
        }
      }
    }
  }

  @Test(arguments: [2, 3, 4])
  func `damaged index is an error or a set`(version: Int) throws {
    let bytes = try smallIndex(version: version)
    for offset in bytes.indices {
      for value in [0, 1, 0x7F, 0x80, 0xFF, bytes[offset] ^ 1] as [UInt8] {
        var damaged = bytes
        damaged[offset] = value
        damaged.withUnsafeBufferPointer { buffer in
          for hashLength in [20, 32] {
            _ = try? GitIndex(buffer, hashLength: hashLength)
          }
        }
      }
    }
  }

  @Test func `damaged index names its file`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    try tree.write(".git/index", "nonsense that is long enough to have a header")
    let path = "\(tree.path)/.git/index"
    #expect(
      throws: GitError(path: path, kind: .damagedIndex("it has no DIRC signature"))
    ) {
      try GitRepository.containing(tree.path, environment: tree.environment())
    }
    try tree.write("one.yaml")
    let entries = FileWalker(environment: tree.environment()) { _ in true }.walk(root: ".").entries
    #expect(entries.count == 1 && entries.first?.path == ".")
    guard case .skipped(_, let reason) = try #require(entries.first) else {
      Issue.record("The damage is not reported.")
      return
    }
    #expect(reason.isUnreadable)
  }

  @Test func `split index is refused`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    try tree.write("one.yaml")
    try tree.git("add", ".")
    try tree.git("update-index", "--split-index")
    do throws(GitError) {
      _ = try GitRepository.containing(tree.path, environment: tree.environment())
      Issue.record("The split index is taken for a whole one.")
    } catch {
      guard case .unsupportedIndex = error.kind else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func `sparse directory leaves open what is tracked`() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    for file in ["in/one.yaml", "out/two.yaml", "out/deep/three.yaml", "top.yaml"] {
      try tree.write(file)
    }
    try tree.git("add", ".")
    try tree.git("commit", "-qm", "all")
    try tree.git("sparse-checkout", "set", "--cone", "--sparse-index", "in")
    try tree.write("out/two.yaml")
    try tree.write(".gitignore", "out\n")
    let walker = FileWalker(environment: tree.environment()) { _ in true }
    let entries = walker.walk(root: ".").entries
    #expect(entries.contains(.file(path: "out/two.yaml", tracking: .unknown)))
    #expect(entries.contains(.file(path: "in/one.yaml", tracking: .tracked)))
    #expect(try walker.tracking(of: "out/two.yaml") == .unknown)
  }

  private func smallIndex(version: Int) throws -> [UInt8] {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    for file in ["a", "ab", "dir/a", "dir/abc"] { try tree.write(file) }
    try tree.git("add", ".")
    // A commit adds an extension with the cached trees.
    try tree.git("commit", "-qm", "all")
    if version >= 3 {
      try tree.write("new")
      try tree.git("add", "-N", "new")
    }
    try tree.git("update-index", "--index-version", "\(version)")
    return try tree.bytes(of: ".git/index")
  }
}
