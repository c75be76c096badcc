/// The dates and times that go-yaml recognises.
enum GoTimestamp {
  /// `2006-1-2`, with `T`, `t` or a blank before a time; after a letter a zone is needed, after a
  /// blank there must be none.
  static func matches(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    guard let year = number(&rest, atMost: 4), text.count > 4, rest.startIndex == 4,
      skip("-", &rest),
      let month = number(&rest, atMost: 2), (1...12).contains(month), skip("-", &rest),
      let day = number(&rest, atMost: 2), (1...days(in: month, of: year)).contains(day)
    else { return false }
    guard let separator = rest.popFirst() else { return true }
    guard isTime(&rest) else { return false }
    switch separator {
    case 0x54, 0x74: return isZone(rest)
    case 0x20: return rest.isEmpty
    default: return false
    }
  }

  private static func isTime(_ rest: inout ArraySlice<UInt8>) -> Bool {
    guard let hour = number(&rest, atMost: 2), hour < 24, skip(":", &rest),
      let minute = number(&rest, atMost: 2), minute < 60, skip(":", &rest),
      let second = number(&rest, atMost: 2), second < 60
    else { return false }
    // A fraction of any length; a point without digits belongs to what follows.
    if let mark = rest.first, mark == 0x2E || mark == 0x2C,
      let digit = rest.dropFirst().first, isDigit(digit)
    {
      rest = rest.dropFirst().drop(while: isDigit)
    }
    return true
  }

  private static func isZone(_ rest: ArraySlice<UInt8>) -> Bool {
    if rest.elementsEqual("Z".utf8) { return true }
    let zone = Array(rest)
    guard zone.count == 6, zone[0] == 0x2B || zone[0] == 0x2D, zone[3] == 0x3A else { return false }
    var hours = zone[1...2]
    var minutes = zone[4...5]
    guard let hour = number(&hours, atMost: 2), hours.isEmpty,
      let minute = number(&minutes, atMost: 2), minutes.isEmpty
    else { return false }
    return hour <= 24 && minute <= 60
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, atMost count: Int) -> Int? {
    let digits = rest.prefix(count).prefix(while: isDigit)
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func skip(_ mark: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first, UInt32(first) == mark.value else { return false }
    rest.removeFirst()
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
