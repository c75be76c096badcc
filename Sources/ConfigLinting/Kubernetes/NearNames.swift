/// Finds the name that is one slip of the keyboard away from another.
///
/// Unlike `NearMiss`, which helps somebody who has typed a name that does not exist, this says
/// that something is wrong: a name that only shares its form with another one is no slip.
struct NearNames {
  /// Names by what is left of them without separators and without one more character.
  private var byRest: [String: [Int]] = [:]
  private let names: [String]
  private static let longest = 64
  /// Every name takes as much memory as it has letters; among more of them nobody looks for a slip.
  static let most = 10_000

  init(_ names: [String]) {
    self.names = names
    guard names.count <= Self.most, names.count > Self.fewNames else { return }
    for (number, name) in names.enumerated() {
      for rest in Self.rests(of: name) { byRest[rest, default: []].append(number) }
    }
  }

  /// A name that is not the one given and can be meant by it.
  func nearest(to name: String) -> String? {
    guard names.count > Self.fewNames else { return few(near: name).filter { $0 != name }.min() }
    var best: String?
    for rest in Self.rests(of: name) {
      for number in byRest[rest] ?? [] where Self.isSlip(name, names[number]) {
        if best.map({ names[number] < $0 }) ?? true { best = names[number] }
      }
    }
    return best
  }

  /// All names that one may be a slip of, or is.
  func all(near name: String) -> [String] {
    guard names.count > Self.fewNames else { return few(near: name) }
    var found: Set<Int> = []
    for rest in Self.rests(of: name) {
      for number in byRest[rest] ?? []
      where names[number] == name || Self.isSlip(name, names[number]) {
        found.insert(number)
      }
    }
    return found.map { names[$0] }
  }

  /// Among few names it is not worth while to take each of them apart.
  private static let fewNames = 8

  private func few(near name: String) -> [String] {
    names.filter { other in
      name.utf8.count <= Self.longest && other.utf8.count <= Self.longest
        && (name == other || Self.isSlip(name, other))
    }
  }

  private static func rests(of name: String) -> Set<String> {
    guard name.utf8.count <= longest else { return [] }
    let folded = folded(name)
    var result: Set<String> = [String(decoding: folded, as: UTF8.self)]
    for index in folded.indices {
      result.insert(String(decoding: folded[..<index] + folded[(index + 1)...], as: UTF8.self))
    }
    return result
  }

  private static func folded(_ name: String) -> [UInt8] {
    name.utf8.filter { !isSeparator($0) }.map { byte in
      (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x5F || byte == 0x2E
  }

  /// Whether two names differ by case and separators, or by one letter of a longer word.
  static func isSlip(_ left: String, _ right: String) -> Bool {
    guard left != right, digits(left) == digits(right) else { return false }
    if folded(left) == folded(right) { return true }
    let (a, b) = (words(left), words(right))
    guard a.count == b.count else { return false }
    let different = zip(a, b).filter { $0 != $1 }
    guard different.count == 1, let (first, second) = different.first else { return false }
    return isSlip(ofWord: first, second)
  }

  private static func digits(_ name: String) -> [UInt8] {
    name.utf8.filter { (0x30...0x39).contains($0) }
  }

  private static func words(_ name: String) -> [[UInt8]] {
    name.utf8.split(whereSeparator: isSeparator).map { folded(String(decoding: $0, as: UTF8.self)) }
  }

  /// One letter too many, too few or another one, or two neighbours swapped.
  private static func isSlip(ofWord a: [UInt8], _ b: [UInt8]) -> Bool {
    let start = zip(a, b).prefix { $0 == $1 }.count
    let end = zip(a.dropFirst(start).reversed(), b.dropFirst(start).reversed()).prefix {
      $0 == $1
    }.count
    let (left, right) = (a[start..<(a.count - end)], b[start..<(b.count - end)])
    switch (left.count, right.count) {
    case (0, 1), (1, 0): return max(a.count, b.count) >= 5
    // `east` and `west`, `dev` and `dew`: short words differ by a letter and mean something else.
    case (1, 1): return a.count >= 6
    case (2, 2): return a.count >= 4 && left.elementsEqual(right.reversed())
    default: return false
    }
  }
}
