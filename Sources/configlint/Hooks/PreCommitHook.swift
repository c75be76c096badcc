import ConfigGuard
import RulePacks

/// The pre-commit hook in a folder of hooks, and the one that was there before it.
struct PreCommitHook {
  private let folder: HookFolder
  private let path: String
  private let kept: String

  init(folder: HookFolder) {
    self.folder = folder
    path = FilePath.join(folder.path, "pre-commit")
    kept = path + HookScript.suffix
  }

  /// Writes the hook; what is there is kept beside it.
  ///
  /// - Returns: What was done.
  func install(_ script: HookScript, force: Bool) throws -> ReportText {
    try folder.make()
    let present = try content()
    if let manager = HookManager(folder: folder, hook: present), !force,
      !(present.map(HookScript.isOwn) ?? false)
    {
      throw CommandFailure("\(manager.advice); `--force` installs the hook all the same")
    }
    var done: ReportText = "\(path: path) checks what is staged before each commit"
    var script = script
    if script.arguments.isEmpty, let old = present.flatMap({ HookScript($0) }),
      !old.arguments.isEmpty
    {
      script.arguments = old.arguments
      done +=
        "; it keeps its options (\(prose: old.arguments.joined(separator: " "))) until it is uninstalled"
    }
    if let present, HookScript.isOwn(present) {
      if present.elementsEqual(script.text.utf8), Platform.isExecutable(path) {
        return "\(path: path) is there already"
      }
      guard force || HookScript.isUntouched(present) else {
        throw CommandFailure("\(path: path) was changed by hand; `--force` writes it anew")
      }
    } else if exists(path) {
      guard !exists(kept) else {
        throw CommandFailure(
          """
          another program has put its hook in the place of ours, and \(path: kept) is from before; \
          put one of them away
          """)
      }
      try attempt(path) { () throws(SystemError) in try Platform.move(path, to: kept) }
      done += "; the hook that was there runs first (\(path: FilePath.name(of: kept)))"
    }
    do {
      try write(script)
    } catch {
      // Without ours, the one from before belongs to its place.
      if !exists(path), exists(kept) { try? Platform.move(kept, to: path) }
      throw error
    }
    if folder.isShared {
      done += "; `core.hooksPath` of your own configuration has it run in every repository"
    } else if folder.isConfigured {
      done += "; `core.hooksPath` names this folder"
    }
    return done
  }

  /// Takes the hook out and puts back the one from before.
  func uninstall(force: Bool) throws -> ReportText {
    let present = try content()
    guard let present, HookScript.isOwn(present) else {
      guard !exists(kept) else {
        throw CommandFailure(
          "\(path: path) is not ours any more, and \(path: kept) is from before; nothing was changed"
        )
      }
      return "there is no hook of configlint in \(path: folder.path)"
    }
    guard force || HookScript.isUntouched(present) else {
      throw CommandFailure("\(path: path) was changed by hand; `--force` takes it out all the same")
    }
    if exists(kept) {
      try attempt(path) { () throws(SystemError) in try Platform.move(kept, to: path) }
      return "\(path: path) is the one again that was there before"
    }
    try attempt(path) { () throws(SystemError) in try Platform.remove(path) }
    return "\(path: path) is gone"
  }

  private func exists(_ path: String) -> Bool { (try? Platform.linkStatus(of: path)) != nil }

  /// The hook's text, or nil where there is none that could be ours.
  private func content() throws -> [UInt8]? {
    guard exists(path) else { return nil }
    do throws(FileError) {
      return try readFile(path: path, limit: 1 << 20, followsLinks: false).withBuffer { Array($0) }
    } catch {
      switch error.kind {
      // A program or a link is a hook, too.
      case .tooLarge, .notRegular(.symbolicLink): return nil
      default: throw CommandFailure(error.text)
      }
    }
  }

  /// Writes the hook beside its place first, so that no commit meets half of it.
  private func write(_ script: HookScript) throws {
    let new = path + ".new-configlint"
    try attempt(path) { () throws(SystemError) in
      try Platform.replaceFile(new, with: script.text)
      try Platform.makeExecutable(new)
      try Platform.move(new, to: path)
    }
  }

  private func attempt(_ path: String, _ body: () throws(SystemError) -> Void) throws {
    do throws(SystemError) {
      try body()
    } catch {
      throw CommandFailure("\(path: path) cannot be written: \(prose: error.text)")
    }
  }
}
