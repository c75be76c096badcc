import RulePacks

/// The grammars of the types whose values stay text.
enum ValueGrammar {
  /// How a text falls short of a type; nil if it does not.
  static func problem(of text: String, as type: ValueType) -> ValueShape? {
    if type != .json, type != .path, type != .regex, let shape = ValueShape.ofEdges(text) {
      return shape
    }
    return switch type {
    case .url: ofURL(text)
    case .email: ofEmail(text)
    case .host: isHost(text) ? nil : ofHost(text)
    case .ip: IPAddress(text) == nil ? ValueShape("it is no address") : nil
    case .cidr: ofNetwork(text)
    case .date: CalendarText.problem(ofDate: text)
    case .dateTime: CalendarText.problem(ofDateTime: text)
    case .time: CalendarText.problem(ofTime: text)
    case .yearMonth: CalendarText.problem(ofYearMonth: text)
    case .json: ofJSON(text)
    case .uuid: ofUUID(text)
    case .semver: ofVersion(text)
    case .path: text.utf8.contains(0) ? ValueShape("it has a NUL character") : nil
    case .regex: ofExpression(text)
    default: nil
    }
  }

  /// Files have no host; all other addresses have.
  private static func ofURL(_ text: String) -> ValueShape? {
    if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
      return ValueShape("it has a blank in it")
    }
    guard let url = URLParts(text) else { return ValueShape("it has no scheme with ://") }
    let isLocal = ["file", "sqlite", "unix", "memory"].contains(url.scheme)
    return url.host.isEmpty && !isLocal ? ValueShape("it has no host") : nil
  }

  private static func ofEmail(_ text: String) -> ValueShape? {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count != 2 {
      return ValueShape(parts.count < 2 ? "it has no @" : "it has more than one @")
    }
    if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
      return ValueShape("it has a blank in it")
    }
    if parts[0].isEmpty { return ValueShape("nothing stands before the @") }
    return isHost(String(parts[1])) ? nil : ValueShape("no host name stands behind the @")
  }

  static func isHost(_ text: String) -> Bool {
    if text.hasPrefix("["), text.hasSuffix("]") {
      return IPAddress(String(text.dropFirst().dropLast()))?.isLong == true
    }
    if text.contains(":") { return IPAddress(text) != nil }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let isName =
      text.utf8.count <= 253
      && labels.allSatisfy { label in
        !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
          && label.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D
              || $0 == 0x5F
          }
      }
    // What consists of numbers only is meant as an address.
    let isNumeric = labels.count > 1 && labels.allSatisfy { Int($0) != nil }
    return isName && (!isNumeric || IPAddress(text) != nil)
  }

  private static func ofHost(_ text: String) -> ValueShape {
    if text.contains("://") { return ValueShape("it has a scheme") }
    if text.contains("/") { return ValueShape("it has a path") }
    if text.contains(":") { return ValueShape("it has a port, or is no IPv6 address") }
    return ValueShape.ofFirstStranger(in: text) {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D || $0 == 0x5F
        || $0 == 0x2E
    }
  }

  private static func ofNetwork(_ text: String) -> ValueShape? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return ValueShape("it has no length such as /24") }
    guard let address = IPAddress(String(parts[0])) else {
      return ValueShape("no address stands before the slash")
    }
    let most = address.isLong ? 128 : 32
    guard let length = Int(parts[1]), (0...most).contains(length),
      parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return ValueShape("the length behind the slash is not from 0 to \(most)") }
    return nil
  }

  private static func ofJSON(_ text: String) -> ValueShape? {
    let bytes = SourceBytes(text)
    let tree = JSONReader.read(bytes)
    if text.trimmedASCII.isEmpty { return ValueShape("it holds no value") }
    if let problem = tree.problems.first {
      let place = LineIndex(bytes).location(of: problem.range.start)
      let found: ReportText
      switch problem.kind {
      case .duplicateKey: found = "it has a key twice"
      case .limit: found = "it is nested too deep or too large"
      default: found = "it breaks off"
      }
      return ValueShape("\(found), at line \(place.line), column \(place.column)")
    }
    return tree.documents.count == 1 ? nil : ValueShape("it holds no value")
  }

  private static func ofUUID(_ text: String) -> ValueShape? {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else {
      return ValueShape("it has \(bytes.count) characters instead of 36")
    }
    let isRight = bytes.indices.allSatisfy { index in
      [8, 13, 18, 23].contains(index)
        ? bytes[index] == 0x2D : HexadecimalDigits.digit(bytes[index]) != nil
    }
    return isRight ? nil : ValueShape("its digits are not in groups of 8, 4, 4, 4 and 12")
  }

  /// Semantic Versioning 2.0.0, section 2 and the grammar at its end.
  private static func ofVersion(_ text: String) -> ValueShape? {
    if text.hasPrefix("v") || text.hasPrefix("V") { return ValueShape("it begins with a v") }
    let build = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = build[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let core = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard core.count == 3 else { return ValueShape("it has \(core.count) numbers instead of 3") }
    guard core.allSatisfy({ isNumber($0) }) else {
      return ValueShape("one of its three numbers is none, or has a zero in front")
    }
    func isRight(_ text: Substring, isPreRelease: Bool) -> Bool {
      text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
        let isPlain = word.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D
        }
        let isNumeric = word.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return !word.isEmpty && isPlain && (!isPreRelease || !isNumeric || isNumber(word))
      }
    }
    let isWhole =
      (parts.count < 2 || isRight(parts[1], isPreRelease: true))
      && (build.count < 2 || isRight(build[1], isPreRelease: false))
    return isWhole ? nil : ValueShape("what follows its three numbers is not well formed")
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      && (text.utf8.count == 1 || text.first != "0")
  }

  /// The service's own engine may know more than this one, which must not be called wrong.
  private static func ofExpression(_ text: String) -> ValueShape? {
    do throws(PatternError) {
      _ = try Pattern(text)
      return nil
    } catch {
      if ["(?=", "(?!", "(?<", "(?P", "(?>", "\\1", "\\k", "\\p", "++", "*+", "(?#", "[[:", "{,"]
        .contains(
          where: { text.contains($0) })
      {
        return nil
      }
      return ValueShape("it breaks off at position \(error.offset + 1)")
    }
  }

  /// The bytes that a text stands for.
  static func bytes(_ text: String, as type: ValueType) throws(ValueShape) -> [UInt8] {
    if let shape = ValueShape.ofEdges(text) { throw shape }
    if type == .base64 {
      guard let bytes = Base64.decode(text) else {
        throw ValueShape("it has characters that base64 has not, or breaks off")
      }
      return bytes
    }
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else {
      throw ValueShape("it has an odd number of digits")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = HexadecimalDigits.value(of: digits[index...index + 1]) else {
        throw ValueShape("it has characters that are no hexadecimal digits")
      }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    return bytes
  }
}
