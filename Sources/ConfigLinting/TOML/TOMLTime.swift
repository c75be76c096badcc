import ConfigGuard

/// The rules for dates and times.
enum TOMLTime {
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Why a word that begins like a date is none, or nil where it is one, with a time or without.
  static func faultOfDate(_ word: UnsafeBufferPointer<UInt8>) -> ReportText? {
    guard let year = number(word, 0, 4), let month = number(word, 5, 2),
      word[7] == UInt8(ascii: "-"), let day = number(word, 8, 2)
    else { return "a date is written as `YYYY-MM-DD`" }
    guard (1...12).contains(month) else { return "there is no such month" }
    guard (1...days(in: month, of: year)).contains(day) else { return "there is no such day" }
    guard word.count > 10 else { return nil }
    guard [UInt8(ascii: "T"), UInt8(ascii: "t"), 0x20].contains(word[10]) else {
      return "a `T` or one blank must stand between a date and its time"
    }
    let time = UnsafeBufferPointer(rebasing: word[11...])
    var index = 0
    return fault(ofTime: time, &index) ?? fault(ofOffset: time, from: index)
  }

  /// Why a word that begins like a time is none, or nil where it is one.
  static func faultOfTime(_ word: UnsafeBufferPointer<UInt8>) -> ReportText? {
    var index = 0
    if let fault = fault(ofTime: word, &index) { return fault }
    return index == word.count ? nil : "nothing can follow a time that has no date"
  }

  private static func fault(
    ofTime word: UnsafeBufferPointer<UInt8>, _ index: inout Int
  ) -> ReportText? {
    guard let hour = number(word, 0, 2), let minute = number(word, 3, 2),
      let second = number(word, 6, 2), word[2] == UInt8(ascii: ":"), word[5] == UInt8(ascii: ":")
    else { return "a time is written as `HH:MM:SS`" }
    // Sixty is the second that is put in at the end of some years.
    guard hour < 24, minute < 60, second <= 60 else { return "there is no such time" }
    index = 8
    if index < word.count, word[index] == UInt8(ascii: ".") {
      index += 1
      while index < word.count, isDigit(word[index]) { index += 1 }
      if index == 9 { return "digits must follow the point of a time" }
    }
    return nil
  }

  private static func fault(
    ofOffset word: UnsafeBufferPointer<UInt8>, from index: Int
  ) -> ReportText? {
    guard index < word.count else { return nil }
    switch word[index] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      if index + 1 == word.count { return nil }
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      if index + 6 == word.count, let hours = number(word, index + 1, 2), hours < 24,
        word[index + 3] == UInt8(ascii: ":"), let minutes = number(word, index + 4, 2), minutes < 60
      {
        return nil
      }
    default: break
    }
    return "an offset from UTC is written as `Z`, `+HH:MM` or `-HH:MM`"
  }

  private static func number(
    _ word: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int
  ) -> Int? {
    guard start + length <= word.count else { return nil }
    var value = 0
    for byte in word[start..<(start + length)] {
      guard isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
