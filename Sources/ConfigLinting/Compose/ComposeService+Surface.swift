import ConfigGuard
import RulePacks

/// What a service shows to the outside: its volumes, its ports, its health.
extension ComposeService {
  /// Whether a volume keeps what the service writes.
  ///
  /// A named volume does, and a folder of the host where programs keep their data. An anonymous
  /// volume is left behind with its container.
  func keepsData(in volumes: [LayeredNode]?) -> Bool? {
    guard let volumes else { return isOpen ? nil : false }
    let verdicts = volumes.map { item in
      item.isMapping ? keepsData(inMapping: item) : keepsData(inText: text(item))
    }
    if verdicts.contains(true) { return true }
    return isOpen || verdicts.contains(nil) ? nil : false
  }

  private var isOpen: Bool { loader.hasUnreadParts }

  private func text(_ node: LayeredNode?) -> String? { values.project.text(node) }

  private func keepsData(inMapping item: LayeredNode) -> Bool? {
    if text(item["read_only"]) == "true" { return false }
    let source = text(item["source"]) ?? ""
    switch text(item["type"]) {
    case "volume": return !source.isEmpty
    case "bind": return Self.isDataFolder(text(item["target"])?[...] ?? "")
    case "tmpfs", "npipe", "image": return false
    case "cluster": return true
    default: return nil
    }
  }

  private func keepsData(inText written: String?) -> Bool? {
    guard let written, !written.utf8.contains(UInt8(ascii: "$")) else { return nil }
    let parts = Self.parts(of: written)
    guard parts.count >= 2 else { return false }
    if parts.count > 2, parts[2].split(separator: ",").contains("ro") { return false }
    let source = parts[0]
    // `C:\…` is a path of the host, too.
    if !source.isEmpty, source.dropFirst().isEmpty { return nil }
    let isFolder = source.utf8.first.map { "/.~".utf8.contains($0) } ?? false
    return isFolder ? Self.isDataFolder(parts[1]) : !source.isEmpty
  }

  /// The parts of `source:target:mode`.
  static func parts(of volume: String) -> [Substring] {
    volume.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// Where images of databases and the like keep their data.
  private static func isDataFolder(_ target: Substring) -> Bool {
    let parts = target.utf8.split(separator: UInt8(ascii: "/"))
    guard let last = parts.last, !last.contains(UInt8(ascii: ".")) else { return false }
    return target.utf8.starts(with: "/var/lib/".utf8)
      || parts.contains { $0.elementsEqual("data".utf8) }
  }

  /// Whether a port is published on an address that others reach.
  func isPublished() -> Bool? {
    if text(attributes["network_mode"]) == "host" { return true }
    guard let list = attributes["ports"] else { return isOpen ? nil : false }
    let verdicts = list.items.map { item in
      item.isMapping
        ? text(item["host_ip"]).map(Self.isReachable) ?? true
        : text(item).flatMap(Self.isPublished)
    }
    if verdicts.contains(true) { return true }
    return isOpen || verdicts.contains(nil) ? nil : false
  }

  /// Whether `[[HOST:]PUBLISHED:]TARGET[/PROTOCOL]` is reached from outside.
  private static func isPublished(_ port: String) -> Bool? {
    guard !port.contains("$") else { return nil }
    if port.hasPrefix("[") {
      let host = port.dropFirst().prefix { $0 != "]" }
      return isReachable(String(host))
    }
    let parts = port.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return true }
    return isReachable(parts.dropLast(2).joined(separator: ":"))
  }

  private static func isReachable(_ host: String) -> Bool? {
    if host.contains("$") { return nil }
    return !(host == "localhost" || host == "::1" || host.hasPrefix("127."))
  }

  /// Whether the service or its image has a health check; nil where the image is not read.
  func isProbed() -> Bool? {
    if let check = attributes["healthcheck"] {
      guard check.isMapping else { return loader.document.isNull(check) ? imageIsProbed() : nil }
      if text(check["disable"]) == "true" { return false }
      guard let test = check["test"] else { return imageIsProbed() == true ? true : nil }
      return text(test.isSequence ? test.items.first : test) != "NONE"
    }
    return isOpen ? nil : imageIsProbed()
  }

  private func imageIsProbed() -> Bool? {
    guard let image = builtImage() else { return nil }
    let checks = image.stages.flatMap(\.instructions).filter { $0.name == "HEALTHCHECK" }
    // The last one of the nearest stage counts.
    guard let last = checks.last else { return false }
    return last.arguments.trimmedASCII.uppercased() != "NONE"
  }
}
