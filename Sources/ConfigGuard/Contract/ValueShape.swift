import RulePacks

/// The forms in which numbers and words usually go wrong.
extension ValueShape {
  static func ofInteger(_ text: String) -> ValueShape {
    if let shape = ofEdges(text) { return shape }
    if isHexadecimal(text) { return ValueShape("it is written in hexadecimal") }
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return ValueShape("it has more digits than 64 bits hold")
    }
    if let number = Double(text), number.isFinite {
      return ValueShape(
        text.contains(".") && number != number.rounded()
          ? "it has a fraction" : "it is no plain whole number")
    }
    return ofFirstStranger(in: text) { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2B }
  }

  static func ofNumber(_ text: String) -> ValueShape {
    if let shape = ofEdges(text) { return shape }
    if isHexadecimal(text) { return ValueShape("it is written in hexadecimal") }
    if let number = Double(text), !number.isFinite { return ValueShape("it is not finite") }
    if text.contains(",") { return ValueShape("it has a comma; decimals are written with a dot") }
    return ofFirstStranger(in: text) {
      (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2B || $0 == 0x2E
    }
  }

  static func ofQuantity(_ text: String, unit: ReportText) -> ValueShape {
    if let shape = ofEdges(text) { return shape }
    if text.hasPrefix("-") { return ValueShape("it is negative") }
    if text.utf8.first.map({ (0x30...0x39).contains($0) }) ?? false {
      return ValueShape("it is not a number with \(unit)")
    }
    return ValueShape("it does not begin with a number")
  }

  static func ofWord(_ text: String) -> ValueShape {
    if let shape = ofEdges(text) { return shape }
    return ValueShape(
      Double(text) != nil ? "it is another number than 0 or 1" : "it is another word")
  }

  static func isHexadecimal(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    return digits.lowercased().hasPrefix("0x")
  }

  /// What came along from a file or a shell and is no part of what was meant.
  static func ofEdges(_ text: String) -> ValueShape? {
    guard let first = text.utf8.first, let last = text.utf8.last else {
      return ValueShape("it is empty")
    }
    if last == 0x0A || last == 0x0D { return ValueShape("it ends with a line break") }
    if first == 0x20 || first == 0x09 { return ValueShape("it begins with a blank") }
    if last == 0x20 || last == 0x09 { return ValueShape("it ends with a blank") }
    if first == last, first == 0x22 || first == 0x27, text.utf8.count > 1 {
      return ValueShape("it has quotes around it, which its reader kept")
    }
    if text.hasPrefix("${") || text.hasPrefix("{{") {
      return ValueShape("it is a reference that nobody replaced")
    }
    return nil
  }

  static func ofFirstStranger(
    in text: String, isExpected: (UInt8) -> Bool
  ) -> ValueShape {
    for (number, scalar) in text.unicodeScalars.enumerated() {
      if scalar.isASCII, isExpected(UInt8(scalar.value)) { continue }
      return ValueShape("it has \(kind(of: scalar)) at position \(number + 1)")
    }
    return ValueShape("it is written in another way")
  }

  private static func kind(of scalar: Unicode.Scalar) -> ReportText {
    switch scalar.value {
    case 0x20, 0x09: "a blank"
    case 0x0A, 0x0D: "a line break"
    case 0x41...0x5A, 0x61...0x7A: "a letter"
    case 0x30...0x39: "a digit"
    case 0x22, 0x27: "a quote"
    case 0x2C: "a comma"
    case 0x2E: "a dot"
    case 0x5F: "an underscore"
    case 0x00...0x1F, 0x7F: "a control character"
    case 0x80...: "a character outside of ASCII"
    default: "another character"
    }
  }
}
