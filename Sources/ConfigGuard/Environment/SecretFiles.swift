/// Files that hold values of variables, beside the environment of a process.
///
/// ```swift
/// Validator(contract: contract, secretFiles: SecretFiles(folders: ["/run/secrets"]))
/// ```
///
/// Two conventions are known, and both keep secrets out of the environment, where every child
/// process and many crash reports would see them:
///
/// - `DB_PASSWORD_FILE=/run/secrets/db_password`, as the official container images have it;
/// - a folder with one file for each variable: `/run/secrets` of Docker, a mounted Secret of
///   Kubernetes, `$CREDENTIALS_DIRECTORY` of systemd.
///
/// The content of such a file, without one newline at its end, is judged as the variable's value, by
/// the rules that hold for variables, and the message names the file. A file that is absent or can be
/// no value is a problem of its own. Nothing is added to the environment of the process.
/// Of one variable the process' own environment counts first, then its `_FILE` variable, then the
/// folders in their order.
public struct SecretFiles: Sendable, Hashable {
  /// Folders of mounted files; of two that have the same variable the first counts.
  public var folders: [String]
  /// Whether `NAME_FILE` leads to the value of `NAME`: where the contract declares `NAME` and not
  /// `NAME_FILE`, or where it declares neither and `NAME` is what a secret is called.
  public var followsFileVariables: Bool

  /// - Parameters:
  ///   - folders: Folders of mounted files, absolute or from the working directory.
  ///   - followsFileVariables: Whether `NAME_FILE` leads to the value of `NAME`.
  public init(folders: [String] = [], followsFileVariables: Bool = true) {
    self.folders = folders
    self.followsFileVariables = followsFileVariables
  }

  package static let suffix = "_FILE"

  /// The variable whose value is in the file that another one would name.
  static func subject(of name: String) -> String? {
    guard name.hasSuffix(suffix) else { return nil }
    let subject = name.dropLast(suffix.count)
    return subject.isEmpty ? nil : String(subject)
  }

  /// No file is read.
  public static let none = SecretFiles(followsFileVariables: false)
}
