import RulePacks

/// The parts of a URL or connection string, as offsets in its text.
///
/// Lenient on purpose (RFC 3986 section 3 gives the shape): passwords in real files hold
/// characters that strict readers refuse.
package struct URLParts: Sendable {
  package var text: [UInt8]
  package var schemeRange: Range<Int>
  package var userRange: Range<Int>?
  package var passwordRange: Range<Int>?
  package var hostRange: Range<Int>
  package var queryRange: Range<Int>?

  package init?(_ string: String) {
    guard string.utf8.contains(0x3A) else { return nil }
    let bytes = Array(string.utf8)
    // Java puts its own word in front of the address.
    let first = bytes.starts(with: "jdbc:".utf8) ? 5 : 0
    guard let colon = Self.authority(in: bytes, from: first), colon > first,
      bytes[first..<colon].allSatisfy({ Self.isSchemeByte($0) })
    else { return nil }
    text = bytes
    schemeRange = first..<colon
    let start = colon + 3
    var end = start
    while end < bytes.count, ![0x2F, 0x3F, 0x23].contains(bytes[end]) { end += 1 }
    // A password may hold "/" or "?" unescaped; the last "@" before the path ends the user part.
    if let at = bytes[start...].lastIndex(of: 0x40), at >= end,
      bytes[start..<at].contains(0x3A), !bytes[start..<at].contains(0x20),
      !bytes[end..<at].contains(0x3D)
    {
      end = at + 1
      while end < bytes.count, ![0x2F, 0x3F, 0x23].contains(bytes[end]) { end += 1 }
    }
    var host = start..<end
    if let at = bytes[start..<end].lastIndex(of: 0x40) {
      host = (at + 1)..<end
      if let separator = bytes[start..<at].firstIndex(of: 0x3A) {
        userRange = start..<separator
        passwordRange = (separator + 1)..<at
      } else {
        userRange = start..<at
      }
    }
    let isBracketed = host.first.map { bytes[$0] == 0x5B } ?? false
    if !isBracketed, let port = bytes[host].lastIndex(of: 0x3A) {
      host = host.lowerBound..<port
    } else if isBracketed, let close = bytes[host].firstIndex(of: 0x5D) {
      host = (host.lowerBound + 1)..<close
    }
    hostRange = host
    if let question = bytes[end...].firstIndex(of: 0x3F) {
      let fragment = bytes[question...].firstIndex(of: 0x23) ?? bytes.count
      queryRange = (question + 1)..<fragment
    }
  }

  package var scheme: String { string(schemeRange).lowercased() }
  package var host: String { string(hostRange).lowercased() }
  package var user: String? { userRange.map { string($0) } }
  package var password: String? { passwordRange.map { string($0) } }

  package func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }

  /// The parameters of the query with the offsets of their values.
  package var parameters: [(name: String, value: String, range: Range<Int>)] {
    guard let queryRange else { return [] }
    var result: [(name: String, value: String, range: Range<Int>)] = []
    for part in text[queryRange].split(separator: 0x26) {
      let equals = part.firstIndex(of: 0x3D) ?? part.endIndex
      let value = min(equals + 1, part.endIndex)..<part.endIndex
      result.append(
        (string(part.startIndex..<equals).lowercased(), string(value), value))
    }
    return result
  }

  /// Whether the host is one that only this machine or its own network reaches.
  package var isPrivateHost: Bool { HostName.isPrivate(host) }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2B
      || byte == 0x2D || byte == 0x2E
  }

  /// Where `://` stands first.
  private static func authority(in bytes: [UInt8], from: Int) -> Int? {
    guard bytes.count >= from + 3 else { return nil }
    return (from...bytes.count - 3).first {
      bytes[$0] == 0x3A && bytes[$0 + 1] == 0x2F && bytes[$0 + 2] == 0x2F
    }
  }
}

/// What a host's name says of where it can be reached.
package enum HostName {
  package static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host == "::"
      || host == "0.0.0.0" || host.hasPrefix("::ffff:127.")
      || host.hasPrefix("127.") || host == "host.docker.internal"
  }

  /// Loopback, a bare service name, an address of a private network or of the link (RFC 1918,
  /// RFC 3927, RFC 4193, RFC 4291, RFC 6598) or a private domain.
  package static func isPrivate(_ host: String) -> Bool {
    if host.isEmpty || isLoopback(host) { return true }
    if host.contains(":") {
      return ["fd", "fc", "fe8", "fe9", "fea", "feb"].contains { host.hasPrefix($0) }
    }
    if !host.contains(".") { return true }
    if let octets = ipv4(host) {
      return octets[0] == 10 || (octets[0] == 192 && octets[1] == 168)
        || (octets[0] == 172 && (16...31).contains(octets[1]))
        || (octets[0] == 169 && octets[1] == 254)
        || (octets[0] == 100 && (64...127).contains(octets[1]))
    }
    let privateEndings = [
      ".local", ".internal", ".lan", ".svc", ".cluster.local", ".test", ".localdomain",
      ".home.arpa", ".intranet", ".private", ".corp", ".home", ".consul", ".default",
    ]
    return privateEndings.contains { host.hasSuffix($0) }
  }

  private static func ipv4(_ host: String) -> [Int]? {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let octets = parts.compactMap { part in Int(part).flatMap { (0...255).contains($0) ? $0 : nil }
    }
    return parts.count == 4 && octets.count == 4 ? octets : nil
  }
}
