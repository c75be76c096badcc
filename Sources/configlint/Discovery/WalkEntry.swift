package import ConfigGuard
package import RulePacks

/// What a walk found at one path.
package enum WalkEntry: Hashable, Sendable {
  case file(path: String, tracking: Tracking)
  case skipped(path: String, reason: SkipReason)

  package var path: String {
    switch self {
    case .file(let path, _), .skipped(let path, _): path
    }
  }
}

/// The reason why a walk left something out.
package enum SkipReason: Hashable, Sendable {
  case notRegular(FileKind)
  case linkToDirectory
  case linkOutsideRoot
  /// The link leads to a file that the walk lists anyway, under this path.
  case linkToListedFile(path: String)
  case brokenLink
  case linkLoop
  /// The folder that the walk should begin in is ignored, and nothing in it is tracked.
  case ignored
  case unreadable(ReportText)
  case nameNotUTF8
  case tooDeep
  case repository(GitError)

  /// Whether something was left out that should have been read.
  package var isUnreadable: Bool {
    switch self {
    case .unreadable, .nameNotUTF8, .tooDeep, .repository: true
    case .notRegular, .linkToDirectory, .linkOutsideRoot, .linkToListedFile, .brokenLink,
      .linkLoop, .ignored:
      false
    }
  }

  package var text: ReportText {
    switch self {
    case .notRegular(let kind): "It is \(kind), not a regular file."
    case .linkToDirectory: "It is a symbolic link to a directory."
    case .linkOutsideRoot: "It is a symbolic link to a file outside the directory."
    case .linkToListedFile(let path): "It is a symbolic link to \(path: path)."
    case .brokenLink: "It is a symbolic link to nothing."
    case .linkLoop: "It is a symbolic link that leads back to itself."
    case .ignored: "It is ignored by git."
    case .unreadable(let text): "It cannot be read: \(text)."
    case .nameNotUTF8: "Its name is not valid UTF-8."
    case .tooDeep: "It lies more than \(FileWalker.depthLimit) directories deep."
    case .repository(let error): error.text
    }
  }
}
