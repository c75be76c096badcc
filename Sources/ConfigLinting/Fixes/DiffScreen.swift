import ConfigGuard
package import RulePacks

/// A line of a file as a report may show it; only a `DiffScreen` makes it.
package struct ShownLine: Sendable {
  package let text: String
  /// Something on it is masked, so that it is not the line of the file.
  package let isMasked: Bool

  fileprivate init(_ text: String, isMasked: Bool) {
    self.text = text
    self.isMasked = isMasked
  }
}

/// Decides what of a file's lines a diff may show: values of which everything says that they are no
/// secrets, as `resolve` shows them, and text that holds none.
package struct DiffScreen {
  private struct Span {
    let range: SourceRange
    let isShown: Bool
  }

  /// Longer lines are data rather than settings.
  private static let longest = 4096

  private let linter: Linter
  private let secrets: KnownSecrets
  private let screen: NameScreen

  /// - Parameter linter: A linter that was told to read everything.
  package init(_ linter: Linter) {
    self.linter = linter
    secrets = linter.knownSecrets(in: linter.unmaskedEnvironments(of: nil, withExamples: true))
    screen = linter.screen
  }

  /// The path as it may be shown.
  package func path(_ path: String) -> String { screen.path(path).text }

  /// The lines of a file in one of its states.
  ///
  /// - Parameter state: The linter that has read the file in that state.
  package func lines(
    of path: String, _ bytes: SourceBytes, in state: Linter
  ) -> (SourceRange) -> ShownLine {
    let reading = state.readings.first { $0.file.path == path }
    guard let reading else {
      // Of a list of names each one is looked at; any other file may hold anything.
      return FilePath.name(of: path) == ".gitignore"
        ? { listed(bytes.text($0)) } : { masked(bytes.text($0)) }
    }
    let spans = self.spans(in: reading, state)
    let shown = ShownText(reading.context, secrets)
    return { line in self.line(line, bytes, spans, shown) }
  }

  /// A comment or a name in a `.gitignore`.
  private func listed(_ text: String) -> ShownLine {
    let shown = screen.text(.prose(text)).text
    return ShownLine(shown, isMasked: shown != text)
  }

  /// The key of a line, where it has one.
  private func masked(_ text: String) -> ShownLine {
    if text.allSatisfy({ $0 == " " || $0 == "\t" }) { return ShownLine(text, isMasked: false) }
    let key = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let isKey = text.dropFirst(key.count).first == "=" && screen.isKey(String(key))
    return ShownLine((isKey ? key + "=" : "") + NameScreen.mask, isMasked: true)
  }

  // MARK: values

  /// The values of a file, each with what may be shown of it, in the order of the file.
  private func spans(in reading: FileReading, _ state: Linter) -> [Span] {
    var spans: [Span] = []
    func add(_ settings: [Setting], _ here: Surroundings, _ context: ProjectContext) {
      let describer = ValueDescriber(context, secrets, screen)
      for setting in settings {
        if setting.file.path == reading.file.path {
          let isShown = Self.isShown(describer.describe(setting, in: here), setting.value)
          spans.append(Span(range: Self.range(of: setting), isShown: isShown))
        }
        for layer in setting.shadowed where layer.place.file.path == reading.file.path {
          let description = describer.describe(layer, of: setting, in: here)
          let isShown =
            description.flatMap { found in layer.value.map { Self.isShown(found, $0) } } ?? false
          spans.append(Span(range: layer.place.range, isShown: isShown))
        }
      }
    }
    for other in state.readings {
      for document in other.documents where other.file.path == reading.file.path {
        add(document.settings, document.surroundings, other.context)
      }
      for workload in other.workloads {
        let environment = UnmaskedEnvironment(workload, other.context)
        add(workload.environment, environment.surroundings, other.context)
      }
    }
    let own = UnmaskedEnvironment(environmentFile: reading)
    add(reading.settings, own.surroundings, reading.context)
    return spans.sorted { $0.range.start < $1.range.start }
  }

  private static func range(of setting: Setting) -> SourceRange {
    let (range, length) = (setting.value.range, setting.value.text.utf8.count)
    guard length > range.count else { return range }
    let block = setting.file.bytes.block(at: range.start, length)
    return SourceRange(start: range.start, end: max(range.end, block.end))
  }

  private static func isShown(_ description: ValueDescription, _ value: Value) -> Bool {
    switch description.kind {
    case .text: description.text?.text == value.literal
    case .empty, .suppliedElsewhere: true
    case .reference: isPlainReference(value.text)
    default: false
    }
  }

  /// The first reference in a text that holds nothing but a name.
  private static func plainReference(in text: Substring) -> Substring? {
    var rest = text
    while let start = rest.firstRange(of: "${")?.lowerBound {
      guard let end = rest[start...].firstIndex(of: "}") else { return nil }
      let reference = rest[start...end]
      if isPlainReference(String(reference)) { return reference }
      rest = rest[rest.index(after: start)...]
    }
    return nil
  }

  /// `${NAME}`, or `${NAME:?set NAME}` as it is written here.
  private static func isPlainReference(_ text: String) -> Bool {
    guard text.hasPrefix("${"), text.hasSuffix("}") else { return false }
    let inner = text.dropFirst(2).dropLast()
    let name = inner.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard PlainName.isPlain(String(name)) else { return false }
    let rest = inner.dropFirst(name.count)
    return ["", ":?set \(name)", "?set \(name)", ":?set \(name) in .env"].contains(rest)
  }

  // MARK: lines

  private func line(
    _ line: SourceRange, _ bytes: SourceBytes, _ spans: [Span], _ shown: ShownText
  ) -> ShownLine {
    let text = bytes.text(line)
    guard line.count <= Self.longest, Printable.text(text) == text.replacing("\t", with: " "),
      text.utf8.elementsEqual(bytes.buffer(line))
    else { return ShownLine(NameScreen.mask, isMasked: true) }
    var result = ""
    var isMasked = false
    func add(_ part: String, isShown: Bool) {
      if isShown {
        result += part
      } else if !part.isEmpty {
        if !result.hasSuffix(NameScreen.mask) { result += NameScreen.mask }
        isMasked = true
      }
    }
    func addText(_ text: String) {
      var rest = text[...]
      while let reference = Self.plainReference(in: rest) {
        let before = String(rest[..<reference.startIndex])
        add(before, isShown: isHarmless(before, shown))
        add(String(reference), isShown: true)
        rest = rest[reference.endIndex...]
      }
      add(String(rest), isShown: isHarmless(String(rest), shown))
    }
    var offset = line.start
    // Of several that say something of one place, the strictest counts.
    for span in Self.merged(spans, in: line) where span.range.end > offset {
      let start = max(offset, span.range.start)
      addText(bytes.text(SourceRange(start: offset, end: start)))
      let value = bytes.text(SourceRange(start: start, end: span.range.end))
      add(value, isShown: span.isShown)
      offset = span.range.end
    }
    addText(bytes.text(SourceRange(start: offset, end: line.end)))
    return ShownLine(result, isMasked: isMasked)
  }

  private static func merged(_ spans: [Span], in line: SourceRange) -> [Span] {
    var result: [Span] = []
    for span in spans where span.range.start < line.end && span.range.end > line.start {
      let start = max(span.range.start, line.start)
      let clipped = SourceRange(start: start, end: min(span.range.end, line.end))
      if let last = result.last, last.range.end > clipped.start {
        result[result.count - 1] = Span(
          range: SourceRange(
            start: last.range.start, end: max(last.range.end, clipped.end)),
          isShown: last.isShown && span.isShown)
      } else {
        result.append(Span(range: clipped, isShown: span.isShown))
      }
    }
    return result
  }

  /// Whether what stands around the values holds nothing that may be a secret.
  private func isHarmless(_ text: String, _ shown: ShownText) -> Bool {
    let isFrame = { (character: Character) in " \t\"'=:,-[]{}".contains(character) }
    let inner = text.drop(while: isFrame)
    guard let last = inner.lastIndex(where: { !isFrame($0) }) else { return true }
    let core = String(inner[...last])
    return shown.text(core)?.text == core.replacing("\t", with: " ")
  }
}
