import ConfigGuard
import ConfigLinting
import RulePacks

/// Resolved environments as one line of JSON (`schemas/resolve.v1.schema.json`).
struct ResolutionJSON {
  private let resolution: ResolvedProject
  private let key: String?
  private let version: String

  init(_ resolution: ResolvedProject, key: String?, version: String) {
    self.resolution = resolution
    self.key = key
    self.version = version
  }

  var text: String {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.tool(version)
      json.object("summary") { json in
        let counts = resolution.counts
        json.member("files", counts.files)
        json.member("workloads", counts.workloads)
        json.member("settings", counts.settings)
        json.member("referencesResolved", counts.referencesResolved)
        json.member("referencesOpen", counts.referencesOpen)
        json.member("suppliedElsewhere", counts.suppliedElsewhere)
      }
      json.array("workloads", resolution.environments) { json, environment in
        json.object { add(environment, to: &$0) }
      }
      json.add(resolution.problems)
    }
    return json.text + "\n"
  }

  private func add(_ environment: ResolvedEnvironment, to json: inout JSONWriter) {
    json.member("name", environment.name)
    json.add(environment.location)
    json.member("format", environment.format)
    json.member("kind", environment.kind)
    json.member("image", environment.image)
    json.member("builtHere", environment.isBuiltHere)
    json.member("replicas", environment.replicas)
    json.member("stage", environment.stage.rawValue)
    json.member("stageEvidence", environment.stageEvidence)
    json.member("complete", environment.isComplete)
    let settings = environment.settings.filter { setting in key.map { setting.isNamed($0) } ?? true
    }
    let isMissing = key != nil && settings.isEmpty
    json.member(
      "nearest", isMissing ? key.flatMap { ResolvedProject.nearest(to: $0, in: environment) } : nil)
    json.array("settings", settings) { json, setting in
      json.object { json in
        json.member("key", setting.key)
        json.member("role", setting.role)
        json.add("value", setting.value)
        json.add(setting.steps)
      }
    }
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ text: ScreenedText?) { member(name, text?.text) }

  /// Who wrote the document.
  mutating func tool(_ version: String) {
    object("tool") { json in
      json.member("name", "configlint")
      json.member("version", version)
    }
  }

  mutating func add(_ location: ResolvedEnvironment.Location) {
    member("path", location.path)
    member("line", location.line)
    member("column", location.column)
  }

  mutating func add(_ name: String, _ value: ValueDescription?) {
    guard let value else { return member(name, nil as String?) }
    object(name) { json in
      json.member("class", value.kind.rawValue)
      json.member(
        "text", value.text.map { Printable.text($0.text, limit: ValueDescription.widest) })
      json.member("description", value.words)
    }
  }

  mutating func add(_ steps: [ResolutionStep]) {
    array("steps", steps) { json, step in
      json.object { json in
        json.member("relation", step.relation.rawValue)
        json.add(step.location)
        json.member("source", step.source)
        json.add("value", step.value)
      }
    }
  }

  mutating func add(_ problems: [ResolvedProject.Problem]) {
    array("problems", problems) { json, problem in
      json.object { json in
        json.add(problem.location)
        json.member("message", problem.message)
      }
    }
  }
}
