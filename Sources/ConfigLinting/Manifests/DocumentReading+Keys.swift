import ConfigGuard
import RulePacks

extension DocumentReading {
  /// What is known of a key that is written out where it stands.
  @inline(__always)
  func info(of key: NodeIndex) -> KeyInfo {
    if let text = tree.writtenText(of: key) { return keys.info(text) }
    return tree.withText(of: key) { [keys] in keys.info($0) }
  }

  /// The words of several keys, one after the other.
  func words(of path: [NodeIndex]) -> [String] {
    var words: [String] = []
    for key in path { words += self.words(of: key) }
    return words
  }

  /// The names of several keys and that of one below them.
  func keyPath(_ path: [NodeIndex], _ key: NodeIndex) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(Self.usualKey * (path.count + 1))
    for key in path {
      add(key, to: &text)
      text.append(UInt8(ascii: "."))
    }
    add(key, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static let usualKey = 12

  private func add(_ key: NodeIndex, to text: inout [UInt8]) {
    guard case .scalar = tree.nodes[key].kind else { return }
    if let name = tree.writtenText(of: key) {
      text.append(contentsOf: name)
    } else {
      tree.withText(of: key) { text.append(contentsOf: $0) }
    }
  }
}
