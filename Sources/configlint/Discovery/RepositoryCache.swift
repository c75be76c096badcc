import ConfigGuard
import Synchronization

/// What one run has found of repositories.
///
/// Each folder is looked at once and each index is read once, however many folders a tree has.
package final class RepositoryCache: Sendable {
  private struct Found {
    var named: GitLocation??
    var locations = PathTable<GitLocation?>()
    var opened = PathTable<Result<GitRepository, GitError>>()
  }

  private let environment: GitEnvironment
  private let found = Mutex(Found())
  /// What walks have met, so that nobody looks for a `.git` that is not there.
  package let listings = FolderListings()

  package init(environment: GitEnvironment) { self.environment = environment }

  /// Finds the repository of a folder, which is given as an absolute path without links.
  ///
  /// - Parameter readsIndex: Without the index, nothing counts as tracked.
  package func repository(
    containing directory: String, readsIndex: Bool = true
  ) throws(GitError) -> GitRepository? {
    try found.withLock { found throws(GitError) in
      if found.named == nil { found.named = .some(try GitLocation.named(by: environment)) }
      let location = GitLocation.containing(directory, named: found.named ?? nil) { folder in
        if listings[folder]?.surelyLacks(nameOf: ".git") == true { return nil }
        if let known = found.locations[folder] { return known }
        let location = GitLocation.at(folder, environment: environment)
        found.locations[folder] = .some(location)
        return location
      }
      guard let location else { return nil }
      let key = location.identity + (readsIndex ? "" : "\0")
      if let known = found.opened[key] { return try known.get() }
      let opened = Result { () throws(GitError) in
        try GitRepository(location, environment: environment, readsIndex: readsIndex)
      }
      found.opened[key] = opened
      return try opened.get()
    }
  }
}
