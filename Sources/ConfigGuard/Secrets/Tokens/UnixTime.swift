/// Dates as seconds since 1970.
package enum UnixTime {
  /// The start of 2026: every clock that is right shows a later date.
  package static let earliestPresent = 1_767_225_600

  /// The seconds up to a date that ISO 8601 writes as numbers with anything between them.
  static func seconds(_ date: some Sequence<UInt8>) -> Int? {
    var numbers: [Int] = []
    var digits = 0
    for byte in date {
      guard (0x30...0x39).contains(byte) else {
        digits = 0
        continue
      }
      if digits == 0 { numbers.append(0) }
      digits += 1
      guard digits <= 15, numbers.count <= 6 else { break }
      numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte - 0x30)
    }
    guard numbers.count >= 3, (1...12).contains(numbers[1]), numbers[0] < 10_000,
      (1...31).contains(numbers[2])
    else { return nil }
    let time = (numbers.dropFirst(3) + [0, 0, 0]).prefix(3).map { min($0, 60) }
    return days(numbers[0], numbers[1], numbers[2]) * 86_400 + time[0] * 3600 + time[1] * 60
      + time[2]
  }

  /// The days from 1970 to a date of the Gregorian calendar; its year begins in March here.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let years = month > 2 ? year : year - 1
    let months = (month + 9) % 12
    let leaps = years / 4 - years / 100 + years / 400
    return years * 365 + leaps + (months * 153 + 2) / 5 + day - 1 - 719_468
  }
}
