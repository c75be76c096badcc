import ConfigGuard
import RulePacks

/// Files read in this run, each one once, whoever refers to it.
final class FileStore {
  private let limit: Int
  private var files: [String: Result<SourceFile, FileError>] = [:]
  private var tracking: [String: Tracking] = [:]

  init(limit: Int) { self.limit = limit }

  /// Remembers what the walk knows of a path, for when something refers to it first.
  func note(_ path: String, _ state: Tracking) { tracking[FilePath.normalized(path)] = state }

  func file(_ path: String) -> Result<SourceFile, FileError> {
    let key = FilePath.normalized(path)
    if let known = files[key] { return known }
    let result = read(key)
    files[key] = result
    return result
  }

  func sibling(_ path: String) -> SiblingFile {
    switch file(path) {
    case .success(let file): .found(file)
    case .failure(let error): .missing(error.reason)
    }
  }

  private func read(_ path: String) -> Result<SourceFile, FileError> {
    do throws(FileError) {
      let bytes = try readFile(path: path, limit: limit)
      return .success(
        SourceFile(path: path, bytes: bytes, tracking: tracking[path] ?? .unknown))
    } catch {
      return .failure(error)
    }
  }
}
