import ConfigGuard
import RulePacks

/// What a commit or a pull request changes, and the files that it leaves.
struct GitChanges {
  /// The files with the changes.
  let tree: GitTree
  let records: [GitRecord]
  /// The lines that were changed, by the file's path; nil where files count as a whole.
  let lines: [[UInt8]: ChangedLines]?

  /// The files as they were.
  var before: GitTree { tree.before(records) }

  /// What the index holds otherwise than the last commit.
  ///
  /// - Parameter work: What is done while git reads the index.
  static func staged(
    _ environment: GitEnvironment, meanwhile work: () -> Void = {}
  ) throws -> GitChanges {
    let source = try Source(environment)
    source.askForCommit(lastCommit)
    let listing = ["diff-index", "--cached"] + Source.raw
    // Both read the index, and none waits for the other.
    let all = try source.git.start(listing + [source.emptyTree, "--"])
    let changed = try source.git.start(listing + [lastCommit, "--"])
    work()
    let index = try source.records(of: try source.git.output(of: all, "diff-index"))
    let records: GitRecords
    if try source.commit(lastCommit) != nil {
      records = try source.records(of: try source.git.output(of: changed, "diff-index"))
    } else {
      // Git has refused to compare with what is not there.
      _ = Platform.end(changed)
      records = index
    }
    if let path = index.unmerged ?? records.unmerged {
      let name = String(decoding: path, as: UTF8.self)
      throw CommandFailure("\(path: name) is not merged yet, so that nothing can be committed")
    }
    return GitChanges(tree: source.tree(index), records: records.all, lines: nil)
  }

  /// What the last commit has otherwise than the commit that it has in common with a revision.
  static func since(_ revision: String, _ environment: GitEnvironment) throws -> GitChanges {
    let source = try Source(environment)
    guard let base = try source.commit(revision) else {
      throw CommandFailure(
        "there is no commit \(quoted: revision) here; in CI, fetch all history (`fetch-depth: 0`)")
    }
    guard let head = try source.commit(lastCommit) else {
      throw CommandFailure("there is no commit yet to compare with \(quoted: revision)")
    }
    let all = try source.git.start(
      ["diff-tree", "-r"] + Source.raw + [source.emptyTree, head, "--"])
    let changed = try source.git.start(
      ["diff-tree", "-r", "--merge-base"] + Source.raw + Source.patch + [base, head, "--"])
    let listing = try source.records(of: try source.git.output(of: all, "diff-tree"))
    let bytes: [UInt8]
    do throws(CommandFailure) {
      bytes = try source.git.output(of: changed, "diff-tree")
    } catch {
      throw CommandFailure(
        """
        \(quoted: revision) and HEAD have no one commit in common here; in CI, fetch all history \
        (`fetch-depth: 0`)
        """)
    }
    let records = try source.records(of: bytes)
    guard let lines = ChangedLines.read(bytes, from: records.end, of: records.all) else {
      throw CommandFailure("what `git diff-tree` writes cannot be understood")
    }
    return GitChanges(tree: source.tree(listing), records: records.all, lines: lines)
  }
}

extension GitRecords {
  fileprivate var all: [GitRecord] { (0..<count).compactMap { self[$0] } }
}

/// A repository and the processes that read it.
private struct Source {
  let git: GitProcess
  /// The id of the tree without files, which git knows in every repository.
  let emptyTree: String
  private let topLevel: String
  private let objects: GitObjects
  private let environment: GitEnvironment

  init(_ environment: GitEnvironment) throws {
    let found: GitRepository?
    do throws(GitError) {
      found = try GitRepository.containing(
        environment.workingDirectory, environment: environment, readsIndex: false)
    } catch {
      throw CommandFailure(error.text)
    }
    guard let repository = found else {
      throw CommandFailure("this folder is in no work tree of a git repository")
    }
    self.environment = environment
    topLevel = repository.topLevel
    emptyTree =
      repository.usesSHA256
      ? "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
      : "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    git = GitProcess(topLevel: topLevel, environment: environment)
    objects = try GitObjects(git)
  }

  /// What every listing asks for: nothing but names, none of them abridged or paired.
  static let raw = ["--raw", "-z", "--no-abbrev", "--no-renames", "--ita-invisible-in-index"]

  static let patch = [
    "--patch", "--unified=0", "--inter-hunk-context=0", "--no-ext-diff", "--no-textconv",
    "--no-color", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short",
  ]

  func tree(_ records: GitRecords) -> GitTree {
    GitTree(
      topLevel: topLevel, workingDirectory: environment.workingDirectory, records: records,
      objects: objects)
  }

  func records(of bytes: [UInt8]) throws -> GitRecords {
    guard let records = GitRecords(bytes) else {
      throw CommandFailure("what git lists cannot be understood")
    }
    return records
  }

  /// The id of a commit, or nil where there is none of this name.
  func commit(_ name: String) throws -> String? {
    try objects.object("\(name)^{commit}", limit: 0)?.id
  }

  /// Asks for a commit that is about to be wanted.
  func askForCommit(_ name: String) { objects.prefetch(["\(name)^{commit}"], limit: 0) }
}

private let lastCommit = "HEAD"
