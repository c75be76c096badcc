/// Words for a report: text of this tool's own, and names that are marked as what they are.
///
/// It has no initialiser that takes any text, and no interpolation of a `String` without a word for
/// what it is, so that the text of a value cannot get into a message. It becomes readable only in a
/// `NameScreen`, which shows of every name what may be shown of it.
@usableFromInline
package struct ReportText: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case words(String)
    /// A key, in quotes.
    case key(String)
    /// The name of a setting as a sentence begins with it.
    case setting(String)
    /// A name, or words with names in them.
    case name(String)
    /// A name in quotes, where the sentence needs something to stand there.
    case quoted(String)
    case path(String)
    /// A path in a command, or the word FILE where not all of it may be shown.
    case file(String)
    /// What the authors of a contract or a pack wrote for people.
    case prose(String)
    /// Why somebody accepts a finding, or who does.
    case answer(String)
    /// A value that a contract tells everybody, and what is said where it cannot be shown.
    case declared(String, otherwise: String)
    case pattern(String, otherwise: String)
  }

  private(set) var parts: [Part]

  private init(_ parts: [Part]) { self.parts = parts }

  /// Whether two texts are copies of one; equal ones may be shown in two ways, beyond ASCII.
  package func isShared(with other: ReportText) -> Bool {
    parts.withUnsafeBufferPointer { own in
      other.parts.withUnsafeBufferPointer { $0.baseAddress == own.baseAddress }
    }
  }

  /// A rule's message with what a check knows in the places of `{name}`.
  package init(messageOf rule: Rule, _ arguments: [String: ReportText]) {
    self.init(template: rule.message, arguments)
  }

  /// What a rule says is to be done.
  package init(helpOf rule: Rule, _ arguments: [String: ReportText]) {
    self.init(template: rule.help, arguments)
  }

  /// Why a rule of the project's own matters; nil where a built-in page says it.
  package init?(whyOf rule: Rule) {
    guard !rule.why.isEmpty else { return nil }
    self.init(template: rule.why, [:])
  }

  /// The same as a page gives it, on several lines.
  package init(fixOf page: RulePage, _ arguments: [String: ReportText]) {
    self.init(template: page.fix, arguments)
  }

  private init(template: String, _ arguments: [String: ReportText]) {
    var parts: [Part] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      parts.append(.words(String(rest[..<open])))
      let name = String(rest[rest.index(after: open)..<close])
      parts += arguments[name]?.parts ?? [.words("{\(name)}")]
      rest = rest[rest.index(after: close)...]
    }
    self.init([])
    for part in parts + [.words(String(rest))] { self.parts.append(joining: part) }
  }

  package static func name(_ name: String) -> ReportText { ReportText([.name(name)]) }

  package static func path(_ path: String) -> ReportText { ReportText([.path(path)]) }

  /// What the authors of a contract or a pack wrote for people; words that may be secrets are masked.
  package static func prose(_ text: String) -> ReportText { ReportText([.prose(text)]) }

  /// Why somebody accepts a finding, or who does: it stands beside secrets, and may quote them.
  package static func answer(_ text: String) -> ReportText { ReportText([.answer(text)]) }

  /// A value that a contract tells everybody who reads it.
  package static func declared(
    _ value: String, otherwise: StaticString = "a value of the contract"
  ) -> ReportText {
    ReportText([.declared(value, otherwise: "\(otherwise)")])
  }

  /// A regular expression of a contract.
  package static func pattern(_ text: String, otherwise: StaticString) -> ReportText {
    ReportText([.pattern(text, otherwise: "\(otherwise)")])
  }

  package var isEmpty: Bool { parts.isEmpty }

  package static func + (left: ReportText, right: ReportText) -> ReportText {
    var result = left
    result += right
    return result
  }

  package static func += (left: inout ReportText, right: ReportText) {
    for part in right.parts { left.parts.append(joining: part) }
  }
}

extension [ReportText.Part] {
  /// Adds a part; words are joined, so that equal texts are equal however they were made.
  fileprivate mutating func append(joining part: Element) {
    if case .words(let more) = part {
      guard !more.isEmpty else { return }
      if case .words(let words)? = last {
        self[endIndex - 1] = .words(words + more)
        return
      }
    }
    append(part)
  }
}

extension ReportText: ExpressibleByStringInterpolation {
  @usableFromInline
  package init(stringLiteral text: StaticString) {
    self.init(text.utf8CodeUnitCount > 0 ? [.words(text.description)] : [])
  }

  @usableFromInline
  package init(stringInterpolation text: StringInterpolation) { self.init(text.parts) }

  @usableFromInline
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    @usableFromInline
    package init(literalCapacity: Int, interpolationCount: Int) {
      parts.reserveCapacity(interpolationCount * 2 + 1)
    }

    @usableFromInline
    package mutating func appendLiteral(_ text: StaticString) {
      if text.utf8CodeUnitCount > 0 { parts.append(joining: .words(text.description)) }
    }

    @usableFromInline
    package mutating func appendInterpolation(_ text: ReportText) {
      for part in text.parts { parts.append(joining: part) }
    }

    @usableFromInline
    package mutating func appendInterpolation(_ number: some BinaryInteger) {
      parts.append(joining: .words(String(number)))
    }

    @usableFromInline
    package mutating func appendInterpolation(_ number: Double) {
      parts.append(joining: .words(String(number)))
    }

    @usableFromInline
    package mutating func appendInterpolation<T: RawRepresentable & CaseIterable>(_ choice: T)
    where T.RawValue == String {
      parts.append(joining: .words(choice.rawValue))
    }

    @usableFromInline
    package mutating func appendInterpolation(key: String) { parts.append(.key(key)) }

    @usableFromInline
    package mutating func appendInterpolation(setting: String) { parts.append(.setting(setting)) }

    @usableFromInline
    package mutating func appendInterpolation(name: String) { parts.append(.name(name)) }

    @usableFromInline
    package mutating func appendInterpolation(quoted: String) { parts.append(.quoted(quoted)) }

    @usableFromInline
    package mutating func appendInterpolation(path: String) { parts.append(.path(path)) }

    @usableFromInline
    package mutating func appendInterpolation(file: String) { parts.append(.file(file)) }

    @usableFromInline
    package mutating func appendInterpolation(prose: String) { parts.append(.prose(prose)) }
  }
}

extension Sequence<ReportText> {
  package func joined(separator: ReportText) -> ReportText {
    var result: ReportText?
    for text in self { result = result.map { $0 + separator + text } ?? text }
    return result ?? ""
  }
}

extension ReportText: CustomStringConvertible, CustomReflectable {
  /// The words without any name: nobody has said yet which of them may be shown.
  @usableFromInline
  package var description: String {
    NameScreen(holdsToken: { _ in true }, looksRandom: { _ in true }).text(self).text
  }

  @usableFromInline
  package var customMirror: Mirror { Mirror(self, children: []) }
}
