/// How `configlint fix` may repair what a rule finds.
package enum Repair: Sendable, Hashable {
  /// The switch is turned, in the spelling that it has.
  case flag(Bool)
  /// The wildcard gives way to a text that somebody has to fill in, and that a rule reports.
  case placeholder(String)
  /// The two values of the relation change places.
  case swap
  /// The literal behind `:-` gives way to a refusal to start without the variable.
  case require
  /// The value is written so that all readers of the file get what the first one gets.
  case quote
  /// The entry that never counts goes.
  case removeEarlier
  /// The file is named in a `.gitignore`.
  case ignore

  /// Those that need no more than their name in a pack.
  package static let words: [(word: String, repair: Repair)] = [
    ("swap", .swap), ("require", .require), ("quote", .quote), ("remove-earlier", .removeEarlier),
    ("ignore", .ignore),
  ]

  /// Whether a rule with this check finds what the repair is for.
  package func suits(_ check: Check) -> Bool {
    switch (self, check) {
    case (.flag, .value), (.placeholder, .origins), (.placeholder, .value), (.swap, .relation),
      (.require, .fallback), (.ignore, .trackedEnvFile):
      true
    case (.quote, .reading(let problem)): problem == "readers-differ"
    case (.removeEarlier, .reading(let problem)):
      problem == "duplicate-key" || problem == "duplicate-variable"
    default: false
    }
  }

  /// What the repair does, for the page of a rule.
  package var summary: String {
    switch self {
    case .flag(let isOn): "turns the switch \(isOn ? "on" : "off") in its own spelling"
    case .placeholder(let text): "writes `\(text)`, which has to be filled in"
    case .swap: "lets the two values change places"
    case .require: "turns `${NAME:-literal}` into `${NAME:?set NAME}`"
    case .quote: "writes the value as all readers read it alike"
    case .removeEarlier: "removes the entry that never counts"
    case .ignore: "names the file in `.gitignore`"
    }
  }
}

extension Repair: Packable {
  package init(from u: inout Unpacker) {
    switch u.int() {
    case 0: self = .flag(u.value())
    case 1: self = .placeholder(u.string())
    case 2: self = .swap
    case 3: self = .require
    case 4: self = .quote
    case 5: self = .removeEarlier
    default: self = .ignore
    }
  }

  package func pack(into p: inout Packer) {
    switch self {
    case .flag(let isOn):
      p.add(0)
      p.add(isOn)
    case .placeholder(let text):
      p.add(1)
      p.add(text)
    case .swap: p.add(2)
    case .require: p.add(3)
    case .quote: p.add(4)
    case .removeEarlier: p.add(5)
    case .ignore: p.add(6)
    }
  }
}

extension RulePackLoader {
  /// A word, or `flag:` or `placeholder:` with what it takes.
  func repair(_ node: NodeIndex, for check: Check) throws(RulePackProblem) -> Repair {
    let repair = try repair(node)
    guard repair.suits(check) else {
      throw reader.problem("this does not repair what the rule's check finds", at: node)
    }
    return repair
  }

  private func repair(_ node: NodeIndex) throws(RulePackProblem) -> Repair {
    guard reader.tree.isMapping(node) else {
      let word = try reader.string(node)
      guard let found = Repair.words.first(where: { $0.word == word }) else {
        let words = Repair.words.map { "\(quoted: $0.word)" as ReportText }
        throw reader.problem(
          "\(quoted: word) is none of \(words.joined(separator: ", "))", at: node)
      }
      return found.repair
    }
    let fields = try reader.fields(node, allowed: ["flag", "placeholder"])
    guard fields.names.count == 1 else {
      throw reader.problem("a repair is one of `flag` and `placeholder`", at: node)
    }
    if let isOn = try fields.optionalBool("flag") { return .flag(isOn) }
    let text = try fields.string("placeholder")
    // It is written into files of any format, so nothing in it may need quotes.
    guard !text.isEmpty, text.utf8.allSatisfy(Self.isPlain) else {
      throw reader.problem(
        "a placeholder consists of letters, digits and the signs of an address", at: node)
    }
    return .placeholder(text)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || "-._:/".utf8.contains(byte)
  }
}
