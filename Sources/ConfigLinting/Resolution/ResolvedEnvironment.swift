import ConfigGuard
package import RulePacks

/// The environment that a process really gets, with everything in it said in words that may be
/// shown.
package struct ResolvedEnvironment: Sendable {
  /// A place as reports name it.
  package struct Location: Sendable, Hashable {
    package let path: ScreenedText
    package let line: Int
    package let column: Int

    package var text: String { "\(path):\(line):\(column)" }

    /// The place as it is seen from a folder.
    package func text(from folder: String) -> String {
      text.hasPrefix(folder + "/") ? String(text.dropFirst(folder.count + 1)) : text
    }
  }

  package var name: ScreenedText
  package var location: Location
  package var format: String
  package var kind: ScreenedText?
  package var image: ScreenedText?
  package var isBuiltHere: Bool
  package var replicas: Int?
  package var stage: Stage
  package var stageEvidence: ScreenedText
  /// Everything that the process gets stands in what was read.
  package var isComplete: Bool
  /// In the order in which they are declared.
  package var settings: [ResolvedSetting]
}

/// One variable of an environment.
package struct ResolvedSetting: Sendable {
  /// The name, or words for it where a secret may stand in its place.
  package var key: ScreenedText
  package var value: ValueDescription
  /// What the key is for: `secret`, `url`, `none` and so on.
  package var role: String
  /// From what the process gets down to what was replaced.
  package var steps: [ResolutionStep]
  /// The name as it is written, for comparisons only.
  let writtenKey: Unshown

  /// The step that holds the value.
  package var origin: ResolutionStep? { steps.first { $0.relation == .held } }
  package var uses: [ResolutionStep] { steps.filter { $0.relation == .used } }
  package var shadowed: [ResolutionStep] { steps.filter { $0.relation == .shadowed } }

  package func isNamed(_ key: String) -> Bool { writtenKey.equals(key) }
}

/// One step of the way that a value takes to a process.
package struct ResolutionStep: Sendable {
  package enum Relation: String, Sendable, CaseIterable {
    /// Refers to the next step.
    case used
    case held
    /// Another value came in front of it.
    case shadowed
  }

  package var relation: Relation
  package var location: ResolvedEnvironment.Location
  /// What stands there, such as `env_file`; nil where the file says all.
  package var source: ScreenedText?
  /// What the step holds; nil where it only refers to another one.
  package var value: ValueDescription?
}

/// Everything that a run resolved.
package struct ResolvedProject: Sendable {
  /// Something that makes the answer wrong, such as text that could not be read.
  package struct Problem: Sendable, Hashable {
    package var location: ResolvedEnvironment.Location
    package var message: ScreenedText
  }

  /// How much there is.
  package struct Counts: Sendable, Hashable {
    package var files = 0
    package var workloads = 0
    package var settings = 0
    /// Values that stand elsewhere than where they are used, and were found.
    package var referencesResolved = 0
    package var referencesOpen = 0
    package var suppliedElsewhere = 0
  }

  package var environments: [ResolvedEnvironment]
  package var problems: [Problem]
  package var counts: Counts

  /// The name that somebody probably meant who asked one environment for a key that it lacks.
  package static func nearest(to key: String, in environment: ResolvedEnvironment) -> String? {
    let names = environment.settings.filter { $0.writtenKey.equals($0.key.text) }.map(\.key.text)
    let upper = key.uppercased()
    return names.first { $0.uppercased() == upper } ?? NearMiss.nearest(to: key, among: names)
  }
}
