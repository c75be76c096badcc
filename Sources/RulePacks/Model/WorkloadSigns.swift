/// The rules about whole environments by what must be there for them to say anything.
///
/// Those that keys of settings announce stand in the tables of keys.
package struct WorkloadSigns: Sendable {
  /// Rules that nothing announces.
  package private(set) var always: [Int] = []
  package private(set) var ofCommands: [Int] = []
  package private(set) var ofShadowed: [Int] = []
  /// By the last parts of images' names.
  package private(set) var ofImages: [String: [Int]] = [:]

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

  /// Sorts a rule in; the keys that announce it, if they do.
  mutating func add(_ rule: Rule, number: Int) -> [KeyPattern] {
    switch Self.sign(of: rule) {
    case .images(let names): for name in Set(names) { ofImages[name, default: []].append(number) }
    case .keys(let patterns): return patterns
    case .command: ofCommands.append(number)
    case .shadowed: ofShadowed.append(number)
    case nil: always.append(number)
    }
    return []
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
    case .image(let products): return .images(products.map { lastPart(of: $0) })
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

  private static func lastPart(of product: String) -> String {
    product.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? product
  }
}

extension WorkloadSigns: Packable {
  package init(from u: inout Unpacker) {
    always = u.array()
    ofCommands = u.array()
    ofShadowed = u.array()
    ofImages = u.dictionary()
  }

  package func pack(into p: inout Packer) {
    p.add(always)
    p.add(ofCommands)
    p.add(ofShadowed)
    p.add(ofImages)
  }
}
