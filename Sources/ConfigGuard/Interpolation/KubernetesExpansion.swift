/// The `$(NAME)` of Kubernetes: references to other variables in values, commands and arguments.
///
/// `$$` is a dollar sign, a reference to what is not set stays as it is, and a dollar sign before
/// anything else means itself (kubernetes.io/docs/tasks/inject-data-application,
/// k8s.io/kubernetes/third_party/forked/golang/expansion).
package struct KubernetesExpansion: Sendable {
  package enum Part: Sendable, Hashable {
    case text(String)
    case reference(String)
  }

  package private(set) var parts: [Part] = []
  /// Whether a dollar sign was written twice to stand for itself.
  package private(set) var hasEscapes = false

  /// The longest text that Linux hands to a process as one variable.
  package static let longest = 131_072

  package init(_ text: String) {
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    var index = 0
    // The closing parenthesis is looked for once, not from each opening one anew.
    let lastClose = bytes.lastIndex(of: 0x29) ?? -1
    while index < bytes.count {
      guard bytes[index] == 0x24, index + 1 < bytes.count else {
        plain.append(bytes[index])
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case 0x24:
        plain.append(0x24)
        hasEscapes = true
        index += 2
      case 0x28 where lastClose > index:
        let name = bytes[(index + 2)...].prefix { $0 != 0x29 }
        if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
        plain = []
        parts.append(.reference(String(decoding: name, as: UTF8.self)))
        index = name.endIndex + 1
      default:
        plain += [0x24, bytes[index + 1]]
        index += 2
      }
    }
    if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
  }

  package var names: [String] {
    parts.compactMap { if case .reference(let name) = $0 { name } else { nil } }
  }

  /// The text with every reference replaced; nil where one of them is not known here, or where the
  /// text becomes too long for any process.
  package func expanded(_ lookup: (String) -> String?) -> String? {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .reference(let name):
        guard let text = lookup(name) else { return nil }
        result += text
      }
      if result.utf8.count > Self.longest { return nil }
    }
    return result
  }
}
