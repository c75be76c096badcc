package import RulePacks

/// Something that will run: a container, a component of a platform, a process.
package struct Workload: Sendable {
  package var name: String
  package var file: SourceFile
  /// Where the workload is declared; what is absent is reported here.
  package var range: SourceRange
  package var format: String
  package var kind: String?
  /// Of a workload that several files make in several ways, the file that makes this one.
  package var variant: String?
  package var image: String?
  /// What the workload runs, arguments included, as text.
  package var command: String?
  /// The texts of the command with their places; none where it is a script of many commands.
  package private(set) var commandParts: [CommandPart] = []
  package var replicas: Int?
  /// Where their number is stated; it may be stated in a way that is not known here.
  package var replicasPlace: Place?
  /// Paths in the container where something lies over the image's own files.
  package var mounts: [String] = []
  /// It ends before the others of its pod start.
  package var isInitial = false
  /// Built from source that lies beside the manifest.
  package var isBuiltHere = false
  /// Whether a volume keeps its data, where the format says so.
  package var keepsData: Bool?
  /// Whether a port can be reached from outside of the host, where the format says so.
  package var isPublished: Bool?
  /// Whether something asks it again and again if it works, where the format says so.
  package var isProbed: Bool?
  package var stage: Stage = .unknown
  package var stageEvidence: ReportText = ""
  /// A namespace or an environment's name that the document itself gives.
  package var stageHint: String?
  /// The environment that the document says it deploys to; more than a hint where it names a stage.
  package var environmentName: String?
  /// What the document says of this workload's stage, where neither file nor folder says anything.
  package var suggestedStage: StageVerdict?
  package var environment: [Setting] = []
  /// Settings beside them, none of which is repeated there, and of which no rule says anything.
  package var passedOver: PassedOverSettings?
  /// Some settings come from places that were not read (a Secret in the cluster, a group).
  package var hasUnreadSources = false
  /// Of a container of Kubernetes, where its variables come from.
  package var container: KubernetesContainer?
  /// What has to be asked for before it runs at all: `the profile debug`.
  package var startsWith: ReportText?

  package init(name: String, file: SourceFile, range: SourceRange, format: String) {
    self.name = name
    self.file = file
    self.range = range
    self.format = format
  }

  /// Places of keys in `environment`, kept once there are too many to look through.
  private var positions: [String: Int] = [:]
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

  /// Whether the name has one of these words: `backup` in `db-backup`, but not in `backups3`.
  package func isNamed(_ words: [String]) -> Bool {
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
