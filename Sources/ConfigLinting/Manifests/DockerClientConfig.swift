import ConfigGuard
package import RulePacks

/// What `docker login` leaves behind: registries with a user's name and password in base64
/// (docs.docker.com/reference/cli/docker/login).
package enum DockerClientConfig: ManifestFormat {
  package static let name = "docker-config"
  private static let secrets: Set<String> = ["auth", "identitytoken", "registrytoken", "password"]

  package static func recognises(_ root: NodeIndex, in tree: DocumentTree, path: String) -> Bool {
    !registries(root, in: tree, path: path).isEmpty
  }

  package static func read(_ root: NodeIndex, into reading: inout DocumentReading) {
    let tree = reading.tree
    for registry in registries(root, in: tree, path: reading.file.path) {
      for entry in tree.entries(of: registry.value) {
        let name = tree.text(of: tree.target(of: entry.key))
        guard secrets.contains(name),
          var setting = reading.setting(
            key: entry.key, value: entry.value, keyPath: "auths.\(name)", syntax: .none)
        else { continue }
        setting.isDeclaredSecret = true
        if name == "auth",
          let credentials = setting.value.literal.flatMap(TokenStructure.credentials)
        {
          setting.isEncoded = true
          setting.value.isExact = false
          setting.value.text = credentials.password
          setting.value.effective = credentials.password
        }
        reading.settings.append(setting)
      }
    }
  }

  /// The entries whose values are what somebody logs in with.
  private static func registries(
    _ root: NodeIndex, in tree: DocumentTree, path: String
  ) -> [(key: NodeIndex, value: NodeIndex)] {
    guard tree.isMapping(root) else { return [] }
    // Few paths are worth taking apart for each of their documents.
    let isOld =
      path.utf8.last.map { $0 | 0x20 } == UInt8(ascii: "g")
      && FilePath.name(of: path).lowercased() == ".dockercfg"
    guard let table = isOld ? root : tree.value("auths", in: root), tree.isMapping(table)
    else { return [] }
    return tree.entries(of: table).filter { entry in
      tree.isMapping(tree.target(of: entry.value))
        && (tree.value("auth", in: entry.value) != nil
          || tree.value("identitytoken", in: entry.value) != nil)
    }
  }
}
