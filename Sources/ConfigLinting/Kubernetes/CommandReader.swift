import ConfigGuard
import RulePacks

/// Finds tokens and addresses in what a container runs: its command, arguments and probes.
struct CommandReader {
  private static let probes: [[StaticString]] = [
    ["livenessProbe", "exec"], ["readinessProbe", "exec"], ["startupProbe", "exec"],
    ["lifecycle", "postStart", "exec"], ["lifecycle", "preStop", "exec"],
  ]

  private let node: NodeIndex
  private let name: String

  init(_ node: NodeIndex, name: String) {
    self.node = node
    self.name = name
  }

  func read(into reading: inout DocumentReading) {
    guard !reading.hints.isEmpty else { return }
    for key: StaticString in ["command", "args"] {
      guard let list = reading.tree.value(key, in: node) else { continue }
      read(list, "\(key)", into: &reading)
    }
    for path in Self.probes {
      guard let probe = reading.tree.node(at: path, from: node),
        let list = reading.tree.value("command", in: probe)
      else { continue }
      read(list, "command", into: &reading)
    }
  }

  private func read(_ list: NodeIndex, _ key: String, into reading: inout DocumentReading) {
    let tree = reading.tree
    readOptions(list, key, into: &reading)
    for (number, item) in (tree.isSequence(list) ? tree.items(of: list) : [list]).enumerated() {
      let index = tree.target(of: item)
      guard tree.isScalar(index), isWorthReading(index, reading) else { continue }
      for value in values(of: index, reading) {
        let file = reading.file(of: index)
        var setting = Setting(
          key: key, info: reading.keys.info(key), value: value, file: file,
          keyRange: value.range, keyPath: "\(name).\(key)[\(number)]")
        setting.arguments = []
        reading.settings.append(setting)
      }
    }
  }

  /// One setting for all words together: an option's value may be the next word.
  private func readOptions(_ list: NodeIndex, _ key: String, into reading: inout DocumentReading) {
    let index = reading.tree.target(of: list)
    guard isWorthReading(index, reading) else { return }
    let tree = reading.tree
    var arguments: [Setting.Argument] = []
    for item in tree.isSequence(index) ? tree.items(of: index) : [index] {
      let word = tree.target(of: item)
      guard tree.isScalar(word) else { return }
      // What a template puts there is an option's value all the same.
      let text = reading.isTemplated(word) ? "$(template)" : tree.text(of: word)
      arguments.append(
        Setting.Argument(
          text: text, range: tree.textRange(of: word), isExact: !tree.nodes[word].isCooked))
    }
    guard let first = arguments.first else { return }
    let value = Value(
      form: .reference("the words of a command"), text: "", effective: nil, range: first.range,
      isExact: false)
    var setting = Setting(
      key: key, info: reading.keys.info(key), value: value, file: reading.file(of: index),
      keyRange: first.range, keyPath: "\(name).\(key)")
    setting.arguments = arguments
    reading.settings.append(setting)
  }

  private func isWorthReading(_ index: NodeIndex, _ reading: DocumentReading) -> Bool {
    // Of a document made of several files, the places are those of one of them.
    !reading.tree.origins.isEmpty || reading.hints.contains(reading.tree.nodes[index].range)
  }

  /// The words of a command line that a rule may have something to say of.
  private func values(of index: NodeIndex, _ reading: DocumentReading) -> [Value] {
    let tree = reading.tree
    if reading.isTemplated(index) {
      return reading.value(of: index, syntax: .kubernetes).map { [$0] } ?? []
    }
    let range = tree.textRange(of: index)
    let isExact = !tree.nodes[index].isCooked
    let text = Array(tree.text(of: index).utf8)
    return Self.words(of: text).compactMap { word in
      let place = SourceRange(
        start: range.start + word.lowerBound, end: range.start + word.upperBound)
      guard !isExact || !tree.origins.isEmpty || reading.hints.contains(place) else { return nil }
      return reading.values.value(
        String(decoding: text[word], as: UTF8.self), at: isExact ? place : range,
        isExact: isExact, syntax: .kubernetes)
    }
  }

  /// Texts between blanks, quotes and the shell's own signs; of `--flag=text` the text.
  static func words(of text: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = 0
    var isName = true
    for index in 0...text.count {
      let isEnd = index == text.count || text[index] <= 0x20 || isSeparator(text[index])
      if isEnd, start < index { words.append(start..<index) }
      if isEnd || text[index] == 0x3D && isName {
        start = index + 1
        isName = true
      } else {
        isName = isName && isNameByte(text[index])
      }
    }
    return words
  }

  /// `"`, `'`, `` ` ``, `;`, `|`, `<` and `>`.
  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x27, 0x60, 0x3B, 0x7C, 0x3C, 0x3E: true
    default: false
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
      || byte == 0x5F || byte == 0x2E
  }
}
