import ConfigGuard
import RulePacks

/// Reads values of a merged Compose project, each in the file that it is from.
struct ComposeValues {
  let project: ComposeProject

  func report(_ problem: ReadingProblem, in file: SourceFile) {
    project.loader.problems.report(problem, in: file)
  }

  /// The setting of an entry of `environment`, `build.args` and their like; nil where the entry
  /// only names the variable and nothing here gives it a value that the process would get.
  ///
  /// - Parameters:
  ///   - source: What holds the entry, as reports name it.
  func setting(
    _ entry: LayeredNode.Entry, source: String, keyPath: String
  ) -> Setting? {
    guard !entry.name.isEmpty else { return nil }
    var setting: Setting
    if project.loader.isBare(entry.value) {
      guard let bare = bare(entry, source: source, keyPath: keyPath) else { return nil }
      setting = bare
    } else {
      guard let value = value(of: entry.value, key: entry.name) else { return nil }
      setting = plainSetting(entry, value, source: source, keyPath: keyPath)
      if let parsed = references(in: setting) {
        let origin = project.origin(of: entry.value)
        advise(on: setting, parsed, in: origin)
        setting = held(setting, parsed, in: origin)
      }
    }
    if !entry.value.replaced.isEmpty {
      setting.shadowed = layers(below: entry.value, source: source) + setting.shadowed
    }
    return setting
  }

  private func plainSetting(
    _ entry: LayeredNode.Entry, _ value: Value, source: String, keyPath: String
  ) -> Setting {
    let file = project.origin(of: entry.value).file
    return Setting(
      key: entry.name, info: project.loader.reading.keys.info(entry.name), value: value,
      file: file, keyRange: keyRange(of: entry), keyPath: keyPath, source: source)
  }

  private func keyRange(of entry: LayeredNode.Entry) -> SourceRange {
    let range = project.place(of: entry.key).range
    // An item of a list begins with its name.
    guard entry.key.origin == entry.value.origin, entry.key.index == entry.value.index,
      entry.name.utf8.count < range.count
    else { return range }
    return SourceRange(start: range.start, end: range.start + entry.name.utf8.count)
  }

  /// The value of a scalar, or of what stands behind `KEY=` in an item of a list.
  func value(of node: LayeredNode) -> Value? {
    let origin = project.origin(of: node)
    guard let text = node.otherText else { return origin.value(of: node.index) }
    let whole = node.range(in: origin)
    let isExact = !origin.isCooked(node.index)
    let range =
      isExact ? SourceRange(start: whole.end - text.utf8.count, end: whole.end) : whole
    return origin.value(of: text, at: range, isExact: isExact)
  }

  private func value(of node: LayeredNode, key: String) -> Value? {
    guard var value = value(of: node) else { return nil }
    let origin = project.origin(of: node)
    guard node.isScalarOfFile, origin.isScalar(node.index), !origin.isUnchanged(node.index) else {
      return value
    }
    switch origin.scalar(node.index) {
    case .rewritten(let text, let reading):
      value.effective = text
      report(
        ReadingProblem(
          kind: .valueRewritten, message: "\(PlainName.shown(key)) is read as \(reading)",
          range: value.range), in: origin.file)
    case .refused(let what):
      report(
        ReadingProblem(
          kind: .valueRefused,
          message: "\(PlainName.shown(key)) is read as \(what), which Compose refuses",
          range: value.range), in: origin.file)
    case .unchanged, .null: break
    }
    return value
  }

  /// A key without a value is filled from the project's environment, else from the host's.
  private func bare(
    _ entry: LayeredNode.Entry, source: String, keyPath: String
  ) -> Setting? {
    let environment = project.origin(of: entry.value).environment
    if let held = environment.setting(entry.name), held.value.form != .passedThrough {
      let setting = plainSetting(entry, held.value, source: source, keyPath: keyPath)
      return supplied(held, as: setting, at: Place(setting.file, setting.keyRange))
    }
    guard !environment.isComplete else { return nil }
    let range = keyRange(of: entry)
    let value = Value(
      form: .passedThrough, text: "", effective: nil, range: range, isExact: false)
    return plainSetting(entry, value, source: source, keyPath: keyPath)
  }

  /// A value that is just one variable is held where that variable is set.
  func held(
    _ setting: Setting, _ parsed: Interpolation, in origin: ComposeOrigin
  ) -> Setting {
    guard let name = Self.soleReference(in: parsed),
      let held = origin.environment.setting(name),
      held.suppliedText.map({ !$0.isEmpty }) ?? false
    else { return setting }
    return supplied(held, as: setting, at: setting.place)
  }

  /// - Parameters:
  ///   - place: Where the setting names what holds its value.
  private func supplied(_ held: Setting, as setting: Setting, at place: Place) -> Setting {
    var result = setting
    result.value = held.value
    if !setting.value.fallbacks.isEmpty { result.written = [setting] }
    result.file = held.file
    result.keyRange = held.keyRange
    result.source = held.source
    result.uses = [Layer(source: setting.source, place: place)]
    result.shadowed = held.shadowed
    // A secret stays one under another name.
    result.isDeclaredSecret = setting.isDeclaredSecret || held.info.holdsSecret
    return result
  }

  private func layers(below node: LayeredNode, source: String) -> [Layer] {
    node.replaced.map { below in
      let value = project.loader.isBare(below) ? nil : value(of: below)
      let place = project.place(of: below)
      return Layer(
        source: source, place: Place(place.file, value?.range ?? place.range), value: value)
    }
  }

  private static func soleReference(in parsed: Interpolation) -> String? {
    guard parsed.segments.count == 1, case .reference(let reference) = parsed.segments[0] else {
      return nil
    }
    switch reference.operation {
    case .replaceIfSet, .replaceIfNonEmpty: return nil
    default: return reference.name
    }
  }
}
