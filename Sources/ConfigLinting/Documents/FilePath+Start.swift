import ConfigGuard

extension FilePath {
  /// What the paths of all files in a folder begin with, made once where many are asked for.
  static func start(ofFilesIn folder: String) -> String {
    String(Substring(join(folder, "x").utf8.dropLast()))
  }
}
