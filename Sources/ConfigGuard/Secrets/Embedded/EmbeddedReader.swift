import RulePacks

/// Takes values apart in which secrets stand under names of their own: connection strings,
/// addresses, commands, headers, JSON.
///
/// The names are judged as keys are, by their words. One look at the bytes decides whether a value
/// is read at all, and what is read is read in linear time.
package final class EmbeddedReader {
  /// Longer texts are files rather than values.
  package static let longest = 65_536
  private static let shortest = 5

  let index: RuleIndex
  let keys: KeyTable
  private(set) lazy var clients = ClientOptions(list("client-option"))
  private(set) lazy var schemes = Set(list("authentication-scheme"))
  private(set) lazy var types = Set(list("type-name"))
  /// Words of names that are a user's name inside of a value, and elsewhere an id.
  private(set) lazy var userKeys = Set(
    list("login-name").map { $0.split(separator: " ").map(String.init) })

  package init(_ index: RuleIndex) {
    self.index = index
    keys = KeyTable(index)
  }

  private func list(_ name: String) -> [String] { index.vocabulary.lists[name] ?? [] }

  /// The secrets inside a setting's value, and what they default to.
  package func parts(of setting: Setting) -> EmbeddedParts {
    if let arguments = setting.arguments {
      var scan = EmbeddedScan(self, setting)
      scan.readCommand(arguments)
      return scan.finished()
    }
    switch setting.value.form {
    case .literal:
      guard let items = setting.value.items else { return read(setting) }
      var scan = EmbeddedScan(self, setting)
      scan.readList(items, isWhole: !setting.value.hasOtherItems)
      return scan.finished()
    case .template: return read(setting)
    // References of other kinds are names from end to end.
    case .reference where setting.value.text.utf8.contains(0x24): return read(setting)
    default: return EmbeddedParts()
    }
  }

  /// The secrets in what stands in for a value that is not set.
  package func parts(ofDefault fallback: Value.Fallback, of setting: Setting) -> EmbeddedParts {
    read(setting, fallback.text, at: fallback.range, isExact: true)
  }

  private func read(_ setting: Setting) -> EmbeddedParts {
    read(setting, setting.value.text, at: setting.value.range, isExact: setting.value.isExact)
  }

  private func read(
    _ setting: Setting, _ text: String, at range: SourceRange, isExact: Bool
  ) -> EmbeddedParts {
    let signs = TextSigns(text)
    guard mayHold(text, signs, setting) else { return EmbeddedParts() }
    var scan = EmbeddedScan(self, setting)
    scan.read(EmbeddedText(text, at: range, isExact: isExact), signs)
    return scan.finished()
  }

  private func mayHold(_ text: String, _ signs: TextSigns, _ setting: Setting) -> Bool {
    let count = text.utf8.count
    guard count >= Self.shortest, count <= Self.longest else { return false }
    if !signs.isDisjoint(with: .telling) { return true }
    if setting.info.holdsLogin { return true }
    return signs.contains([.colon, .at])
  }

  func role(_ name: String, below ancestors: [String]) -> String {
    index.role(of: keys.info(name), ancestors: ancestors)
  }
}

/// What one look at the bytes of a value shows.
struct TextSigns: OptionSet {
  let rawValue: Int

  static let equals = TextSigns(rawValue: 1)
  static let colon = TextSigns(rawValue: 2)
  /// A hyphen where a word begins.
  static let option = TextSigns(rawValue: 4)
  /// A bracket or a brace in front.
  static let bracket = TextSigns(rawValue: 8)
  static let semicolon = TextSigns(rawValue: 16)
  static let comma = TextSigns(rawValue: 32)
  static let blank = TextSigns(rawValue: 64)
  static let newline = TextSigns(rawValue: 128)
  static let address = TextSigns(rawValue: 256)
  static let slash = TextSigns(rawValue: 512)
  static let at = TextSigns(rawValue: 1024)
  /// It begins as base64 of an object does.
  static let encodedObject = TextSigns(rawValue: 2048)

  /// Without one of these little can be inside.
  static let telling: TextSigns = [.equals, .option, .bracket, .encodedObject, .blank]

  init(rawValue: Int) { self.rawValue = rawValue }

  init(_ text: String) {
    self = text.withBytes { TextSigns($0) }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self = []
    var last: UInt8 = 0x20
    var beforeLast: UInt8 = 0
    for byte in bytes.prefix(EmbeddedReader.longest) {
      switch byte {
      case UInt8(ascii: ":"): insert(.colon)
      case UInt8(ascii: ";"): insert(.semicolon)
      case UInt8(ascii: ","): insert(.comma)
      case UInt8(ascii: "@"): insert(.at)
      case UInt8(ascii: "-"): if last <= 0x20 || last == 0x22 || last == 0x27 { insert(.option) }
      case UInt8(ascii: "/"):
        insert(last == byte && beforeLast == UInt8(ascii: ":") ? .address : .slash)
      case 0x20, 0x09: insert(.blank)
      case 0x0A, 0x0D: insert(.newline)
      default: break
      }
      // At the end it is base64's.
      if last == UInt8(ascii: "="), byte != last { insert(.equals) }
      beforeLast = last
      last = byte
    }
    guard let first = bytes.first(where: { $0 > 0x20 }) else { return }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { insert(.bracket) }
    if bytes.count >= 16, bytes[0] == UInt8(ascii: "e"), [0x79, 0x77].contains(bytes[1]) {
      insert(.encodedObject)
    }
  }
}
