package import RulePacks

extension Surroundings {
  /// What was worked out once for all settings that are judged together.
  struct Memory {
    var names: OwnerNames?
    /// With the rules of the judge that has asked for it.
    var image: JudgeMemory.KnownImage?
    var commands: [CommandCheck.Command]?
    /// Nil until one is kept.
    var conditions: [Condition: Bool]?
    var filesWithCiphertext: Set<ObjectIdentifier>?

    mutating func keep(_ holds: Bool, of condition: Condition) {
      if conditions == nil { conditions = [:] }
      conditions?[condition] = holds
    }
  }

  /// What several copies look at, with the settings by their keys; the members are explained where
  /// they are given out.
  ///
  /// One object for all of it: there are surroundings for every document and every workload.
  @usableFromInline
  final class Shared: SettingLookup {
    // Nobody can look while one is changed: whoever changes it is the only one to hold the object.
    @exclusivity(unchecked) @usableFromInline final var gate: Gate
    @exclusivity(unchecked) @usableFromInline final var stage: Stage
    @exclusivity(unchecked) @usableFromInline final var format: String
    @exclusivity(unchecked) @usableFromInline final var kind: String?
    @exclusivity(unchecked) @usableFromInline final var file: SourceFile
    @exclusivity(unchecked) @usableFromInline final var workload: Workload?
    @exclusivity(unchecked) @usableFromInline final var settings: [Setting]
    @exclusivity(unchecked) @usableFromInline final var contract: Contract?
    @exclusivity(unchecked) @usableFromInline final var load: String?
    @exclusivity(unchecked) @usableFromInline final var files: [SourceFile] = []
    @exclusivity(unchecked) final var template: (any UnrenderedText)?
    @exclusivity(unchecked) final var neighbours: (any Neighbourhood)?
    /// Each part of it is read or set by itself, and nothing else is called meanwhile.
    @exclusivity(unchecked) final var memory = Memory()

    init(
      gate: Gate, stage: Stage, format: String, kind: String?, file: SourceFile,
      workload: Workload?, settings: [Setting], contract: Contract?, load: String?
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

    /// The same without what goes by the numbers of a judge.
    init(_ other: Shared) {
      gate = other.gate
      stage = other.stage
      format = other.format
      kind = other.kind
      file = other.file
      workload = other.workload
      settings = other.settings
      contract = other.contract
      load = other.load
      files = other.files
      template = other.template
      neighbours = other.neighbours
      memory = other.memory
      memory.image = nil
    }
  }

  /// The settings by their keys.
  var lookup: SettingLookup { shared }

  /// Leaves the others with what they have.
  @usableFromInline
  mutating func keepApart() {
    if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared) }
  }

  @inlinable @inline(__always)
  package var gate: Gate {
    _read { yield shared.gate }
    _modify {
      keepApart()
      yield &shared.gate
    }
  }

  @inlinable @inline(__always)
  package var stage: Stage {
    _read { yield shared.stage }
    _modify {
      keepApart()
      yield &shared.stage
    }
  }

  @inlinable @inline(__always)
  package var format: String {
    _read { yield shared.format }
    _modify {
      keepApart()
      yield &shared.format
    }
  }

  @inlinable @inline(__always)
  package var kind: String? {
    _read { yield shared.kind }
    _modify {
      keepApart()
      yield &shared.kind
    }
  }

  @inlinable @inline(__always)
  package var file: SourceFile {
    _read { yield shared.file }
    _modify {
      keepApart()
      yield &shared.file
    }
  }

  @inlinable @inline(__always)
  package var workload: Workload? {
    _read { yield shared.workload }
    _modify {
      keepApart()
      yield &shared.workload
    }
  }

  /// Everything that is judged together: the workload's environment, or the file's settings.
  @inlinable @inline(__always)
  package var settings: [Setting] {
    _read { yield shared.settings }
    _modify {
      // What is known of the settings holds for these no more.
      forgetAnswers()
      yield &shared.settings
    }
  }

  @inlinable @inline(__always)
  package var contract: Contract? {
    _read { yield shared.contract }
    _modify {
      keepApart()
      yield &shared.contract
    }
  }

  @usableFromInline
  package var load: String? {
    get { shared.load }
    set {
      // What stays the same is no reason for a copy.
      guard newValue != shared.load else { return }
      keepApart()
      shared.load = newValue
    }
  }

  /// The files of a document that was made of several.
  @inlinable @inline(__always)
  package var files: [SourceFile] {
    _read { yield shared.files }
    _modify {
      keepApart()
      yield &shared.files
    }
  }

  /// The actions of a template: values that hold one are not known yet.
  package var template: (any UnrenderedText)? {
    get { shared.template }
    // What is set as a whole: changing it in place would be a call with memory of its own.
    set {
      keepApart()
      shared.template = newValue
    }
  }

  /// What else the project holds, once everything has been read.
  package var neighbours: (any Neighbourhood)? {
    get { shared.neighbours }
    // What is set as a whole: changing it in place would be a call with memory of its own.
    set {
      keepApart()
      shared.neighbours = newValue
    }
  }
}
