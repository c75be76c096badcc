import ConfigGuard
import RulePacks

/// Puts resolved environments into words and places that may be shown.
struct EnvironmentResolver {
  private let secrets: KnownSecrets
  let screen: NameScreen
  private var indexes: [ObjectIdentifier: LineIndex] = [:]
  private var describers: [ObjectIdentifier: ValueDescriber] = [:]

  /// - Parameter contexts: The projects whose tokens are known.
  init(_ secrets: KnownSecrets, _ classifiers: [SecretClassifier]) {
    self.secrets = secrets
    screen = NameScreen(
      holdsToken: { text in
        secrets.areIn(text) || classifiers.contains { !$0.tokens(in: text).isEmpty }
      },
      looksRandom: { Randomness.looksRandom($0) })
  }

  mutating func resolve(_ source: UnmaskedEnvironment) -> ResolvedEnvironment {
    let describer = describer(for: source.context)
    let image = source.workload?.image.flatMap { describer.image($0) }
    var environment = ResolvedEnvironment(
      name: describer.name(source.name), location: location(source.file, source.range),
      format: source.surroundings.format, kind: source.workload?.kind.map { describer.name($0) },
      image: image, isBuiltHere: source.workload?.isBuiltHere ?? false,
      replicas: source.workload?.replicas, stage: source.stage.stage,
      stageEvidence: screen.text(source.stage.evidence), isComplete: source.isComplete,
      settings: [])
    environment.settings.reserveCapacity(source.settings.count)
    for setting in source.settings {
      environment.settings.append(resolve(setting, source.surroundings, describer))
    }
    return environment
  }

  mutating func resolve(
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
      writtenKey: Unshown(setting.key))
  }

  private mutating func step(
    _ relation: ResolutionStep.Relation, _ layer: Layer, _ value: ValueDescription?,
    _ describer: ValueDescriber
  ) -> ResolutionStep {
    ResolutionStep(
      relation: relation, location: location(layer.place.file, layer.place.range),
      source: layer.source.isEmpty ? nil : describer.name(layer.source), value: value)
  }

  mutating func describer(for context: ProjectContext) -> ValueDescriber {
    if let known = describers[ObjectIdentifier(context)] { return known }
    let describer = ValueDescriber(context, secrets, screen)
    describers[ObjectIdentifier(context)] = describer
    return describer
  }

  mutating func location(_ file: SourceFile, _ range: SourceRange) -> ResolvedEnvironment.Location {
    let index = indexes[ObjectIdentifier(file)] ?? LineIndex(file.bytes)
    indexes[ObjectIdentifier(file)] = index
    let place = index.location(of: range.start)
    return ResolvedEnvironment.Location(
      path: screen.path(file.path), line: place.line, column: place.column)
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
  func name(_ name: String) -> ScreenedText { screen.name(TemplateFiller.shown(in: name)) }

  /// What names of images are made of, references and templates in them included.
  private static func isImageByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || "-_.:/@${}".utf8.contains(byte) || ValueDescription.action.utf8.contains(byte)
  }

  /// The name of an image; of a digest only that there is one.
  func image(_ image: String) -> ScreenedText? {
    let image = TemplateFiller.shown(in: image)
    let parts = image.split(separator: "@", maxSplits: 1)
    guard let name = parts.first, name.utf8.count <= 200, !secrets.areIn(image),
      !image.contains("://")
    else { return nil }
    var tagged = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let last = tagged.removeLast().split(separator: ":", maxSplits: 1).map(String.init)
    // Tags are often the number of a commit, which is no secret.
    let tag = last.count > 1 ? last[1] : ""
    let isCommit =
      tag.utf8.count <= 40 && tag.utf8.allSatisfy { HexadecimalDigits.digit($0) != nil }
    let isPlain =
      image.utf8.allSatisfy(Self.isImageByte)
      && (tagged + last.prefix(1)).allSatisfy { !RandomText.isIn($0) }
      && (isCommit || !RandomText.isIn(tag))
      && context.judge.classifier.tokens(in: image).isEmpty
    guard isPlain else { return nil }
    return screen.text(parts.count > 1 ? "\(path: String(name))@…" : "\(path: String(name))")
  }
}
