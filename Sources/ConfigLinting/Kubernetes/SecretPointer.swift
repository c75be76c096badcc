import RulePacks

/// Keys whose values say where a secret is, although they are called as if they held it.
enum SecretPointer {
  /// Groups of objects that make Secrets out of ciphertext or of what a store holds.
  private static let groups: [String] = [
    "external-secrets.io", "bitnami.com", "secrets-store.csi.x-k8s.io", "secrets.hashicorp.com",
    "onepassword.com", "secrets.infisical.com", "secrets.doppler.com", "k8s.bitwarden.com",
    "spv.no", "secretgenerator.mittwald.de",
  ]
  private static let keys: Set<String> = [
    "encryptedData", "secretKey", "secretKeyName", "remoteKey", "property", "objects",
  ]
  private static let names: [StaticString] = [
    "secretName", "existingSecret", "existingSecretName", "secretRef",
  ]

  static func isGroup(_ version: String) -> Bool {
    let group = version.prefix { $0 != "/" }
    return groups.contains { group == $0 || group.hasSuffix("." + $0) }
  }

  static func isKey(_ key: NodeIndex, in tree: DocumentTree) -> Bool {
    keys.contains(tree.text(of: key))
  }

  /// Whether a mapping names a Secret, so that its `secretKey` is a key there.
  @inline(__always)
  static func isKeyOfNamed(
    _ key: NodeIndex, in mapping: NodeIndex, _ tree: DocumentTree
  ) -> Bool {
    // Hardly any key is so long.
    tree.nodes[key].textCount == 9 && isSecretKey(key, in: mapping, tree)
  }

  private static func isSecretKey(
    _ key: NodeIndex, in mapping: NodeIndex, _ tree: DocumentTree
  ) -> Bool {
    guard tree.withText(of: key, { $0.elementsEqual("secretKey".utf8) }) else { return false }
    return names.contains { name in
      tree.value(name, in: mapping).map { tree.isScalar($0) && !tree.isNull($0) } ?? false
    }
  }
}
