@testable import ConfigGuard
@testable import ConfigLinting

/// Makes values of patterns, so that nothing that looks like a token stands in a file.
///
/// A pattern is text with generators: `{hex:N}`, `{b64:N}` and `{b64url:N}` of N bytes, `{alnum:N}`,
/// `{base58:N}`, `{upper:N}`, `{lower:N}`, `{digits:N}`, `{password:N}`, `{words:N:separator}`,
/// `{uuid}`, `{pem64:LABEL:N}` (PEM of N bytes, in base64 once more), `{login64:N}` (a user's name and
/// password of N bytes together, in base64), and `{cat}`, which is no text at all. `\n` is a line
/// break, other braces are text.
struct ValueGenerator {
  private var state: UInt64

  init(seed: String) {
    // FNV-1a; the state then goes through SplitMix64.
    state = seed.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  mutating func value(of pattern: String) -> String {
    var value = ""
    var rest = Substring(pattern)
    while let first = rest.first {
      if first == "{", let close = rest.firstIndex(of: "}"),
        let made = text(of: rest[rest.index(after: rest.startIndex)..<close])
      {
        value += made
        rest = rest[rest.index(after: close)...]
      } else if rest.hasPrefix(#"\n"#) {
        value += "\n"
        rest = rest.dropFirst(2)
      } else {
        value.append(first)
        rest = rest.dropFirst()
      }
    }
    return value
  }

  /// The text of one generator, nil for anything else between braces.
  private mutating func text(of generator: Substring) -> String? {
    let parts = generator.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    if generator == "cat" { return "" }
    if generator == "uuid" { return uuid() }
    if parts.count == 3, parts[0] == "pem64", let count = Int(parts[2]) {
      return pem(String(parts[1]), count)
    }
    guard parts.count > 1, let count = Int(parts[1]) else { return nil }
    switch parts[0] {
    case "hex": return digits("0123456789abcdef", count)
    case "b64": return base64(count, .base64)
    case "b64url": return base64(count, .base64URL)
    case "login64":
      let password = mixed([Self.lower, Self.upper, Self.digit], count - 3)
      return Self.base64(of: Array("ci:\(password)".utf8))
    case "alnum": return mixed([Self.lower, Self.upper, Self.digit], count)
    case "base58":
      return digits("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", count)
    // Digits that base 32 and Bech32 have in common.
    case "upper": return digits("ACDEFGHJKLMNPQRSTUVWXYZ234567", count)
    case "lower": return digits(Self.lower, count)
    case "digits": return digits("123456789", 1) + digits(Self.digit, count - 1)
    case "password":
      return mixed([Self.lower, Self.upper, Self.digit, "!*-_.~^+="], count)
    case "words":
      let separator = parts.count == 3 ? String(parts[2]) : " "
      return (0..<count).map { _ in Self.words[below(Self.words.count)] }
        .joined(separator: separator)
    default: return nil
    }
  }

  private static let lower = "abcdefghijklmnopqrstuvwxyz"
  private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  private static let digit = "0123456789"

  private static let words = """
    acorn amber anvil apricot badger ballad banjo barley basalt beacon birch bishop blanket bobbin \
    bramble breeze bronze bucket butter candle canyon carbon cedar chalk cherry cinder clover \
    cobalt comet copper coral cotton cricket crimson dagger daisy dapple desert donkey dragon \
    drizzle eagle ember engine falcon feather fennel ferry fiddle flannel fossil furnace garnet \
    ginger glacier goblet granite gravel hammer harbour hazel heron hickory hollow honey indigo \
    island ivory jasper juniper kernel kettle lantern laurel lemon linen lizard lobster magnet \
    maple marble meadow mitten monsoon mortar mustard needle nettle nutmeg oatmeal obelisk olive \
    onyx orchid otter paddle parsley pebble pepper pewter pickle pillow plume pocket pollen puffin \
    quarry quartz quiver raven ribbon river rocket saddle saffron salmon satchel scarlet shovel \
    silver spindle sparrow spruce starling stirrup summit tallow tangle teapot thicket thimble \
    thunder timber tulip tundra turnip valley velvet violet walnut willow window winter zephyr
    """.split(separator: " ").map(String.init)

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

  private mutating func digits(_ alphabet: String, _ count: Int) -> String {
    let alphabet = Array(alphabet)
    return String((0..<max(count, 0)).map { _ in alphabet[below(alphabet.count)] })
  }

  /// Digits of several alphabets, with at least one of each where there is room, in any order.
  private mutating func mixed(_ alphabets: [String], _ count: Int) -> String {
    var text = alphabets.prefix(max(count, 0)).flatMap { digits($0, 1) }
    text += digits(alphabets.joined(), max(0, count - text.count))
    for index in text.indices.dropFirst() { text.swapAt(index, below(index + 1)) }
    return String(text)
  }

  private mutating func base64(_ count: Int, _ encoding: TokenChecksum.Encoding) -> String {
    let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 24) }
    let text = String(decoding: ChecksumDigits.text(of: bytes, encoding), as: UTF8.self)
    return encoding == .base64URL
      ? text : text + String(repeating: "=", count: (3 - count % 3) % 3)
  }

  private mutating func pem(_ label: String, _ count: Int) -> String {
    // 48 bytes make a line of 64 digits.
    let body = stride(from: 0, to: count, by: 48).map { base64(min(48, count - $0), .base64) }
    let text =
      "-----BEGIN \(label)-----\n\(body.joined(separator: "\n"))\n-----END \(label)-----\n"
    return Self.base64(of: Array(text.utf8))
  }

  private static func base64(of bytes: [UInt8]) -> String {
    String(decoding: ChecksumDigits.text(of: bytes, .base64), as: UTF8.self)
      + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
  }

  private mutating func uuid() -> String {
    let hex = "0123456789abcdef"
    let head = [digits(hex, 8), digits(hex, 4), "4" + digits(hex, 3)]
    return (head + [digits("89ab", 1) + digits(hex, 3), digits(hex, 12)]).joined(separator: "-")
  }
}
