package import RulePacks

/// What secret files are read through, so that examples and tests need no disk.
package struct SecretFileSystem: Sendable {
  /// Secrets of Kubernetes have at most this many bytes together.
  package static let sizeLimit = 1 << 20

  package var read: @Sendable (_ path: String) -> Result<SourceBytes, FileError>
  package var isFolder: @Sendable (_ path: String) -> Bool
  /// The names in a folder, as bytes; nil where it cannot be listed.
  package var names: @Sendable (_ folder: String) -> [[UInt8]]?

  package init(
    read: @escaping @Sendable (String) -> Result<SourceBytes, FileError>,
    isFolder: @escaping @Sendable (String) -> Bool,
    names: @escaping @Sendable (String) -> [[UInt8]]?
  ) {
    self.read = read
    self.isFolder = isFolder
    self.names = names
  }

  /// The disk of this machine.
  package static let disk = SecretFileSystem(
    read: { path in
      do throws(FileError) {
        return .success(try readFile(path: path, limit: sizeLimit))
      } catch {
        return .failure(error)
      }
    },
    isFolder: { (try? Platform.status(of: $0))?.kind == .directory },
    names: { folder in
      (try? Platform.entries(ofDirectory: folder, followsLinks: true))?.map(\.name)
    })

  /// Files of an example, by their absolute paths.
  package init(files: [String: SourceBytes]) {
    self.init(
      read: { path in
        files[path].map { .success($0) } ?? .failure(FileError(path: path, kind: .notFound))
      },
      isFolder: { folder in files.keys.contains { $0.hasPrefix(folder + "/") } },
      names: { folder in
        let names = files.keys.filter { FilePath.folder(of: $0) == folder }
        return names.isEmpty ? nil : names.map { Array(FilePath.name(of: $0).utf8) }
      })
  }
}

/// The value in a secret file, or why there is none.
package enum SecretFileText {
  case text(String)
  /// It cannot be read at all.
  case unreadable(ReportText, isFolder: Bool)
  /// It was read, and no variable can have such a value.
  case unfit(ReportText)

  package init(_ result: Result<SourceBytes, FileError>) {
    switch result {
    case .failure(let error):
      switch error.kind {
      case .tooLarge(let bytes): self = .unfit("is too large, \(bytes) bytes")
      case .notFound: self = .unreadable("does not exist", isFolder: false)
      case .notReadable:
        self = .unreadable("cannot be read by the user of this process", isFolder: false)
      case .notRegular(let what):
        self = .unreadable("is \(what) and no file", isFolder: what == .directory)
      case .linkLoop:
        self = .unreadable("is a link that leads back to itself", isFolder: false)
      case .io(let text):
        self = .unreadable("cannot be read: \(prose: text)", isFolder: false)
      case .notHeld, .stored, .twin:
        self = .unreadable("cannot be read: \(error.reason)", isFolder: false)
      }
    case .success(let bytes):
      if bytes.firstNUL != nil {
        self = .unfit("holds a NUL byte, which no variable can have")
      } else if bytes.firstInvalidUTF8 != nil {
        self = .unfit("is no text in UTF-8")
      } else {
        self = .text(Self.withoutNewline(bytes))
      }
    }
  }

  /// Editors and `echo` end a file with a newline that is no part of the secret.
  private static func withoutNewline(_ bytes: SourceBytes) -> String {
    var end = bytes.count
    if end > 0, bytes[end - 1] == UInt8(ascii: "\n") {
      end -= 1
      if end > 0, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    }
    return bytes.text(SourceRange(start: 0, end: end))
  }
}
