import RulePacks

/// Dates and times as ISO 8601 and RFC 3339 write them.
package enum CalendarText {
  package static func problem(ofDate text: String) -> ValueShape? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = number(parts[0], 4), let month = number(parts[1], 2),
      let day = number(parts[2], 2)
    else { return ValueShape("it is not four, two and two digits with hyphens between") }
    guard (1...12).contains(month) else { return ValueShape("there is no such month") }
    return (1...days(in: month, of: year)).contains(day)
      ? nil : ValueShape("there is no such day in that month")
  }

  static func problem(ofYearMonth text: String) -> ValueShape? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, number(parts[0], 4) != nil, let month = number(parts[1], 2) else {
      return ValueShape("it is not four and two digits with a hyphen between")
    }
    return (1...12).contains(month) ? nil : ValueShape("there is no such month")
  }

  static func problem(ofTime text: String) -> ValueShape? {
    let fraction = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = fraction[0].split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { number($0, 2) }
    guard (2...3).contains(parts.count), numbers.count == parts.count else {
      return ValueShape("it is not two digits for hours, minutes and seconds with colons between")
    }
    if fraction.count == 2,
      parts.count < 3 || fraction[1].isEmpty
        || !fraction[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    {
      return ValueShape("its fraction is not well formed")
    }
    // A second may be a leap second.
    let isReal = numbers[0] <= 23 && numbers[1] <= 59 && (numbers.count < 3 || numbers[2] <= 60)
    return isReal ? nil : ValueShape("there is no such time of the day")
  }

  static func problem(ofDateTime text: String) -> ValueShape? {
    guard let separator = text.firstIndex(where: { "Tt ".contains($0) }) else {
      return ValueShape("no T stands between date and time")
    }
    if let shape = problem(ofDate: String(text[..<separator])) { return shape }
    let rest = text[text.index(after: separator)...]
    guard let zone = rest.lastIndex(where: { "Zz+-".contains($0) }) else {
      return ValueShape("it names no time zone; Z stands for UTC")
    }
    if "Zz".contains(rest[zone]) {
      guard rest.index(after: zone) == rest.endIndex else {
        return ValueShape("something stands behind the Z")
      }
    } else if rest[rest.index(after: zone)...].utf8.count != 5
      || problem(ofTime: String(rest[rest.index(after: zone)...])) != nil
    {
      return ValueShape("its time zone is not written like +02:00")
    }
    let time = rest[..<zone]
    guard time.utf8.count >= 8 else { return ValueShape("its time has no seconds") }
    return problem(ofTime: String(time))
  }

  private static func number(_ text: Substring, _ digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
