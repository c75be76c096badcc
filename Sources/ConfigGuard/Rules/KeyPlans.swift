import RulePacks

/// The rules that may speak of settings with one key.
final class KeyPlans {
  let info: KeyInfo
  /// The judge's number of the key's last word; -1 without one.
  let lastWord: Int32
  /// The last word as one of few bits, which other words may share.
  let lastWordBit: UInt64
  @exclusivity(unchecked) private var plans: [KeyPlan] = []
  @exclusivity(unchecked) private var ofWorkloads: [Int]?
  /// For patterns that were asked where nothing stands above the key: twice their numbers, and one
  /// more for those that match.
  @exclusivity(unchecked) private var answers: [Int32] = []
  /// For sides of relations that were asked so.
  @exclusivity(unchecked) private var sides: [(number: Int, answer: AskedSide.Answer)] = []

  init(_ info: KeyInfo, lastWord: Int32) {
    self.info = info
    self.lastWord = lastWord
    lastWordBit = AskedPattern.bit(ofLastWord: lastWord)
  }

  func plan(
    _ situation: Situation, _ role: String, isNested: Bool, isInner: Bool, _ judge: Judge
  ) -> KeyPlan {
    for plan in plans
    where plan.rules.situation === situation && plan.rules.isNested == isNested
      && plan.rules.isInner == isInner && plan.rules.role == role
    {
      return plan
    }
    let made = KeyPlan(
      SettingPlan.plan(
        for: self, situation, role, isNested: isNested, isInner: isInner, judge))
    plans.append(made)
    return made
  }

  /// Adds the rules about whole environments that such a setting may make speak.
  func addWorkloadRules(to rules: inout [Int], _ index: RuleIndex) {
    if ofWorkloads == nil { ofWorkloads = index.workloadRules(announcedBy: info) }
    if let ofWorkloads, !ofWorkloads.isEmpty { rules += ofWorkloads }
  }

  /// Whether a pattern matches the key below mappings of these words.
  func matches(_ asked: AskedPattern, ancestors: [String]) -> Bool {
    guard asked.pattern.mayMatch(info.bits, isAlone: ancestors.isEmpty) else { return false }
    guard ancestors.isEmpty else { return asked.pattern.matches(info.words, ancestors: ancestors) }
    for answer in answers where answer >> 1 == asked.number { return answer & 1 == 1 }
    let matches = asked.pattern.matches(info.words, ancestors: [])
    answers.append(asked.number << 1 | (matches ? 1 : 0))
    return matches
  }

  /// What a side of a relation makes of the key below mappings of these words.
  func answer(to side: AskedSide, ancestors: [String]) -> AskedSide.Answer {
    guard side.lastWordBits & lastWordBit != 0 else { return .leftOut }
    guard ancestors.isEmpty else { return freshAnswer(to: side, ancestors: ancestors) }
    for known in sides where known.number == side.number { return known.answer }
    let answer = freshAnswer(to: side, ancestors: [])
    sides.append((side.number, answer))
    return answer
  }

  private func freshAnswer(to side: AskedSide, ancestors: [String]) -> AskedSide.Answer {
    let chosen = side.keys.first { matches($0, ancestors: ancestors) }
    guard chosen != nil || side.keys.isEmpty,
      !side.except.contains(where: { matches($0, ancestors: ancestors) })
    else { return .leftOut }
    return .chosen(by: chosen?.pattern)
  }
}

/// What is planned for keys, by the objects that tell of them.
struct KeyPlanTable {
  private static let most = 1 << 12
  private static let fewest = 64

  /// An address with what is planned there: neither object is looked at to find out whose it is.
  private struct Entry {
    let info: UnsafeMutableRawPointer
    let plans: Unmanaged<KeyPlans>
  }

  /// Each at the first free place behind the one that its address gives.
  private var places = [Entry?](repeating: nil, count: fewest)
  private var known: [KeyPlans] = []

  /// It changes nothing; its owner has it in place, and needs no copy to look.
  mutating func plans(of info: KeyInfo) -> KeyPlans? {
    let address = Self.address(of: info)
    var place = place(of: address)
    while let known = places[place] {
      if known.info == address { return known.plans.takeUnretainedValue() }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  /// Adds what is not there yet; of too many everything is forgotten.
  mutating func add(_ plans: KeyPlans) {
    if known.count >= Self.most { self = KeyPlanTable() }
    if 2 * known.count >= places.count {
      places = Array(repeating: nil, count: 2 * places.count)
      for plans in known { insert(plans) }
    }
    insert(plans)
    known.append(plans)
  }

  private mutating func insert(_ plans: KeyPlans) {
    let address = Self.address(of: plans.info)
    var place = place(of: address)
    while places[place] != nil { place = (place + 1) & (places.count - 1) }
    places[place] = Entry(info: address, plans: Unmanaged.passUnretained(plans))
  }

  private static func address(of info: KeyInfo) -> UnsafeMutableRawPointer {
    Unmanaged.passUnretained(info).toOpaque()
  }

  private func place(of address: UnsafeMutableRawPointer) -> Int {
    // Objects lie at multiples of sixteen.
    Int(truncatingIfNeeded: (UInt(bitPattern: address) >> 4 &* 0x9E37_79B9_7F4A_7C15) >> 32)
      & (places.count - 1)
  }
}
