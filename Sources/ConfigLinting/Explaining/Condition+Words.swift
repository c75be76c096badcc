import ConfigGuard
import RulePacks

extension Condition {
  /// What the condition asks for, as it goes on behind "asks that".
  var words: ReportText {
    switch self {
    case .all(let parts): parts.map(\.words).joined(separator: " and ")
    case .any(let parts): parts.map(\.words).joined(separator: ", or ")
    case .not(let part): part.negatedWords
    case .stage(let stages): "the stage is \(Self.list(stages.map(\.rawValue)))"
    case .format(let names): "the format is \(Self.list(names))"
    case .kind(let names): "the object is a \(Self.list(names))"
    case .image(let names): "the image is \(Self.list(names))"
    case .replicasAtLeast(let count): "at least \(count) replicas run"
    case .setting(let keys, let test): Self.beside(keys.map(\.text), test)
    case .sibling(let key, let test): Self.beside([key], test)
    case .load(let loads): "the contract expects a \(Self.list(loads)) load"
    case .tracking(let states): "the file is \(Self.list(states)) in git"
    case .fileKind(let kinds): "the file is a \(Self.list(kinds))"
    case .role(let roles): "the key's role is \(Self.list(roles))"
    case .declaredSecret: "the document itself marks the value as a secret"
    case .besideCiphertext: "another value of the file is encrypted"
    case .command(let words): "the workload's command has the word \(Self.list(words))"
    case .starts(let programs):
      programs.isEmpty
        ? "the workload runs its image's server" : "the workload starts \(Self.list(programs))"
    case .readableByAll(let holds):
      holds ? "every user of the machine may read the file" : "not every user may read the file"
    case .at(let path, let test):
      test == nil
        ? "the document has \(prose: path.text)"
        : "the document has a certain value at \(prose: path.text)"
    case .document: "the project has such another document in the same stage"
    case .workload(let other):
      "the project has another workload in the same stage of which this holds: \(other.words)"
    case .keepsData(let holds): holds ? "the workload keeps data" : "the workload keeps no data"
    case .published(let holds):
      holds ? "a port can be reached from outside" : "no port can be reached from outside"
    case .probed(let holds):
      holds ? "something probes the workload" : "nothing probes the workload"
    case .named(let words): "the workload's name has the word \(Self.list(words))"
    }
  }

  /// What the condition asks for that must not be so.
  private var negatedWords: ReportText {
    switch self {
    case .stage(let stages): "the stage is not \(Self.list(stages.map(\.rawValue)))"
    case .format(let names): "the format is not \(Self.list(names))"
    case .kind(let names): "the object is no \(Self.list(names))"
    case .image(let names): "the image is not \(Self.list(names))"
    case .fileKind(let kinds): "the file is no \(Self.list(kinds))"
    case .role(let roles): "the key's role is not \(Self.list(roles))"
    case .tracking(let states): "the file is not \(Self.list(states)) in git"
    case .not(let part): part.words
    case .all(let parts): parts.map(\.negatedWords).joined(separator: ", or ")
    case .any(let parts): parts.map(\.negatedWords).joined(separator: " and ")
    default: "this does not hold: \(words)"
    }
  }

  private static let most = 6

  private static func list(_ names: [String]) -> ReportText {
    let shown = names.prefix(most).map { "\(prose: $0)" as ReportText }.joined(separator: " or ")
    return names.count > most ? "\(shown) or \(names.count - most) more" : shown
  }

  private static func beside(_ keys: [String], _ test: ValueTest?) -> ReportText {
    let keys = list(keys.map { "\"\($0)\"" })
    return test == nil
      ? "a setting like \(keys) stands beside it"
      : "a setting like \(keys) stands beside it and has a certain value"
  }
}
