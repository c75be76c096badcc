/// A random text that a pattern takes as a whole.
package struct PatternSample: Sendable {
  package var text: String
  /// How many choices between two were made by chance, rounded down.
  package var bits: Int
}

extension Pattern {
  /// A random text that a pattern takes, or nil where none can be made without trying.
  package static func sample(
    of pattern: String, using generator: inout some RandomNumberGenerator
  ) -> PatternSample? {
    guard let node = try? PatternParser.parse(pattern), let compiled = try? Pattern(pattern) else {
      return nil
    }
    var sampler = PatternSampler()
    sampler.add(node, &generator)
    guard let text = sampler.text, compiled.matchesWhole(text) else { return nil }
    return PatternSample(text: text, bits: sampler.bits)
  }
}

/// Walks through a pattern's tree and chooses at every turn.
private struct PatternSampler {
  private static let longest = 4096
  /// How often something is repeated that may be repeated for ever.
  private static let usualCount = 64

  private var scalars: [UInt32] = []
  private(set) var bits = 0
  private var isTooLong = false

  var text: String? {
    guard !isTooLong else { return nil }
    var view = String.UnicodeScalarView()
    for scalar in scalars {
      guard let scalar = Unicode.Scalar(scalar) else { return nil }
      view.append(scalar)
    }
    return String(view)
  }

  // The parser lets groups stand in one another a hundred times, so this cannot run away.
  mutating func add(_ node: PatternNode, _ generator: inout some RandomNumberGenerator) {
    guard scalars.count < Self.longest else {
      isTooLong = true
      return
    }
    switch node {
    case .empty, .assertion: break
    case .symbols(let set): addOne(of: set, &generator)
    case .sequence(let parts):
      for part in parts { add(part, &generator) }
    case .alternatives(let branches):
      guard let branch = branches.randomElement(using: &generator) else { return }
      count(branches.count)
      add(branch, &generator)
    case .repetition(let part, let minimum, let maximum):
      var times = minimum
      if case .symbols = part {
        times = max(minimum, min(maximum ?? Self.usualCount, Self.usualCount))
      }
      for _ in 0..<times where !isTooLong { add(part, &generator) }
    }
  }

  private mutating func addOne(
    of set: SymbolSet, _ generator: inout some RandomNumberGenerator
  ) {
    let choices = Self.choices(of: set)
    guard let choice = choices.randomElement(using: &generator) else {
      scalars.append(set.ranges.first?.lowerBound ?? 0x20)
      return
    }
    count(choices.count)
    scalars.append(choice)
  }

  private mutating func count(_ choices: Int) {
    bits += max(0, Int.bitWidth - 1 - choices.leadingZeroBitCount)
  }

  /// Letters and digits where there are enough of them, else what can be printed.
  private static func choices(of set: SymbolSet) -> [UInt32] {
    let contains = { (symbol: UInt32) in set.ranges.contains { $0.contains(symbol) } }
    let plain = [0x30...0x39, 0x41...0x5A, 0x61...0x7A].flatMap { $0.map(UInt32.init) }
      .filter(contains)
    return plain.count >= 10 ? plain : (0x21...0x7E).map(UInt32.init).filter(contains)
  }
}
