import ConfigGuard
import ConfigLinting
import RulePacks

/// What a run of `fix` is going to write.
struct FixPlan {
  /// One file with what it holds and what it is going to hold.
  struct Change {
    let path: String
    let old: SourceBytes?
    let new: SourceBytes
    /// Other files refer to what it holds, or are safe only behind it.
    let comesFirst: Int
  }

  /// A `.gitignore` entry that was added for a file.
  struct Ignored {
    let file: UnignoredFile
    let entry: IgnoreEntry
  }

  let session: FixSession
  private let environment: GitEnvironment
  private(set) var changes: [Change] = []
  private(set) var ignored: [Ignored] = []
  /// Files that no entry helps, and why.
  private(set) var notIgnored: [(file: UnignoredFile, reason: ReportText)] = []
  /// Files that hold a secret from now on, and that git must ignore before they do.
  private var guarded: [String] = []

  init(_ session: FixSession, _ environment: GitEnvironment) {
    self.session = session
    self.environment = environment
    for (path, new) in session.files.sorted(by: { $0.key < $1.key }) {
      let isSecret = session.fixes.contains { fix in
        fix.edits.contains { $0.path == path && $0.isSecret && $0.range.isEmpty }
      }
      if isSecret { guarded.append(path) }
      changes.append(
        Change(
          path: path, old: session.original(of: path), new: new, comesFirst: isSecret ? 1 : 2))
    }
  }

  var isEmpty: Bool { changes.isEmpty }

  /// Adds the lines that let git ignore what holds secrets.
  ///
  /// - Throws: Why git would not ignore what a secret is going to be moved to.
  mutating func addIgnoreEntries() throws(CommandFailure) {
    var texts: [String: SourceBytes] = [:]
    var olds: [String: SourceBytes?] = [:]
    func add(_ entry: IgnoreEntry) throws(CommandFailure) -> Bool {
      let path = entry.path
      if texts[path] == nil, olds[path] == nil {
        if let status = try? Platform.linkStatus(of: path), status.kind != .regular {
          throw CommandFailure("its `.gitignore` is no regular file")
        }
        olds[path] = .some(try? readFile(path: path, limit: 1 << 20))
      }
      let known = texts[path] ?? olds[path] ?? nil
      if let known, entry.isEffective(known) { return false }
      guard let text = entry.added(to: known) else {
        throw CommandFailure("a line in its `.gitignore` would not have that effect")
      }
      texts[path] = text
      return true
    }
    for file in session.unignored {
      do throws(CommandFailure) {
        let entry = try IgnoreEntry(for: file.path, environment)
        if try add(entry) { ignored.append(Ignored(file: file, entry: entry)) }
      } catch {
        notIgnored.append((file, error.text))
      }
    }
    let walker = FileWalker(environment: environment, includingNames: { _ in true })
    for path in guarded where (try? walker.tracking(of: path)) == .untracked {
      do throws(CommandFailure) {
        _ = try add(try IgnoreEntry(for: path, environment))
      } catch {
        throw CommandFailure("no secret is moved to \(path: path): \(error.text)")
      }
    }
    changes += texts.map { path, text in
      Change(path: path, old: olds[path] ?? nil, new: text, comesFirst: 0)
    }
    changes.sort { ($0.comesFirst, $0.path) < ($1.comesFirst, $1.path) }
  }

  // MARK: diff

  /// The changes as `patch -p1` takes them, unless something in them is masked.
  func diff() -> (text: String, isMasked: Bool) {
    guard let original = session.original, let mended = session.mended else { return ("", false) }
    let screen = DiffScreen(original)
    var text = ""
    var isMasked = false
    for change in changes.sorted(by: { $0.path < $1.path }) {
      let diff = UnifiedDiff(change.old, change.new).text(
        path: screen.path(change.path),
        screen.lines(of: change.path, change.old ?? SourceBytes(""), in: original),
        screen.lines(of: change.path, change.new, in: mended))
      text += diff.text
      isMasked = isMasked || diff.isMasked || screen.path(change.path) != change.path
    }
    return (text, isMasked)
  }

  // MARK: files

  /// Writes everything, each file at once or not at all, and stops at the first one that fails.
  ///
  /// - Parameter isStopped: Asked before each file whether to go on.
  func write(isStopped: () -> Bool) throws(CommandFailure) {
    for change in changes {
      if isStopped() { throw CommandFailure("it was stopped\(rest(from: change))") }
      try requireUnchanged(change)
      if guarded.contains(change.path) { try requireIgnored(change.path) }
      do throws(SystemError) {
        let isPrivate = guarded.contains(change.path)
        try change.new.withBuffer { bytes throws(SystemError) in
          try Platform.exchangeFile(change.path, with: bytes, isPrivate: isPrivate)
        }
      } catch {
        throw CommandFailure(
          "\(path: change.path) cannot be written: \(prose: error.text)\(rest(from: change))")
      }
    }
  }

  private func requireUnchanged(_ change: Change) throws(CommandFailure) {
    let status = try? Platform.linkStatus(of: change.path)
    if status?.isReadOnly == true {
      throw CommandFailure("\(path: change.path) is read-only\(rest(from: change))")
    }
    let bytes = try? readFile(path: change.path, limit: CheckCommand.sizeLimit, followsLinks: false)
    let isSame =
      if let old = change.old {
        bytes.map { $0.buffer.elementsEqual(old.buffer) } ?? false
      } else {
        status == nil
      }
    guard isSame else {
      throw CommandFailure(
        "\(path: change.path) has changed since it was read\(rest(from: change))")
    }
  }

  private func requireIgnored(_ path: String) throws(CommandFailure) {
    let walker = FileWalker(environment: environment, includingNames: { _ in true })
    guard (try? walker.tracking(of: path)) == .ignored else {
      throw CommandFailure("git does not ignore \(path: path), so no secret is moved there")
    }
  }

  private func rest(from change: Change) -> ReportText {
    let written = changes.prefix { $0.path != change.path }.map(\.path)
    guard !written.isEmpty else { return "; nothing was written" }
    return "; written: \(written.map(ReportText.path).joined(separator: ", "))"
  }
}
