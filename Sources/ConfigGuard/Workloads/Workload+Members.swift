package import RulePacks

extension Workload {
  /// What a workload holds; the members are explained where they are given out.
  @usableFromInline
  struct Content: Sendable {
    @usableFromInline var name: String
    @usableFromInline var file: SourceFile
    @usableFromInline var range: SourceRange
    @usableFromInline var format: String
    @usableFromInline var kind: String?
    @usableFromInline var variant: String?
    @usableFromInline var image: String?
    @usableFromInline var command: String?
    @usableFromInline var commandParts: [CommandPart] = []
    @usableFromInline var replicas: Int?
    @usableFromInline var replicasPlace: Place?
    @usableFromInline var mounts: [String] = []
    @usableFromInline var isInitial = false
    @usableFromInline var isBuiltHere = false
    @usableFromInline var keepsData: Bool?
    @usableFromInline var isPublished: Bool?
    @usableFromInline var isProbed: Bool?
    @usableFromInline var stage: Stage = .unknown
    @usableFromInline var stageEvidence: ReportText = ""
    @usableFromInline var stageHint: String?
    @usableFromInline var environmentName: String?
    @usableFromInline var suggestedStage: StageVerdict?
    @usableFromInline var environment: [Setting] = []
    @usableFromInline var passedOver: PassedOverSettings?
    @usableFromInline var hasUnreadSources = false
    @usableFromInline var container: KubernetesContainer?
    @usableFromInline var startsWith: ReportText?
    /// Places of keys in `environment`, kept once there are too many to look through.
    @usableFromInline var positions: [String: Int] = [:]

    init(name: String, file: SourceFile, range: SourceRange, format: String) {
      self.name = name
      self.file = file
      self.range = range
      self.format = format
    }
  }

  /// What several copies of a workload look at.
  ///
  /// A class of its own, not one for any content: looking at a member must cost a load.
  @usableFromInline
  final class Shared: @unchecked Sendable {
    // Nobody can look while it is changed: whoever changes it is the only one to hold it.
    @exclusivity(unchecked)
    @usableFromInline final var content: Content

    @inlinable
    init(_ content: Content) { self.content = content }
  }

  // What is set as a whole has a setter: changing it in place would be a call with memory of its own.

  /// Leaves the others with what they have.
  @usableFromInline
  mutating func keepApart() {
    if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.content) }
  }

  @inlinable @inline(__always)
  package var name: String {
    _read { yield shared.content.name }
    set {
      keepApart()
      shared.content.name = newValue
    }
  }

  @inlinable @inline(__always)
  package var file: SourceFile {
    _read { yield shared.content.file }
    set {
      keepApart()
      shared.content.file = newValue
    }
  }

  /// Where the workload is declared; what is absent is reported here.
  @inlinable @inline(__always)
  package var range: SourceRange {
    _read { yield shared.content.range }
    set {
      keepApart()
      shared.content.range = newValue
    }
  }

  @inlinable @inline(__always)
  package var format: String {
    _read { yield shared.content.format }
    set {
      keepApart()
      shared.content.format = newValue
    }
  }

  @inlinable @inline(__always)
  package var kind: String? {
    _read { yield shared.content.kind }
    set {
      keepApart()
      shared.content.kind = newValue
    }
  }

  /// Of a workload that several files make in several ways, the file that makes this one.
  @inlinable @inline(__always)
  package var variant: String? {
    _read { yield shared.content.variant }
    set {
      keepApart()
      shared.content.variant = newValue
    }
  }

  @inlinable @inline(__always)
  package var image: String? {
    _read { yield shared.content.image }
    set {
      keepApart()
      shared.content.image = newValue
    }
  }

  /// What the workload runs, arguments included, as text.
  @inlinable @inline(__always)
  package var command: String? {
    _read { yield shared.content.command }
    set {
      keepApart()
      shared.content.command = newValue
    }
  }

  /// The texts of the command with their places; none where it is a script of many commands.
  @inlinable @inline(__always)
  package internal(set) var commandParts: [CommandPart] {
    _read { yield shared.content.commandParts }
    _modify {
      keepApart()
      yield &shared.content.commandParts
    }
  }

  @inlinable @inline(__always)
  package var replicas: Int? {
    _read { yield shared.content.replicas }
    set {
      keepApart()
      shared.content.replicas = newValue
    }
  }

  /// Where their number is stated; it may be stated in a way that is not known here.
  @inlinable @inline(__always)
  package var replicasPlace: Place? {
    _read { yield shared.content.replicasPlace }
    set {
      keepApart()
      shared.content.replicasPlace = newValue
    }
  }

  /// Paths in the container where something lies over the image's own files.
  @inlinable @inline(__always)
  package var mounts: [String] {
    _read { yield shared.content.mounts }
    _modify {
      keepApart()
      yield &shared.content.mounts
    }
  }

  /// It ends before the others of its pod start.
  @inlinable @inline(__always)
  package var isInitial: Bool {
    _read { yield shared.content.isInitial }
    set {
      keepApart()
      shared.content.isInitial = newValue
    }
  }

  /// Built from source that lies beside the manifest.
  @inlinable @inline(__always)
  package var isBuiltHere: Bool {
    _read { yield shared.content.isBuiltHere }
    set {
      keepApart()
      shared.content.isBuiltHere = newValue
    }
  }

  /// Whether a volume keeps its data, where the format says so.
  @inlinable @inline(__always)
  package var keepsData: Bool? {
    _read { yield shared.content.keepsData }
    set {
      keepApart()
      shared.content.keepsData = newValue
    }
  }

  /// Whether a port can be reached from outside of the host, where the format says so.
  @inlinable @inline(__always)
  package var isPublished: Bool? {
    _read { yield shared.content.isPublished }
    set {
      keepApart()
      shared.content.isPublished = newValue
    }
  }

  /// Whether something asks it again and again if it works, where the format says so.
  @inlinable @inline(__always)
  package var isProbed: Bool? {
    _read { yield shared.content.isProbed }
    set {
      keepApart()
      shared.content.isProbed = newValue
    }
  }

  @inlinable @inline(__always)
  package var stage: Stage {
    _read { yield shared.content.stage }
    set {
      keepApart()
      shared.content.stage = newValue
    }
  }

  @inlinable @inline(__always)
  package var stageEvidence: ReportText {
    _read { yield shared.content.stageEvidence }
    set {
      keepApart()
      shared.content.stageEvidence = newValue
    }
  }

  /// A namespace or an environment's name that the document itself gives.
  @inlinable @inline(__always)
  package var stageHint: String? {
    _read { yield shared.content.stageHint }
    set {
      keepApart()
      shared.content.stageHint = newValue
    }
  }

  /// The environment that the document says it deploys to; more than a hint where it names a stage.
  @inlinable @inline(__always)
  package var environmentName: String? {
    _read { yield shared.content.environmentName }
    set {
      keepApart()
      shared.content.environmentName = newValue
    }
  }

  /// What the document says of this workload's stage, where neither file nor folder says anything.
  @inlinable @inline(__always)
  package var suggestedStage: StageVerdict? {
    _read { yield shared.content.suggestedStage }
    set {
      keepApart()
      shared.content.suggestedStage = newValue
    }
  }

  @inlinable @inline(__always)
  package var environment: [Setting] {
    _read { yield shared.content.environment }
    _modify {
      keepApart()
      yield &shared.content.environment
    }
  }

  /// Settings beside them, none of which is repeated there, and of which no rule says anything.
  @inlinable @inline(__always)
  package var passedOver: PassedOverSettings? {
    _read { yield shared.content.passedOver }
    set {
      keepApart()
      shared.content.passedOver = newValue
    }
  }

  /// Some settings come from places that were not read (a Secret in the cluster, a group).
  @inlinable @inline(__always)
  package var hasUnreadSources: Bool {
    _read { yield shared.content.hasUnreadSources }
    set {
      keepApart()
      shared.content.hasUnreadSources = newValue
    }
  }

  /// Of a container of Kubernetes, where its variables come from.
  @inlinable @inline(__always)
  package var container: KubernetesContainer? {
    _read { yield shared.content.container }
    _modify {
      keepApart()
      yield &shared.content.container
    }
  }

  /// What has to be asked for before it runs at all: `the profile debug`.
  @inlinable @inline(__always)
  package var startsWith: ReportText? {
    _read { yield shared.content.startsWith }
    set {
      keepApart()
      shared.content.startsWith = newValue
    }
  }

  /// Places of keys in `environment`.
  @inlinable @inline(__always)
  var positions: [String: Int] {
    _read { yield shared.content.positions }
    _modify {
      keepApart()
      yield &shared.content.positions
    }
  }
}
