/// What git knows about a file.
@usableFromInline
package enum Tracking: String, Hashable, Sendable {
  /// The file is in the index.
  case tracked
  /// The file is not in the index, and no rule ignores it.
  case untracked
  /// The file is not in the index, and a rule ignores it.
  case ignored
  /// The file is in no git repository, or the index does not name single files where it lies.
  case unknown
}
