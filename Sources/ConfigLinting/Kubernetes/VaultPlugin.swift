import ConfigGuard
import RulePacks

/// The plugin of Argo CD that fills in values from a store of secrets: in an object with its
/// annotation every `<key>` stands for a value (argocd-vault-plugin.readthedocs.io/en/stable/howitworks).
enum VaultPlugin {
  static func fillsIn(_ metadata: NodeIndex?, in tree: DocumentTree) -> Bool {
    guard let metadata, let annotations = tree.value("annotations", in: metadata) else {
      return false
    }
    return tree.value("avp.kubernetes.io/path", in: annotations) != nil
  }

  /// Whether a text has a `<key>` in it.
  static func hasPlaceholder(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let open = bytes.firstIndex(of: UInt8(ascii: "<")) else { return false }
    return bytes[open...].dropFirst(2).contains(UInt8(ascii: ">"))
  }
}

extension DocumentReading {
  /// The value of a text, after what fills in the document's placeholders has been thought of.
  func filledIn(_ value: consuming Value) -> Value {
    guard hasVaultPlugin, value.form == .literal, VaultPlugin.hasPlaceholder(value.text) else {
      return value
    }
    value.form = .reference("a value that Argo CD fills in")
    value.effective = nil
    return value
  }
}
