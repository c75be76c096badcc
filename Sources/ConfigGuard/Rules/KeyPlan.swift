import RulePacks

/// The rules that may speak of settings with one key, and the texts in which some of them have found
/// nothing wrong: values such as `info` or `production` come again and again.
final class KeyPlan {
  let rules: SettingPlan
  @exclusivity(unchecked) private var known: [(text: String, bits: UInt64)] = []
  /// The place of what was known first, which makes room for something new.
  @exclusivity(unchecked) private var oldest = 0

  /// What rules about texts alone have passed a text.
  struct Passed {
    fileprivate let text: String
    /// A bit for each rule, by its place in the plan.
    fileprivate var bits: UInt64 = 0
    fileprivate var place: Int?

    /// Whether nothing was known of the text.
    var isNew: Bool { place == nil }

    private static func bit(_ place: Int) -> UInt64 { place < 64 ? 1 << UInt64(place) : 0 }

    func contains(_ place: Int) -> Bool { bits & Self.bit(place) != 0 }

    mutating func insert(_ place: Int) { bits |= Self.bit(place) }
  }

  private static let most = 4
  private static let longest = 64

  init(_ rules: SettingPlan) { self.rules = rules }

  /// What is known of a value's text; nil where rules about texts may look at more than the text, and
  /// for what is or may be a secret, of which nothing is kept.
  func passed(_ value: Value, of setting: Setting, _ role: String) -> Passed? {
    guard value.form == .literal, value.items == nil, !setting.isDeclaredSecret,
      role != KeyRole.secret, role != KeyRole.possibleSecret,
      let text = value.literal, text.utf8.count <= Self.longest
    else { return nil }
    for place in known.indices where known[place].text.hasSameBytes(as: text) {
      return Passed(text: text, bits: known[place].bits, place: place)
    }
    return Passed(text: text)
  }

  /// Remembers what rules have passed the text of a value in which nothing is announced.
  func remember(_ passed: Passed) {
    if let place = passed.place {
      known[place].bits = passed.bits
    } else if known.count < Self.most {
      known.append((passed.text, passed.bits))
    } else {
      known[oldest] = (passed.text, passed.bits)
      oldest = (oldest + 1) % Self.most
    }
  }
}
