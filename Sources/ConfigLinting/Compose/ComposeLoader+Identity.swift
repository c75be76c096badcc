import RulePacks

extension ComposeLoader {
  /// A mapping, or a list of `KEY=value`, as a mapping.
  ///
  /// The value of an item is text of the item's node; an item without one has an empty list.
  func keyed(_ node: LayeredNode) -> LayeredNode {
    guard node.isSequence || node.isScalar && !document.isNull(node) else {
      return withFlatLists(node)
    }
    var table = ComposeTable()
    for item in node.isSequence ? node.items : [node] where !isReset(item) {
      guard let entry = keyValue(item) else { continue }
      table.addAbove(entry) { own, _ in own }
    }
    var result = node
    result.content = .mapping(table.entries)
    return result
  }

  private func withFlatLists(_ node: LayeredNode) -> LayeredNode {
    var result = node
    result.content = .mapping(ComposeTable(node.entries).entries)
    return result
  }

  /// The entry that an item of a list stands for; nil where it has no text.
  func keyValue(_ item: LayeredNode) -> LayeredNode.Entry? {
    guard let written = document.text(of: item), !written.isEmpty else { return nil }
    let equals = written.utf8.firstIndex(of: UInt8(ascii: "="))
    let own = String(written[..<(equals ?? written.endIndex)])
    // Only in a list can a reference stand for a name.
    let name = origins[item.origin].interpolated(own) ?? own
    let key = LayeredNode(.text(name), origin: item.origin, index: item.index)
    var value = item
    value.content =
      equals.map { .text(String(written[written.utf8.index(after: $0)...])) } ?? .sequence([])
    return LayeredNode.Entry(name: name, key: key, value: value)
  }

  /// Whether an entry of a mapping names a variable and leaves its value to the surroundings.
  func isBare(_ value: LayeredNode) -> Bool {
    if value.isSequence { return value.items.isEmpty }
    return value.isScalarOfFile && origins[value.origin].isNull(value.index)
  }

  // MARK: items of lists

  /// What makes two items of a list the same element.
  func identity(of item: LayeredNode, _ rule: ComposeMergeRule) -> String? {
    switch rule {
    case .environmentFiles:
      let path = item.isMapping ? item["path"] : item
      // The same text means another file where it counts from another folder.
      return path.flatMap { text(of: $0) }.map { "\(origins[item.origin].directory)|\($0)" }
    case .ports: return item.isMapping ? portIdentity(item) : text(of: item)
    case .volumes: return item.isMapping ? text(of: item["target"]) : volumeTarget(item)
    case .mounts:
      if item.isMapping, let target = text(of: item["target"]) { return target }
      return text(of: item.isMapping ? item["source"] : item).map { "/\($0)" }
    default:
      return text(of: item).map { text in
        String(text.prefix { $0 != "=" })
      }
    }
  }

  func text(of node: LayeredNode?) -> String? {
    guard let node, let text = document.text(of: node) else { return nil }
    return origins[node.origin].interpolated(text) ?? text
  }

  private func portIdentity(_ item: LayeredNode) -> String {
    let parts = ["host_ip", "published", "target", "protocol"].map { text(of: item[$0]) }
    return [parts[0] ?? "0.0.0.0", parts[1] ?? "", parts[2] ?? "", parts[3] ?? "tcp"]
      .joined(separator: ":")
  }

  /// Where `source:target:mode` puts a volume; a Windows drive is no part of its own.
  private func volumeTarget(_ item: LayeredNode) -> String? {
    guard let text = text(of: item) else { return nil }
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 1, parts[0].utf8.count == 1 {
      parts[0] += ":" + parts.remove(at: 1)
    }
    return parts.count > 1 ? parts[1] : parts[0]
  }
}
