import ConfigGuard
import ConfigLinting
import RulePacks

/// The YAML files beside a file and in the folders above it, up to the top of its repository.
final class ManifestsAbove {
  private let store: FileStore
  private let finder: ContractFinder?
  private var folders: [String: [SourceFile]] = [:]

  init(_ reading: FixReading) {
    store = reading.store
    finder = try? ContractFinder(options: reading.options, environment: reading.environment)
  }

  func files(around path: String) -> [SourceFile] {
    var files: [SourceFile] = []
    var folder: String? = FilePath.folder(of: path)
    while let current = folder {
      files += self.files(in: current)
      folder = finder?.parent(of: current)
    }
    return files
  }

  private func files(in folder: String) -> [SourceFile] {
    if let known = folders[folder] { return known }
    let entries = (try? Platform.entries(ofDirectory: folder, followsLinks: true)) ?? []
    let files = entries.compactMap { entry -> SourceFile? in
      let path = FilePath.join(folder, String(decoding: entry.name, as: UTF8.self))
      guard FileType(path: path) == .yaml else { return nil }
      return try? store.passing(path).get()
    }
    folders[folder] = files.sorted { $0.path < $1.path }
    return folders[folder] ?? []
  }
}
