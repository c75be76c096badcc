import RulePacks

/// The rules about whole environments by what must be there for them to say anything.
final class WorkloadRuleIndex {
  /// What a rule cannot speak without.
  private enum Sign {
    /// One of these images, by the last parts of their names.
    case images([String])
    /// A setting with one of these keys.
    case keys([KeyPattern])
    case command
    /// A setting that lies over another one.
    case shadowed
  }

  /// Rules that nothing announces.
  let always: [Int]
  let ofCommands: [Int]
  let ofShadowed: [Int]
  private let byImage: [String: [Int]]
  private let byLastWord: [Int32: [(pattern: KeyPattern, rule: Int)]]
  private let withoutLastWord: [(pattern: KeyPattern, rule: Int)]

  init(_ index: RuleIndex, _ memory: JudgeMemory) {
    var always: [Int] = []
    var ofCommands: [Int] = []
    var ofShadowed: [Int] = []
    var byImage: [String: [Int]] = [:]
    var byLastWord: [Int32: [(pattern: KeyPattern, rule: Int)]] = [:]
    var withoutLastWord: [(pattern: KeyPattern, rule: Int)] = []
    for number in index.workloadRules {
      let rule = index.rules[number]
      switch Self.sign(of: rule) {
      case .images(let names): for name in Set(names) { byImage[name, default: []].append(number) }
      case .keys(let patterns):
        for pattern in patterns {
          let asked = memory.asked(pattern)
          if asked.lastWords.isEmpty { withoutLastWord.append((pattern, number)) }
          for word in Set(asked.lastWords) {
            byLastWord[word, default: []].append((pattern, number))
          }
        }
      case .command: ofCommands.append(number)
      case .shadowed: ofShadowed.append(number)
      case nil: always.append(number)
      }
    }
    self.always = always
    self.ofCommands = ofCommands
    self.ofShadowed = ofShadowed
    self.byImage = byImage
    self.byLastWord = byLastWord
    self.withoutLastWord = withoutLastWord
  }

  func rules(of image: ContainerImage.Identity) -> [Int] { byImage[image.name] ?? [] }

  func rules(of key: KeyPlans) -> [Int] {
    let info = key.info
    let known = (byLastWord[key.lastWord] ?? []) + withoutLastWord
    return Set(
      known.lazy.filter { entry in
        entry.pattern.mayMatch(info.bits, isAlone: entry.pattern.context.isEmpty)
          && RuleIndex.mayMatch(entry.pattern, info.words)
      }.map(\.rule)
    ).sorted()
  }

  private static func sign(of rule: Rule) -> Sign? {
    let asked = rule.condition.flatMap { sign(of: $0) }
    if case .images = asked { return asked }
    return sign(of: rule.check) ?? asked
  }

  private static func sign(of check: Check) -> Sign? {
    switch check {
    case .relation(let relation): relation.left.keys.isEmpty ? nil : .keys(relation.left.keys)
    case .twins(let keys, _): .keys(keys)
    case .command: .command
    case .resolution(.shadowed): .shadowed
    default: nil
    }
  }

  /// What must be there for a condition to hold.
  private static func sign(of condition: Condition) -> Sign? {
    switch condition {
    case .all(let parts):
      let signs = parts.compactMap { sign(of: $0) }
      return signs.first { if case .images = $0 { true } else { false } } ?? signs.first
    case .any(let parts): return sign(ofAny: parts)
    case .image(let products): return .images(products.map { FilePath.name(of: $0) })
    case .setting(let keys, _): return .keys(keys)
    default: return nil
    }
  }

  /// Alternatives that all have signs of one kind have all of these.
  private static func sign(ofAny parts: [Condition]) -> Sign? {
    var images: [String] = []
    var keys: [KeyPattern] = []
    for part in parts {
      switch sign(of: part) {
      case .images(let names): images += names
      case .keys(let patterns): keys += patterns
      case .command, .shadowed, nil: return nil
      }
    }
    if keys.isEmpty { return images.isEmpty ? nil : .images(images) }
    return images.isEmpty ? .keys(keys) : nil
  }
}
