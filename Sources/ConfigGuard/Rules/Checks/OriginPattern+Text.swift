import RulePacks

extension OriginPattern {
  /// Whether a text has any byte that makes a pattern of it; most are plain addresses.
  static func mayBePattern(_ item: String) -> Bool {
    var bytes = item.utf8.makeIterator()
    switch bytes.next() {
    // What may mark it as a regular expression stands in front.
    case UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: "r"), UInt8(ascii: "R"): return true
    default: break
    }
    return item.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "^"),
        UInt8(ascii: "$"), UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: "|"),
        UInt8(ascii: "["), 0x80...:
        true
      default: false
      }
    }
  }

  /// The pattern itself, without what marks it as a regular expression.
  static func body(of item: String) -> (body: String, isMarked: Bool) {
    var body = item
    var isMarked = false
    for prefix in ["regex:", "regexp:", "~*", "~"] where body.lowercased().hasPrefix(prefix) {
      // `~*` is a glob behind a tilde, too, and means the same to us.
      guard body != "~*" else { break }
      body = String(body.dropFirst(prefix.count))
      isMarked = true
      break
    }
    if body.hasPrefix("/"), body.utf8.count > 2, let end = body.lastIndex(of: "/"),
      end > body.startIndex, body[body.index(after: end)...].allSatisfy({ "gimsuy".contains($0) })
    {
      return (String(body[body.index(after: body.startIndex)..<end]), true)
    }
    return (body, isMarked)
  }

  /// Whether a text has what no origin and no glob has.
  static func hasSigns(_ body: String) -> Bool {
    let bytes = Array(body.utf8)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "^"), UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: "|"): return true
      case UInt8(ascii: "$"):
        if index == bytes.count - 1 { return true }
      case UInt8(ascii: "["):
        // An address of IPv6 stands behind two slashes.
        if index == 0 || bytes[index - 1] != UInt8(ascii: "/") { return true }
      case UInt8(ascii: "."):
        if index + 1 < bytes.count, [0x2A, 0x2B].contains(bytes[index + 1]),
          index + 2 == bytes.count || bytes[index + 2] != UInt8(ascii: ".") || index == 0
            || bytes[index - 1] == UInt8(ascii: "/")
        {
          return true
        }
      case UInt8(ascii: "?"):
        if index > 0, bytes[index - 1] == UInt8(ascii: "s") { return true }
      default: break
      }
    }
    return false
  }

  static func pattern(_ text: String) -> Pattern? {
    let text = text.hasPrefix("(?i)") ? text : "(?i)" + text
    guard let size = try? Pattern.expandedSize(of: text), size <= largestPattern else { return nil }
    return try? Pattern(text)
  }

  /// A glob as an expression: `*` is any text, and so is the port.
  static func expression(ofGlob glob: String) -> String {
    var result = ""
    var glob = glob[...]
    // A page of the attacker's may have any port.
    if let colon = glob.lastIndex(of: ":"), colon > glob.startIndex {
      let port = glob[glob.index(after: colon)...]
      if !port.isEmpty, port.allSatisfy({ $0 == "*" || $0.isASCII && $0.isNumber }) {
        glob = glob[..<colon]
      }
    }
    for scalar in glob.unicodeScalars {
      if scalar == "*" {
        result += ".*"
      } else if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "/" {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\" + String(scalar)
      }
    }
    return result.contains("//") ? result : "(?:https?://)?" + result
  }
}
