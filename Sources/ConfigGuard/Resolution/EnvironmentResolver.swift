import RulePacks

/// Puts resolved environments into words and places that may be shown.
struct EnvironmentResolver {
  private let secrets: KnownSecrets
  private var indexes: [ObjectIdentifier: LineIndex] = [:]
  private var describers: [ObjectIdentifier: ValueDescriber] = [:]

  init(_ secrets: KnownSecrets) { self.secrets = secrets }

  mutating func resolve(_ source: UnmaskedEnvironment) -> ResolvedEnvironment {
    let describer = describer(for: source.context)
    let image = source.workload?.image.flatMap { describer.image($0) }
    var environment = ResolvedEnvironment(
      name: describer.name(source.name), location: location(source.file, source.range),
      format: source.surroundings.format, kind: source.workload?.kind.map { describer.name($0) },
      image: image, isBuiltHere: source.workload?.isBuiltHere ?? false,
      replicas: source.workload?.replicas, stage: source.stage.stage,
      stageEvidence: describer.words(source.stage.evidence), isComplete: source.isComplete,
      settings: [])
    environment.settings.reserveCapacity(source.settings.count)
    for setting in source.settings {
      environment.settings.append(resolve(setting, source.surroundings, describer))
    }
    return environment
  }

  private mutating func resolve(
    _ setting: Setting, _ here: Surroundings, _ describer: ValueDescriber
  ) -> ResolvedSetting {
    let value = describer.describe(setting, in: here)
    var steps: [ResolutionStep] = []
    for use in setting.uses {
      steps.append(step(.used, use, nil, describer))
    }
    steps.append(step(.held, setting.layer, value, describer))
    for layer in setting.shadowed {
      steps.append(
        step(.shadowed, layer, describer.describe(layer, of: setting, in: here), describer))
    }
    return ResolvedSetting(
      key: describer.name(setting.key), value: value,
      role: describer.context.judge.role(of: setting, in: here), steps: steps,
      writtenKey: setting.key)
  }

  private mutating func step(
    _ relation: ResolutionStep.Relation, _ layer: Layer, _ value: ValueDescription?,
    _ describer: ValueDescriber
  ) -> ResolutionStep {
    ResolutionStep(
      relation: relation, location: location(layer.place.file, layer.place.range),
      source: describer.words(layer.source), value: value)
  }

  mutating func describer(for context: ProjectContext) -> ValueDescriber {
    if let known = describers[ObjectIdentifier(context)] { return known }
    let describer = ValueDescriber(context, secrets)
    describers[ObjectIdentifier(context)] = describer
    return describer
  }

  mutating func location(_ file: SourceFile, _ range: SourceRange) -> ResolvedEnvironment.Location {
    let index = indexes[ObjectIdentifier(file)] ?? LineIndex(file.bytes)
    indexes[ObjectIdentifier(file)] = index
    let place = index.location(of: range.start)
    return ResolvedEnvironment.Location(path: file.path, line: place.line, column: place.column)
  }
}

/// The filler that stands in the place of a template's actions while the template is read.
enum TemplateFiller {
  private static let shortest = 5

  /// A text with each run of filler, and the letters that tell one from another, as `{{…}}`.
  static func shown(in text: String) -> String {
    guard text.contains("_____") else { return text }
    var result = ""
    var rest = text[...]
    while !rest.isEmpty {
      let filler = rest.prefix { $0 == "_" }
      rest = rest.dropFirst(filler.count)
      guard filler.count >= shortest else {
        let plain = rest.prefix { $0 != "_" }
        result += filler + plain
        rest = rest.dropFirst(plain.count)
        continue
      }
      result += ValueDescription.action
      let mark = rest.prefix { $0.isASCII && $0.isLowercase }
      if mark.count <= 2 { rest = rest.dropFirst(mark.count) }
    }
    return result
  }
}

extension ValueDescriber {
  /// A name that a document gives, or words for it where a secret may stand in its place.
  func name(_ name: String) -> String {
    let name = TemplateFiller.shown(in: name)
    let rest = name.split(separator: ValueDescription.action).joined(separator: " ")
    let isPlain = !name.isEmpty && Self.isHarmless(rest) && !secrets.areIn(name)
    return isPlain ? Printable.text(name, limit: 80) : "(a name that is not shown)"
  }

  /// Words that hold names from a document.
  func words(_ words: String) -> String {
    let isPlain = words.split(separator: " ").allSatisfy { word in
      Self.isHarmless(word.filter { !"-/.'*{}".contains($0) }) || Self.isHarmless(String(word))
    }
    return isPlain && !secrets.areIn(words) ? Printable.text(words, limit: 120) : "(not shown)"
  }

  /// The name of an image; of a digest only that there is one.
  func image(_ image: String) -> String? {
    let image = TemplateFiller.shown(in: image)
    let parts = image.split(separator: "@", maxSplits: 1)
    guard let name = parts.first, !secrets.areIn(image), !image.contains("://") else { return nil }
    var tagged = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let last = tagged.removeLast().split(separator: ":", maxSplits: 1).map(String.init)
    // Tags are often the number of a commit, which is no secret.
    let tag = last.count > 1 ? last[1] : ""
    let isCommit =
      tag.utf8.count <= 40 && tag.utf8.allSatisfy { HexadecimalDigits.digit($0) != nil }
    let isPlain =
      (tagged + last.prefix(1)).allSatisfy { !RandomText.isIn($0) }
      && (isCommit || !RandomText.isIn(tag))
      && context.judge.classifier.tokens(in: image).isEmpty
    guard isPlain else { return nil }
    return Printable.text(String(name), limit: 120) + (parts.count > 1 ? "@…" : "")
  }
}
