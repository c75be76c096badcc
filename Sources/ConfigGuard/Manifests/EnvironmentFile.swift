package import RulePacks

/// A .env file: its settings, and what was wrong with its text.
package enum EnvironmentFile {
  package static let name = "env"

  package static func isEnvironmentName(_ name: String) -> Bool {
    let name = name.lowercased()
    if name == ".env.keys" || name == ".env.vault" || name == ".envrc" { return false }
    if name == ".env" || name.hasPrefix(".env.") || name.hasPrefix(".env-")
      || name.hasSuffix(".env")
    {
      return true
    }
    // `production.env.example`, `env.sample`
    let parts = name.split(separator: ".")
    return parts.count > 1 && parts.dropLast().contains("env")
      && ["example", "sample", "template", "dist"].contains(parts.last)
  }

  /// `.env.production` or `prod.env`: more than just the ending stands in the name.
  package static func isNamedForStage(_ name: String) -> Bool {
    name.split(separator: ".").count > 1
  }

  package static func settings(
    of file: SourceFile, keys: KeyTable, values: ValueReader, dialect: DotEnvDialect = .compose,
    environment: (String) -> String? = { _ in nil }
  ) -> (settings: [Setting], problems: [ReadingProblem]) {
    let parsed = DotEnvFile.parse(file.bytes, dialect: dialect)
    var known: [String: String] = [:]
    var settings: [Setting] = []
    var positions: [String: Int] = [:]
    for entry in parsed.entries {
      let lookup = { (name: String) in environment(name) ?? known[name] }
      let value = self.value(of: entry, values, lookup)
      if let text = value.literal { known[entry.key] = text }
      var setting = Setting(
        key: entry.key, info: keys.info(entry.key), value: value, file: file,
        keyRange: entry.keyRange, keyPath: entry.key)
      if let earlier = positions[entry.key] {
        // Every reader lets the last one win.
        setting.shadowed = [settings[earlier].place]
        settings[earlier] = setting
      } else {
        positions[entry.key] = settings.count
        settings.append(setting)
      }
    }
    return (settings, parsed.problems)
  }

  private static func value(
    of entry: DotEnvEntry, _ values: ValueReader, _ lookup: (String) -> String?
  ) -> Value {
    guard let text = entry.value else {
      return Value(
        form: .passedThrough, text: "", effective: nil, range: entry.keyRange, isExact: false)
    }
    let isExact = text.utf8.count == entry.valueRange.count
    let syntax: ReferenceSyntax = entry.interpolation == nil ? .none : .compose
    return values.value(
      text, at: entry.valueRange, isExact: isExact, syntax: syntax, lookup: lookup)
  }
}
