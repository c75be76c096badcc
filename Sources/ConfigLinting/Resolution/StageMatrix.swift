import ConfigGuard
package import RulePacks

/// Which variable each service has in which stage.
package struct StageMatrix: Sendable {
  /// What a service has of a variable in one stage.
  package enum State: String, Sendable, Hashable, CaseIterable {
    case set
    case missing
    /// Not in what was read, but not all that the service gets was read.
    case unknown
    case empty
    case reference
    case template
    case encrypted
    case placeholder
    case defaultValue = "default"
    case weak
    case suppliedElsewhere = "supplied-elsewhere"

    /// Whether the service gets something.
    package var isSupplied: Bool { self != .missing && self != .unknown && self != .empty }
  }

  package struct Cell: Sendable, Hashable {
    package var state: State
    /// The value is set, and it is a secret.
    package var isSecret = false
    /// The contract asks for the variable in this stage.
    package var isRequired = false
    /// Stages that hold the same secret.
    package var sameAs: [Stage] = []

    package init(_ state: State) { self.state = state }

    /// Required and not there.
    package var isLacking: Bool {
      isRequired && (state == .missing || state == .empty)
    }
  }

  package struct Row: Sendable {
    package var key: ScreenedText
    /// The contract speaks of it.
    package var isInContract: Bool
    /// In the order of the service's columns.
    package var cells: [Cell]

    /// Some stage lacks what another one has, or what the contract asks for.
    package var differs: Bool {
      cells.contains(where: \.isLacking)
        || cells.contains { $0.state.isSupplied } && cells.contains { !$0.state.isSupplied }
    }
  }

  package struct Column: Sendable {
    package var stage: Stage
    package var stageEvidence: ScreenedText
    /// The workload as findings name it; nil for an env file.
    package var workload: ScreenedText?
    package var location: ResolvedEnvironment.Location
    /// The stage, with a number where several columns are of one stage.
    package var title: String
  }

  /// All workloads of one name, or the env files of one folder.
  package struct Service: Sendable {
    package var name: ScreenedText
    package var columns: [Column]
    /// Rows that differ come first.
    package var rows: [Row]

    package var differences: ArraySlice<Row> { rows.prefix { $0.differs } }
    package var rest: ArraySlice<Row> { rows.dropFirst(differences.count) }
    /// Whether there is anything to compare with.
    package var isComparable: Bool { columns.count > 1 || rows.contains(where: \.isInContract) }
  }

  package var services: [Service]
  package var problems: [ResolvedProject.Problem]

  /// How much there is.
  package struct Counts: Sendable, Hashable {
    package var services = 0
    package var keys = 0
    package var differences = 0
    /// Required variables that are missing or empty, counted once for each stage.
    package var missingRequired = 0
    package var sharedSecrets = 0
  }

  package var counts: Counts {
    var counts = Counts()
    counts.services = services.count
    for row in services.lazy.flatMap(\.rows) {
      counts.keys += 1
      if row.differs { counts.differences += 1 }
      counts.missingRequired += row.cells.count(where: \.isLacking)
      if row.cells.contains(where: { !$0.sameAs.isEmpty }) { counts.sharedSecrets += 1 }
    }
    return counts
  }
}
