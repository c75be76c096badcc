import ConfigGuard
import ConfigLinting
import RulePacks

/// A line of a `.gitignore` that names one file and no other.
struct IgnoreEntry {
  /// The `.gitignore`, as the run names files.
  let path: String
  /// The line, without its line break.
  let line: String
  /// The folder of the `.gitignore` and the file, from the top of the repository.
  private let base: String
  private let file: String

  /// - Throws: Why no `.gitignore` can name the file.
  init(for path: String, _ environment: GitEnvironment) throws(CommandFailure) {
    let folder = FilePath.folder(of: path)
    guard let real = try? Platform.realPath(of: folder),
      let repository = try? GitRepository.containing(real, environment: environment),
      let home = try? Platform.realPath(of: environment.workingDirectory)
    else { throw CommandFailure("there is no git repository around it") }
    let top = repository.topLevel
    let full = FilePath.join(real, FilePath.name(of: path))
    guard full.hasPrefix(top + "/") else { throw CommandFailure("it is outside the repository") }
    guard !full.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0xFF }) else {
      throw CommandFailure("no `.gitignore` can name it")
    }
    // The nearest one that is there already, else a new one at the top.
    var owner = real
    while owner != top, (try? Platform.linkStatus(of: owner + "/.gitignore")) == nil {
      owner = FilePath.folder(of: owner)
    }
    let target = owner + "/.gitignore"
    self.path = target.hasPrefix(home + "/") ? String(target.dropFirst(home.count + 1)) : target
    line = "/" + Self.escaped(String(full.dropFirst(owner.count + 1)))
    base = owner == top ? "" : owner.dropFirst(top.count + 1) + "/"
    file = String(full.dropFirst(top.count + 1))
  }

  /// The text of the `.gitignore` with the line, or nil where it would not have its effect.
  func added(to bytes: SourceBytes?) -> SourceBytes? {
    var text = bytes.map { Array($0.buffer) } ?? []
    guard bytes?.firstInvalidUTF8 == nil, bytes?.firstNUL == nil else { return nil }
    let hasReturns = text.contains(0x0D)
    let lineBreak: [UInt8] = hasReturns ? [0x0D, 0x0A] : [0x0A]
    if let last = text.last, last != 0x0A { text += lineBreak }
    text += Array(line.utf8) + lineBreak
    let result = SourceBytes(text)
    return isEffective(result) ? result : nil
  }

  /// Whether the rules of the file ignore what the entry is for.
  func isEffective(_ bytes: SourceBytes) -> Bool {
    var rules = IgnoreRules()
    bytes.withBuffer { rules.add($0, directory: base) }
    return rules.isIgnored(file, isDirectory: false)
  }

  /// The path with a backslash before all that is a sign of patterns.
  private static func escaped(_ path: String) -> String {
    var text = ""
    for character in path.unicodeScalars {
      if "\\*?[]".unicodeScalars.contains(character) { text += "\\" }
      text.unicodeScalars.append(character)
    }
    // Blanks at the end of a line belong to nothing.
    let blanks = text.reversed().prefix { $0 == " " }.count
    return text.dropLast(blanks) + String(repeating: "\\ ", count: blanks)
  }
}
