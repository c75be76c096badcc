import ConfigGuard
package import RulePacks

/// How kubectl reaches clusters, with the keys and tokens of users
/// (kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig).
package enum Kubeconfig: ManifestFormat {
  package static let name = "kubeconfig"
  private static let secrets: Set<String> = [
    "client-key-data", "token", "password", "id-token", "refresh-token", "access-token",
    "client-secret",
  ]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    guard tree.isMapping(root), let kind = tree.scalar("kind", in: root),
      tree.hasText(of: kind, "Config")
    else { return false }
    return tree.value("users", in: root) != nil && tree.value("clusters", in: root) != nil
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    let users = tree.value("users", in: root).map { tree.items(of: $0) } ?? []
    for item in users {
      guard let user = tree.value("user", in: tree.target(of: item)) else { continue }
      readSecrets(user, path: "users.user", into: &reading)
      // An identity provider of its own keeps its tokens one level further down.
      if let provider = tree.value("auth-provider", in: user),
        let table = tree.value("config", in: provider)
      {
        readSecrets(table, path: "users.user.auth-provider.config", into: &reading)
      }
    }
    var walk = SettingWalk(
      reading, syntax: .none,
      skipping: { key in
        secrets.contains(tree.text(of: key))
      })
    walk.visit(root)
    reading.settings += walk.settings
  }

  private static func readSecrets(
    _ table: NodeIndex, path: String, into reading: inout DocumentReading
  ) {
    let tree = reading.tree
    guard tree.isMapping(tree.target(of: table)) else { return }
    for entry in tree.entries(of: tree.target(of: table)) {
      let name = tree.text(of: tree.target(of: entry.key))
      guard secrets.contains(name),
        var setting = reading.setting(
          key: entry.key, value: entry.value, keyPath: "\(path).\(name)", syntax: .none)
      else { continue }
      setting.isDeclaredSecret = true
      if name == "client-key-data", let text = setting.value.literal.flatMap(Base64.decodedText) {
        setting.isEncoded = true
        setting.value.isExact = false
        setting.value.text = text
        setting.value.effective = text
      }
      reading.settings.append(setting)
    }
  }
}
