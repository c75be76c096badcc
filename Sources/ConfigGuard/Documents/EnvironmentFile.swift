/// What the names of .env files say.
package enum EnvironmentFile {
  package static let name = "env"

  package static func isEnvironmentName(_ name: String) -> Bool {
    guard mayNameEnvironment(name.utf8) else { return false }
    let name = name.lowercased()
    if name == ".env.vault" || name == ".envrc" { return false }
    // `.env.ts`, `.env.md`: other languages that speak of environments.
    if let ending = name.split(separator: ".").last, otherLanguages.contains(String(ending)) {
      return false
    }
    if name == ".env" || name.hasPrefix(".env.") || name.hasPrefix(".env-")
      || name.hasSuffix(".env")
    {
      return true
    }
    // `production.env.example`, `env.sample`
    return isTemplateName(name) && name.split(separator: ".").dropLast().contains("env")
  }

  /// Whether `env` stands in a name, which is so in none of most names.
  private static func mayNameEnvironment(_ name: String.UTF8View) -> Bool {
    var last: (UInt8, UInt8) = (0, 0)
    for byte in name {
      // No letter beyond ASCII is one of these in lower case.
      if byte | 0x20 == 0x76, last.1 | 0x20 == 0x6E, last.0 | 0x20 == 0x65 { return true }
      last = (last.1, byte)
    }
    return false
  }

  /// `.kamal/secrets`, `.kamal/secrets-common`, `.kamal/secrets.production`
  /// (kamal-deploy.org/docs/configuration/environment-variables).
  package static func isOfKamal(_ path: String) -> Bool {
    let name = FilePath.name(of: path)
    guard name.utf8.starts(with: "secrets".utf8),
      FilePath.name(of: FilePath.folder(of: path)) == ".kamal"
    else { return false }
    return name == "secrets" || name.hasPrefix("secrets.") || name.hasPrefix("secrets-")
  }

  /// Endings of names that speak of a format without being of it.
  package static let otherLanguages: Set<String> = [
    "ts", "js", "mjs", "cjs", "md", "sh", "bash", "zsh", "fish", "py", "rb", "go", "rs", "php",
    "json", "yaml", "yml", "toml", "patch", "diff", "gpg", "age", "asc", "enc", "html", "txt",
    "swift", "java", "kt", "rst", "adoc", "bak", "orig",
    "j2", "erb", "tera", "ejs", "hbs", "mustache",
  ]

  private static let templateWords: Set<String> = [
    "example", "sample", "template", "dist", "tmpl", "tpl", "defaults",
  ]

  /// Whether a name says that the file is copied before use: `.env.example`, `example.env`,
  /// `values.yaml.dist`.
  package static func isTemplateName(_ name: String) -> Bool {
    let name = name.lowercased()
    let parts = words(of: name)
    guard let last = parts.last else { return false }
    if templateWords.contains(last) { return parts.count > 1 }
    guard last == "env" || name.hasPrefix(".env") else { return false }
    return parts.contains { templateWords.contains($0) }
  }

  /// What stands between the signs that names of files are put together with.
  private static func words(of name: String) -> [String] {
    var name = name
    let words = name.withUTF8 { bytes -> [String]? in
      var words: [String] = []
      var start = 0
      for offset in 0...bytes.count {
        let byte = offset < bytes.count ? bytes[offset] : 0x2E
        // Beyond ASCII a sign may belong to the one in front of it.
        guard byte < 0x80 else { return nil }
        guard byte == 0x2E || byte == 0x2D || byte == 0x5F else { continue }
        if start < offset {
          words.append(String(decoding: bytes[start..<offset], as: UTF8.self))
        }
        start = offset + 1
      }
      return words
    }
    return words ?? name.split { $0 == "." || $0 == "-" || $0 == "_" }.map(String.init)
  }
}
