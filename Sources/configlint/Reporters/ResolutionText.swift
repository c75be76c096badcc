import ConfigGuard
import ConfigLinting

/// Resolved environments for people: each one with a table, or the way of one variable.
struct ResolutionText {
  private static let widestValue = 60

  private let resolution: ResolvedProject
  private let key: String?

  init(_ resolution: ResolvedProject, key: String?) {
    self.resolution = resolution
    self.key = key
  }

  var text: String {
    var blocks = key.map { ways(of: $0) } ?? tables
    blocks.append(summary)
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var tables: [String] {
    let environments = resolution.environments
    var blocks = environments.filter { !$0.settings.isEmpty }.map { block($0) }
    let empty = environments.filter(\.settings.isEmpty)
    guard !empty.isEmpty else { return blocks }
    var table = TextTable()
    for environment in empty {
      table.add([
        environment.name.text, environment.location.text,
        facts(of: environment).joined(separator: ", "),
      ])
    }
    blocks.append((["Without any variable"] + table.lines).joined(separator: "\n"))
    return blocks
  }

  private func block(_ environment: ResolvedEnvironment) -> String {
    var lines = head(of: environment)
    var table = TextTable()
    let isPlain = environment.settings.allSatisfy { $0.uses.isEmpty && $0.shadowed.isEmpty }
    table.add(["KEY", "VALUE", "FROM"] + (isPlain ? [] : ["SHADOWS", "THROUGH"]))
    for setting in environment.settings {
      let through = setting.uses.map { Self.place($0, from: environment) }
        .joined(separator: ", ")
      let shadows = setting.shadowed.isEmpty ? "-" : String(setting.shadowed.count)
      table.add(
        [
          setting.key.text, brief(setting.value),
          setting.origin.map { Self.place($0, from: environment) } ?? "",
        ] + (isPlain ? [] : [shadows, through.isEmpty ? "-" : through]))
    }
    lines += table.lines
    return lines.joined(separator: "\n")
  }

  /// A value in a table; the way of one key has room for more.
  private func brief(_ value: ValueDescription) -> String {
    value.kind == .suppliedElsewhere ? "supplied elsewhere" : value.line(width: Self.widestValue)
  }

  private func head(of environment: ResolvedEnvironment) -> [String] {
    var lines = [
      "\(environment.name)  \(environment.location.text)",
      "  " + facts(of: environment).joined(separator: ", "),
    ]
    if !environment.isComplete { lines.append("  gets more from places that were not read") }
    return lines
  }

  private func facts(of environment: ResolvedEnvironment) -> [String] {
    var facts = [
      [environment.format, environment.kind?.text].compactMap { $0 }.joined(separator: " ")
    ]
    if let image = environment.image { facts.append("image \(image)") }
    if environment.isBuiltHere { facts.append("built here") }
    if let replicas = environment.replicas {
      facts.append("\(replicas) \(replicas == 1 ? "replica" : "replicas")")
    }
    let stage = environment.stage
    facts.append(
      stage == .unknown ? "stage unknown" : "\(stage.rawValue) (\(environment.stageEvidence))")
    return facts
  }

  /// A place as it is seen from the environment's folder, which stands above the table.
  private static func place(_ step: ResolutionStep, from environment: ResolvedEnvironment) -> String
  {
    let folder = FilePath.folder(of: environment.location.path.text)
    let place = step.location.text(from: folder)
    // A file whose name says what it is needs no other word.
    guard let source = step.source, !place.hasPrefix(source.text + ":") else { return place }
    return "\(place) (\(source))"
  }

  private var summary: String {
    let counts = resolution.counts
    var parts = [
      Self.count(counts.workloads, "environment"), Self.count(counts.settings, "setting"),
      "\(Self.count(counts.referencesResolved, "reference")) resolved, "
        + "\(counts.referencesOpen) open",
      "\(counts.suppliedElsewhere) supplied elsewhere",
    ]
    if counts.settings == 0 { parts.removeLast(2) }
    return parts.joined(separator: ", ")
  }

  private static func count(_ number: Int, _ name: String) -> String {
    "\(number) \(name)\(number == 1 ? "" : "s")"
  }
}

extension ResolutionText {
  /// The way of one key in each environment that has it, and what the others have instead.
  private func ways(of key: String) -> [String] {
    var blocks: [String] = []
    var without: [String] = []
    for environment in resolution.environments {
      let settings = environment.settings.filter { $0.isNamed(key) }
      if settings.isEmpty {
        without.append(absence(of: key, in: environment))
        continue
      }
      var table = TextTable(indent: 4)
      for step in settings.flatMap(\.steps) { table.add(row(step)) }
      let lines = head(of: environment) + ["  \(settings[0].key)"] + table.lines
      blocks.append(lines.joined(separator: "\n"))
    }
    guard !without.isEmpty else { return blocks }
    let lines = ["\(NameScreen.builtin.key(key)) is not set in"] + without
    return blocks + [lines.joined(separator: "\n")]
  }

  private func row(_ step: ResolutionStep) -> [String] {
    [
      step.relation.words(of: step.value), step.location.text, step.source?.text ?? "",
      step.value?.line() ?? "",
    ]
  }

  private func absence(of key: String, in environment: ResolvedEnvironment) -> String {
    var line = "  \(environment.name)  \(environment.location.text)"
    if let near = ResolvedProject.nearest(to: key, in: environment) {
      line += "; did you mean `\(near)`?"
    } else if !environment.isComplete {
      line += ", which gets more from places that were not read"
    }
    return line
  }
}
