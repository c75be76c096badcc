import ConfigGuard
import RulePacks

/// Gives variables their values one after another, as readers do that look upwards in the file.
struct DotEnvResolver {
  private enum Doubt {
    case command
    case undetermined
  }

  private let file: DotEnvFile
  private let environment: (String) -> String?
  private(set) var resolution = DotEnvResolution(values: [:], unsetReferences: [], errors: [])
  private var doubts: [String: Doubt] = [:]
  private var removed: Set<String> = []
  private var shellVariables: [String: String] = [:]
  private var budget = Interpolation.expansionLimit

  init(_ file: DotEnvFile, _ environment: @escaping (String) -> String?) {
    self.file = file
    self.environment = environment
  }

  mutating func resolve() {
    for entry in file.entries {
      let key = entry.key
      // Ruby's reader takes its own setting from the file in any case.
      if file.dialect.prefersHost, key != DotEnvResolver.lineBreakMode, let host = environment(key)
      {
        set(key, to: host)
      } else if entry.hasValue {
        resolve(entry, key)
      } else {
        resolveBare(entry, key)
      }
    }
    let keys = DotEnvResolver.uniqued(file.entries.map(\.key))
    resolution.wouldRunCommand = keys.filter { doubts[$0] == .command }
    resolution.undetermined = keys.filter { doubts[$0] == .undetermined }
  }

  private static let lineBreakMode = "DOTENV_LINEBREAK_MODE"

  private static func uniqued(_ keys: [String]) -> [String] {
    var seen: Set<String> = []
    return keys.filter { seen.insert($0).inserted }
  }

  private mutating func set(_ key: String, to value: String) {
    resolution.values[key] = value
    doubts[key] = nil
    removed.remove(key)
  }

  private mutating func doubt(_ key: String, _ doubt: Doubt) {
    resolution.values[key] = nil
    doubts[key] = doubt
  }

  private mutating func resolveBare(_ entry: DotEnvEntry, _ key: String) {
    switch file.dialect.bareName {
    case .removed:
      resolution.values[key] = nil
      removed.insert(key)
    case .empty where entry.isExported:
      guard resolution.values[key] == nil, doubts[key] == nil else { return }
      resolution.errors.append(
        InterpolationError(
          kind: .missingVariable,
          message: "\(name: file.dialect.name) refuses to export a variable that is not set",
          range: entry.keyRange))
    case .empty: set(key, to: "")
    case .unchanged:
      // A name alone exports what the shell holds.
      guard resolution.values[key] == nil, doubts[key] == nil else { return }
      if let value = shellVariables[key] ?? environment(key) { set(key, to: value) }
    }
  }

  private func known(_ name: String) -> KnownValue {
    if let value = resolution.values[name] { return .value(value) }
    switch doubts[name] {
    case .command: return .command
    case .undetermined: return .undetermined
    case nil: break
    }
    if removed.contains(name) { return .value("") }
    if let value = shellVariables[name] ?? environment(name) { return .value(value) }
    let isOfShell = file.dialect.expansion == .shell && ShellVariables.names.contains(name)
    return isOfShell ? .undetermined : .unset
  }

  private mutating func resolve(_ entry: DotEnvEntry, _ key: String) {
    guard file.dialect.expansion != .shell else { return resolveShell(entry, key) }
    var text = entry.cookedValue
    if entry.cooking == .rubyDouble, isLegacy {
      text = DotEnvText.ruby(DotEnvText.withLineFeeds(entry.written), isLegacy: true)
    }
    guard expands(entry), text.contains(UInt8(ascii: "$")) else {
      return set(key, to: String(decoding: text, as: UTF8.self))
    }
    if file.dialect.expansion == .ruby {
      guard let plain = DotEnvCommands.unescaped(text) else { return doubt(key, .command) }
      text = plain
    }
    finish(entry, key, text)
  }

  private var isLegacy: Bool {
    let name = DotEnvResolver.lineBreakMode
    return (resolution.values[name] ?? environment(name)) == "legacy"
  }

  /// Whether the reader replaces references in a value with these quotes.
  private func expands(_ entry: DotEnvEntry) -> Bool {
    file.dialect.expansion == .braces || entry.quote != .single
  }

  private mutating func finish(_ entry: DotEnvEntry, _ key: String, _ text: [UInt8]) {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var inDoubt: Doubt?
    DotEnvReferences.forEach(in: text, file.dialect.expansion) { part in
      switch part {
      case .text(let range): result += text[range]
      case .reference(let name, let fallback, let emptyIsUnset):
        switch known(name) {
        case .value(let value) where !(emptyIsUnset && value.isEmpty && fallback != nil):
          result += value.utf8
          budget -= value.utf8.count
        case .value, .unset:
          if let fallback {
            result += text[fallback]
          } else {
            note(name, in: entry)
          }
        case .command: inDoubt = .command
        case .undetermined: inDoubt = .undetermined
        }
      }
      return budget >= 0
    }
    if budget < 0 { return exhaust(entry, key) }
    if let inDoubt { return doubt(key, inDoubt) }
    set(key, to: String(decoding: result, as: UTF8.self))
  }

  private mutating func exhaust(_ entry: DotEnvEntry, _ key: String) {
    resolution.errors.append(.expansionLimit(at: entry.valueRange))
    resolution.values[key] = nil
  }

  private mutating func note(_ name: String, in entry: DotEnvEntry, at range: SourceRange? = nil) {
    let range = range ?? entry.valueRange
    resolution.unsetReferences.append(
      Interpolation.Reference(name: name, range: range, nameRange: range))
  }

  private mutating func resolveShell(_ entry: DotEnvEntry, _ key: String) {
    if entry.cooking == .verbatim {
      return set(key, to: String(decoding: entry.written, as: UTF8.self))
    }
    var expander = ShellExpander(bytes: entry.written, lookup: known)
    expander.budget = budget
    expander.expand(
      from: 0, to: entry.written.count, inDoubleQuotes: entry.cooking == .shellDouble)
    budget = expander.budget
    if budget < 0 { return exhaust(entry, key) }
    let start = entry.valueRange.start
    if var error = expander.error {
      error.range = SourceRange(start: error.range.start + start, end: error.range.end + start)
      resolution.errors.append(error)
      resolution.values[key] = nil
      return
    }
    for (name, range) in expander.unset {
      let range = SourceRange(start: range.start + start, end: range.end + start)
      note(name, in: entry, at: range)
    }
    shellVariables.merge(expander.assigned) { $1 }
    if expander.wouldRunCommand { return doubt(key, .command) }
    if expander.isUndetermined { return doubt(key, .undetermined) }
    var text = String(decoding: expander.text, as: UTF8.self)
    if entry.cooking == .shellAppending {
      switch known(key) {
      case .value(let value): text = value + text
      case .unset: break
      case .command: return doubt(key, .command)
      case .undetermined: return doubt(key, .undetermined)
      }
      budget -= text.utf8.count
      if budget < 0 { return exhaust(entry, key) }
    }
    set(key, to: text)
  }
}

extension InterpolationError {
  static func expansionLimit(at range: SourceRange) -> InterpolationError {
    InterpolationError(
      kind: .expansionLimit, message: "the references expand to more text than is built",
      range: range)
  }
}
