import ConfigGuard
import RulePacks

/// What makes two settings lead to one database.
enum DatabaseIdentity: Hashable {
  /// A server's name, with the namespace in a cluster, and its port; 0 where nothing states one.
  case host(String, port: Int)
  case supplier(Setting.Supplier)
  /// The contract says so of the variable.
  case contract(String, namespace: String)
}

/// The parts of a database's address that a budget asks for.
struct DatabaseAddress {
  private(set) var host: String?
  private(set) var port = 0
  private(set) var pool: ConnectionFactor?

  init(_ setting: Setting, _ budget: ConnectionBudget) {
    guard let text = Self.text(of: setting.value) else { return }
    if let url = URLParts(text) {
      read(url, setting, budget)
    } else {
      readPairs(of: text, setting, budget)
    }
  }

  /// What a value comes to, or what is written around its references.
  static func text(of value: Value) -> String? {
    if let literal = value.literal { return literal }
    if case .reference = value.form { return value.text }
    return nil
  }

  private mutating func read(_ url: URLParts, _ setting: Setting, _ budget: ConnectionBudget) {
    let scheme = url.scheme.split(separator: "+").first.map(String.init) ?? url.scheme
    guard let usual = budget.schemes[scheme], Self.isName(url.host) else { return }
    host = url.host
    let rest = url.text[url.hostRange.upperBound...].drop { $0 == 0x5D }
    port = usual
    if rest.first == 0x3A {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      port = Int(String(decoding: digits, as: UTF8.self)) ?? 0
    }
    for parameter in url.parameters where budget.parameters.contains(parameter.name) {
      guard let number = ConnectionFactor.count(parameter.value) else { continue }
      pool = ConnectionFactor(
        number: number, place: Self.place(of: parameter.range, url.text.count, setting))
    }
  }

  /// `Host=db;Port=5432;Maximum Pool Size=20`.
  private mutating func readPairs(
    of text: String, _ setting: Setting, _ budget: ConnectionBudget
  ) {
    guard text.contains("="), !text.contains("\""), !text.contains("'") else { return }
    var offset = 0
    for part in text.utf8.split(separator: 0x3B, omittingEmptySubsequences: false) {
      defer { offset += part.count + 1 }
      guard let equals = part.firstIndex(of: 0x3D) else { continue }
      let name = String(decoding: part[..<equals], as: UTF8.self).lowercased()
        .filter { $0 != " " && $0 != "_" }
      let value = part[part.index(after: equals)...]
      let string = String(decoding: value, as: UTF8.self).trimmedASCII
      switch name {
      case "host", "server":
        if Self.isName(string.lowercased()) { host = string.lowercased() }
      case "port": port = Int(string) ?? 0
      default:
        guard budget.parameters.contains(name), let number = ConnectionFactor.count(string) else {
          continue
        }
        let start = offset + part.count - value.count
        pool = ConnectionFactor(
          number: number,
          place: Self.place(of: start..<(offset + part.count), text.utf8.count, setting))
      }
    }
  }

  /// The place of a part of a value, or of all of it where its text stands in the file differently.
  private static func place(of part: Range<Int>, _ count: Int, _ setting: Setting) -> Place {
    let range = setting.value.range
    guard setting.value.isExact, count == range.count else { return setting.place }
    return Place(
      setting.file,
      SourceRange(start: range.start + part.lowerBound, end: range.start + part.upperBound))
  }

  /// Whether a text is the name of a host that others reach, too.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 253 && !HostName.isLoopback(text)
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x2E
          || $0 == 0x5F
      }
  }
}
