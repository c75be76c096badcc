import ConfigGuard
import RulePacks

/// The folder from which services that show reports count their paths: the top of the work tree, or
/// else the working directory.
struct ReportRoot {
  /// Both absolute, or nil where paths stay as they are.
  private let top: String?
  private let workingDirectory: String?

  /// Leaves paths as they are.
  init() { (top, workingDirectory) = (nil, nil) }

  init(top: String, workingDirectory: String) {
    self.top = top
    self.workingDirectory = workingDirectory
  }

  /// The root for reports that are written here.
  static func here() -> ReportRoot {
    guard let environment = try? GitEnvironment.current() else { return ReportRoot() }
    let folder = environment.workingDirectory
    let repository = try? GitRepository.containing(folder, environment: environment)
    return ReportRoot(top: repository?.topLevel ?? folder, workingDirectory: folder)
  }

  /// Where a file of a report lies.
  enum Place: Hashable {
    /// Counted from the root.
    case inside(String)
    /// As whoever named it wrote it, and from the root of all files.
    case outside(String, absolute: String)
    /// No file at all, such as the environment of a process.
    case nowhere(String)
  }

  /// - Parameter path: A path as a report gives it, relative to the working directory.
  func place(of path: String) -> Place {
    if path == SourceFile.environmentPath { return .nowhere(path) }
    guard let top, let workingDirectory else { return .inside(FilePath.normalized(path)) }
    let absolute = FilePath.join(workingDirectory, path)
    guard GitRepository.contains(top, absolute) else { return .outside(path, absolute: absolute) }
    let bytes = absolute.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: top == "/" ? 1 : top.utf8.count + 1)
    return .inside(String(absolute[start...]))
  }

  /// The fingerprint for services that keep findings from run to run: the same from whichever folder
  /// the run began, and another one for each folder.
  func fingerprint(of finding: Finding) -> String {
    var identity = finding.identity
    identity.path = path(identity.path)
    return identity.fingerprint
  }

  /// The path as formats show it that know of no roots.
  func path(_ path: String) -> String {
    switch place(of: path) {
    case .inside(let path), .outside(let path, _), .nowhere(let path): path
    }
  }
}
