package import RulePacks

/// What a setting is judged in: the stage, the file, the workload that consumes it.
package struct Surroundings {
  package var gate: Gate
  package var stage: Stage
  package var format: String
  package var kind: String?
  package var file: SourceFile
  package var workload: Workload?
  /// Everything that is judged together: the workload's environment, or the file's settings.
  package var settings: [Setting] { didSet { lookup = SettingLookup() } }
  package var contract: Contract?
  package var load: String?
  /// The files of a document that was made of several.
  package var files: [SourceFile] = []
  /// The actions of a template: values that hold one are not known yet.
  package var template: (any UnrenderedText)?
  /// What else the project holds, once everything has been read.
  package var neighbours: (any Neighbourhood)?
  /// What was worked out once for all settings that are judged here.
  let memory = Memory()
  /// The settings by their keys.
  private(set) var lookup = SettingLookup()

  final class Memory {
    var names: OwnerNames?
    var image: ContainerImage.Identity?
    var commands: [CommandCheck.Command]?
    var commandWords: [Substring]?
    var conditions: [Condition: Bool] = [:]
    var filesWithCiphertext: Set<ObjectIdentifier>?
  }

  package init(
    gate: Gate, stage: Stage, format: String, file: SourceFile, settings: [Setting],
    workload: Workload? = nil, kind: String? = nil, contract: Contract? = nil, load: String? = nil
  ) {
    self.gate = gate
    self.stage = stage
    self.format = format
    self.kind = kind
    self.file = file
    self.workload = workload
    self.settings = settings
    self.contract = contract
    self.load = load
  }
}

extension Surroundings {
  /// Lets another judge ask: what was found out goes by the numbers of the one that asked.
  package mutating func forgetAnswers() { lookup = SettingLookup() }

  /// The image of the workload.
  var image: ContainerImage.Identity? {
    guard let image = workload?.image else { return nil }
    if let known = memory.image { return known }
    let identity = ContainerImage.Identity(image)
    memory.image = identity
    return identity
  }

  /// Whether the workload's command has one of these words, as a program's name or an argument.
  func runs(_ words: [String]) -> Bool {
    guard let command = workload?.command else { return false }
    let parts = memory.commandWords ?? Self.words(of: command)
    memory.commandWords = parts
    return words.contains { word in parts.contains { $0 == word } }
  }

  private static let commandSeparators = " \t\n\"'[],;&|/="

  /// The words of a command, those of its paths and lists each for itself.
  private static func words(of command: String) -> [Substring] {
    // Here every byte is a character; `\r\n` is one, too.
    guard command.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) else {
      return command.split { commandSeparators.contains($0) }
    }
    return command.utf8.split { commandSeparators.utf8.contains($0) }.map { Substring($0) }
  }

  /// Whether a value that is judged here stands in a file as ciphertext.
  func hasCiphertext(in file: SourceFile) -> Bool {
    if let known = memory.filesWithCiphertext { return known.contains(ObjectIdentifier(file)) }
    let found = Set(
      settings.lazy.filter { $0.value.form == .encrypted }.map { ObjectIdentifier($0.file) })
    memory.filesWithCiphertext = found
    return found.contains(ObjectIdentifier(file))
  }
}

/// What a check found wrong: where within the value, and words for the rule's message.
package struct Violation {
  /// Nil means the whole value.
  package var range: SourceRange?
  package var arguments: [String: ReportText] = [:]
  /// What the range holds, where the check knows it better than its rule.
  package var content: SpanContent?

  package init(
    range: SourceRange? = nil, arguments: [String: ReportText] = [:], content: SpanContent? = nil
  ) {
    self.range = range
    self.arguments = arguments
    self.content = content
  }
}
