package import RulePacks

/// Something that will run: a container, a component of a platform, a process.
///
/// A copy shares what it holds until one of the two is changed: whoever judges a workload hands it
/// on many times.
@usableFromInline
package struct Workload: Sendable {
  @usableFromInline
  var shared: Shared

  package init(name: String, file: SourceFile, range: SourceRange, format: String) {
    shared = Shared(Content(name: name, file: file, range: range, format: format))
  }

  private static let mostLookedThrough = 12
  private static let mostShadowed = 8

  package func setting(_ key: String) -> Setting? {
    position(of: key).map { environment[$0] }
  }

  private func position(of key: String) -> Int? {
    environment.count > Self.mostLookedThrough
      ? positions[key] : environment.firstIndex { $0.key == key }
  }

  /// Sets what the workload runs; nothing leaves that to the image.
  package mutating func setCommand(_ parts: [CommandPart]) {
    commandParts = parts
    command = parts.isEmpty ? nil : parts.map(\.text).joined(separator: " ")
  }

  /// Whether the command has one of these words, as a program's name or an argument.
  package func runs(_ words: [String]) -> Bool {
    command.map { CommandSearch.holds($0, words) } ?? false
  }

  /// Whether the name has one of these words: `backup` in `db-backup`, but not in `backups3`.
  package func isNamed(_ words: [String]) -> Bool {
    if let isNamed = NameWords.holds(name, words) { return isNamed }
    let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.contains { word in parts.contains { $0 == word } }
  }

  /// What a file laid over this one may add is no longer known to be missing.
  package mutating func open() {
    hasUnreadSources = true
    if keepsData == false { keepsData = nil }
    if isPublished == false { isPublished = nil }
    if isProbed == false { isProbed = nil }
  }

  /// Takes settings out again by their keys.
  package mutating func remove(_ keys: Set<String>) {
    guard !keys.isEmpty else { return }
    let kept = environment.filter { !keys.contains($0.key) }
    environment = []
    positions = [:]
    for setting in kept { set(setting) }
  }

  /// Adds a setting beside those of the same name, which lie in other parts of its document.
  package mutating func append(_ setting: Setting) {
    let isKnown = position(of: setting.key) != nil
    environment.append(setting)
    if environment.count == Self.mostLookedThrough + 1 {
      for (index, known) in environment.enumerated() where positions[known.key] == nil {
        positions[known.key] = index
      }
    } else if environment.count > Self.mostLookedThrough, !isKnown {
      positions[setting.key] = environment.count - 1
    }
  }

  /// Sets what stands before everything else, each name once.
  package mutating func begin(with settings: [Setting]) {
    if environment.isEmpty, settings.count <= Self.mostLookedThrough {
      environment = settings
      return
    }
    for setting in settings { set(setting) }
  }

  /// Takes all settings out again.
  package mutating func removeSettings() {
    environment = []
    positions = [:]
  }

  /// Adds a setting, or lets it replace the one of the same key and remember what it replaced.
  package mutating func set(_ setting: Setting) {
    guard let index = position(of: setting.key) else {
      environment.append(setting)
      if environment.count == Self.mostLookedThrough + 1 {
        for (index, known) in environment.enumerated() { positions[known.key] = index }
      } else if environment.count > Self.mostLookedThrough {
        positions[setting.key] = environment.count - 1
      }
      return
    }
    var setting = setting
    // A file that sets one name again and again must not make this list grow with it.
    let shadowed = setting.shadowed + [environment[index].layer] + environment[index].shadowed
    setting.shadowed = Array(shadowed.prefix(Self.mostShadowed))
    environment[index] = setting
  }
}
