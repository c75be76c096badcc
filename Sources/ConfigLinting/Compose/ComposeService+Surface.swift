import ConfigGuard
import RulePacks

/// What a service shows to the outside: its volumes, its ports, its health.
extension ComposeService {
  /// Whether a volume keeps what the service writes.
  ///
  /// A named volume does, and a folder of the host where programs keep their data. An anonymous
  /// volume is left behind with its container.
  func keepsData(in volumes: [ComposeVolume]?) -> Bool? {
    guard let volumes else { return isOpen ? nil : false }
    var isUnknown = isOpen
    for volume in volumes {
      guard let keepsData = volume.keepsData else {
        isUnknown = true
        continue
      }
      if keepsData { return true }
    }
    return isUnknown ? nil : false
  }

  private var isOpen: Bool { loader.hasUnreadParts }

  private func text(_ node: LayeredNode?) -> String? { values.project.text(node) }

  /// Whether a port is published on an address that others reach.
  func isPublished() -> Bool? {
    if text(attributes[.networkMode]) == "host" { return true }
    guard let list = attributes[.ports] else { return isOpen ? nil : false }
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
    let text = port.utf8
    guard !text.contains(UInt8(ascii: "$")) else { return nil }
    if text.first == UInt8(ascii: "[") {
      return isReachable(String(Substring(text.dropFirst().prefix { $0 != UInt8(ascii: "]") })))
    }
    guard let last = text.lastIndex(of: UInt8(ascii: ":")),
      let colon = text[..<last].lastIndex(of: UInt8(ascii: ":"))
    else { return true }
    return isReachable(String(port[..<colon]))
  }

  private static func isReachable(_ host: String) -> Bool? {
    if host.contains("$") { return nil }
    return !(host == "localhost" || host == "::1" || host.hasPrefix("127."))
  }

  /// Whether the service or its image has a health check; nil where the image is not read.
  func isProbed() -> Bool? {
    if let check = attributes[.healthcheck] {
      guard check.isMapping else { return loader.document.isNull(check) ? imageIsProbed() : nil }
      if text(check["disable"]) == "true" { return false }
      guard let test = check["test"] else { return imageIsProbed() == true ? true : nil }
      return text(test.isSequence ? test.firstItem : test) != "NONE"
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
