/// Numbers in Go's notation, as far as YAML scalars reach it.
enum GoNumber {
  /// A whole number with Go's prefixes (`0x`, `0b`, `0o`, and a bare zero for octal), nil where it
  /// is none or does not fit into 64 bits.
  static func integer(_ text: [UInt8]) -> (isNegative: Bool, magnitude: UInt64)? {
    var digits = text[...]
    let isNegative = digits.first == 0x2D
    let hasSign = isNegative || digits.first == 0x2B
    if hasSign { digits.removeFirst() }
    guard !digits.isEmpty else { return nil }
    let radix = takePrefix(of: &digits)
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = digitValue(byte), digit < radix else { return nil }
      let (product, overflows) = value.multipliedReportingOverflow(by: radix)
      let (sum, carries) = product.addingReportingOverflow(digit)
      guard !overflows, !carries else { return nil }
      value = sum
    }
    // Only without a sign does a number reach beyond a signed one.
    let limit = isNegative ? Int64.min.magnitude : hasSign ? Int64.max.magnitude : UInt64.max
    return value <= limit ? (isNegative, value) : nil
  }

  private static func takePrefix(of digits: inout ArraySlice<UInt8>) -> UInt64 {
    guard digits.first == 0x30 else { return 10 }
    if digits.count >= 3 {
      switch digits[digits.startIndex + 1] | 0x20 {
      case 0x78:
        digits = digits.dropFirst(2)
        return 16
      case 0x62:
        digits = digits.dropFirst(2)
        return 2
      case 0x6F:
        digits = digits.dropFirst(2)
        return 8
      default: break
      }
    }
    digits = digits.dropFirst()
    return 8
  }

  private static func digitValue(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x41...0x46: UInt64(byte - 0x37)
    case 0x61...0x66: UInt64(byte - 0x57)
    default: nil
    }
  }

  /// A decimal number with an optional point and exponent; nil where it is none or too large.
  static func float(_ text: [UInt8]) -> Double? {
    var rest = text[...]
    if rest.first == 0x2B || rest.first == 0x2D { rest.removeFirst() }
    let whole = takeDigits(of: &rest)
    var fraction = 0
    if rest.first == 0x2E {
      rest.removeFirst()
      fraction = takeDigits(of: &rest)
    }
    guard whole + fraction > 0 else { return nil }
    if let mark = rest.first, mark | 0x20 == 0x65 {
      rest.removeFirst()
      if rest.first == 0x2B || rest.first == 0x2D { rest.removeFirst() }
      guard takeDigits(of: &rest) > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  private static func takeDigits(of rest: inout ArraySlice<UInt8>) -> Int {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits.count
  }

  /// Whether text that starts with a point has underscores only between digits.
  static func isFraction(_ text: [UInt8]) -> Bool {
    for (index, byte) in text.enumerated() where byte == 0x5F {
      let isBetweenDigits =
        index > 0 && index + 1 < text.count && (0x30...0x39).contains(text[index - 1])
        && (0x30...0x39).contains(text[index + 1])
      if !isBetweenDigits { return false }
    }
    return true
  }
}

/// Go's default text of a floating-point number (`fmt.Sprint`).
package enum GoFloat {
  /// The shortest digits that give the number back; with an exponent below 1e-4, and from 1e+21 on.
  package static func text(of value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    let sign = value.sign == .minus ? "-" : ""
    guard value != 0 else { return sign + "0" }
    var (digits, point) = decimal(value.magnitude)
    let exponent = point - 1
    if exponent < -4 || exponent >= exponentFrom {
      let fraction = digits.count > 1 ? "." + text(digits.dropFirst()) : ""
      let size = String(exponent.magnitude)
      let padding = size.utf8.count < 2 ? "0" : ""
      return
        "\(sign)\(text(digits.prefix(1)))\(fraction)e\(exponent < 0 ? "-" : "+")\(padding)\(size)"
    }
    if point <= 0 {
      return "\(sign)0.\(String(repeating: "0", count: -point))\(text(digits[...]))"
    }
    while digits.count < point { digits.append(0x30) }
    let fraction = digits.count > point ? "." + text(digits.dropFirst(point)) : ""
    return sign + text(digits.prefix(point)) + fraction
  }

  private static let exponentFrom = 6

  private static func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits, as: UTF8.self)
  }

  /// The shortest digits, and how many of them stand in front of the point.
  private static func decimal(_ value: Double) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    let parts = value.description.split(separator: "e")
    for byte in parts[0].utf8 {
      if byte == 0x2E { point = digits.count } else { digits.append(byte) }
    }
    if parts.count > 1 { exponent = Int(parts[1]) ?? 0 }
    var place = (point ?? digits.count) + exponent
    while digits.count > 1, digits.first == 0x30 {
      digits.removeFirst()
      place -= 1
    }
    while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
    return (digits, place)
  }
}
