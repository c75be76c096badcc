/// What a deployment is started with, where its files alone do not say it.
package struct ResolutionOptions {
  /// Env files in the place of each project's own `.env`, the later ones over the earlier.
  package var environmentFiles: [String] = []
  /// The variables of the process, where they are to count; nil where they are not known.
  package var processEnvironment: [String: String]?
  /// Compose files of one project, the later ones over the earlier.
  package var composeFiles: [String] = []
  /// Profiles of Compose services that are started.
  package var profiles: [String] = []
  /// Whether a path is kept out of version control, so that its file is supplied elsewhere; nil
  /// without a repository.
  package var isIgnored: (String) -> Bool? = { _ in nil }
  /// What tells of a name whether a folder has certainly no file of it; nil where nothing is known of
  /// the folder.
  package var absence: (String) -> ((String) -> Bool)? = { _ in nil }
  /// Whether anything is at a path; nil where only reading it tells.
  package var isPresent: ((String) -> Bool)?

  package init() {}
}

extension SiblingFile {
  /// Why a file that lies above the project is not read.
  package static let outside = "it lies outside the repository"

  package var isOutside: Bool {
    if case .missing(SiblingFile.outside) = self { true } else { false }
  }
}
