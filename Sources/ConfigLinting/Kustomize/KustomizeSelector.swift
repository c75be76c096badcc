import RulePacks

/// Which objects a patch or a replacement is for (`target`, `select`, `reject`).
struct KustomizeSelector {
  private var group: Test?
  private var version: Test?
  private var kind: Test?
  private var name: Test?
  private var namespace: Test?
  private var labels: [LabelTest] = []
  private var annotations: [LabelTest] = []

  private enum Test {
    case text(String)
    case pattern(Pattern)

    /// The whole text has to match; an empty expression holds for all.
    ///
    /// It throws where the expression is none that is known here.
    init?(_ text: String?) throws(PatternError) {
      guard let text, !text.isEmpty else { return nil }
      let isPlain = text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
          || byte == 0x2F
      }
      self = isPlain ? .text(text) : .pattern(try Pattern(text))
    }

    func matches(_ text: String) -> Bool {
      switch self {
      case .text(let wanted): wanted == text
      case .pattern(let pattern): pattern.matchesWhole(text)
      }
    }
  }

  /// - Parameter text: What the selector says under a key.
  init(_ text: (String) -> String?) throws(PatternError) {
    group = try Test(text("group"))
    version = try Test(text("version"))
    kind = try Test(text("kind"))
    name = try Test(text("name"))
    namespace = try Test(text("namespace"))
    labels = text("labelSelector").map { LabelTest.list($0) } ?? []
    annotations = text("annotationSelector").map { LabelTest.list($0) } ?? []
  }

  /// The kind and name of the only object that can match, if both are plain words.
  var exactName: (kind: String, name: String)? {
    guard case .text(let kind) = kind, case .text(let name) = name else { return nil }
    return (kind, name)
  }

  func matches(_ object: KustomizeObject, in document: LayeredDocument) -> Bool {
    let (current, original) = (object.name, object.originalName)
    if let kind, !kind.matches(current.kind) { return false }
    if let name, !name.matches(original.name), !name.matches(current.name) { return false }
    if let namespace, !namespace.matches(original.effectiveNamespace),
      !namespace.matches(current.effectiveNamespace)
    {
      return false
    }
    if let group, !group.matches(current.group) { return false }
    if let version, !version.matches(current.version) { return false }
    let metadata = object.node["metadata"]
    return Self.hold(labels, metadata?["labels"], document)
      && Self.hold(annotations, metadata?["annotations"], document)
  }

  private static func hold(
    _ tests: [LabelTest], _ table: LayeredNode?, _ document: LayeredDocument
  ) -> Bool {
    tests.allSatisfy { test in
      test.holds(table?[test.key].flatMap { document.text(of: $0) })
    }
  }
}

/// One condition of a label selector (kubernetes.io/docs/concepts/overview/working-with-objects/labels).
struct LabelTest {
  let key: String
  private var values: Set<String>?
  private var isNegated = false

  /// The conditions between commas: `a`, `!a`, `a=b`, `a==b`, `a!=b`, `a in (b, c)`,
  /// `a notin (b, c)`.
  static func list(_ text: String) -> [LabelTest] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case "," where depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    parts.append(text[start...])
    return parts.compactMap { LabelTest($0) }
  }

  private init?(_ text: Substring) {
    let words = Self.trimmed(text)
    guard !words.isEmpty else { return nil }
    if let open = words.firstIndex(of: "(") {
      let head = words[..<open].split { $0 == " " || $0 == "\t" }
      guard head.count == 2 else { return nil }
      key = String(head[0])
      isNegated = head[1] == "notin"
      let list = words[words.index(after: open)...].prefix { $0 != ")" }
      values = Set(list.split(separator: ",").map { String(Self.trimmed($0)) })
    } else if let sign = words.firstIndex(of: "=") {
      var name = words[..<sign]
      if name.last == "!" {
        isNegated = true
        name.removeLast()
      }
      key = String(Self.trimmed(name))
      var value = words[words.index(after: sign)...]
      if value.first == "=" { value.removeFirst() }
      values = [String(Self.trimmed(value))]
    } else {
      isNegated = words.first == "!"
      key = String(Self.trimmed(isNegated ? words.dropFirst() : words))
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" || $0 == "\n" }
    while let last = text.last, last == " " || last == "\t" || last == "\n" { text.removeLast() }
    return text
  }

  /// Whether a label that has a text, or is not there, meets the condition.
  func holds(_ text: String?) -> Bool {
    guard let values else { return (text != nil) != isNegated }
    guard let text else { return isNegated }
    return values.contains(text) != isNegated
  }
}
