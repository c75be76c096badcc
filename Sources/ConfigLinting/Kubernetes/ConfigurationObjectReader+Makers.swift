import ConfigGuard
import RulePacks

/// What makes Secrets of a name whose values are kept elsewhere.
extension ConfigurationObjectReader {
  func readMaker(_ kind: String, into reading: inout DocumentReading) {
    switch kind {
    case "ExternalSecret": readExternalSecret(into: &reading)
    case "SealedSecret": readSealedSecret(into: &reading)
    case "SecretProviderClass": readProviderClass(into: &reading)
    default: readNamed(kind, into: &reading)
    }
  }

  /// Its keys are listed, or all those that a store has (external-secrets.io/latest/api/externalsecret).
  private func readExternalSecret(into reading: inout DocumentReading) {
    let tree = reading.tree
    guard let spec = tree.value("spec", in: root) else { return }
    let target = tree.value("target", in: spec)
    guard
      var object = object(
        "ExternalSecret", in: [target, metadata].compactMap { $0 }, reading)
    else { return }
    for item in tree.value("data", in: spec).map({ tree.items(of: $0) }) ?? [] {
      guard let key = tree.value("secretKey", in: item), tree.isScalar(key) else { continue }
      object.set(keptElsewhere(key, "spec.data", "a secret store", reading))
    }
    let template = target.flatMap { tree.value("template", in: $0) }
    if let template {
      for entry in entries("data", in: template, reading) {
        object.set(keptElsewhere(entry.key, "spec.target.template.data", "a template", reading))
      }
    }
    let policy = target.flatMap { tree.string("creationPolicy", in: $0) } ?? "Owner"
    object.mergesIntoSecret = policy == "Merge" || policy == "None"
    if tree.value("dataFrom", in: spec) != nil || policy == "Merge" || policy == "None"
      || template.flatMap({ tree.value("templateFrom", in: $0) }) != nil
    {
      object.isComplete = false
    }
    add(object, to: &reading)
  }

  /// Its keys are those that are encrypted (github.com/bitnami-labs/sealed-secrets).
  private func readSealedSecret(into reading: inout DocumentReading) {
    let tree = reading.tree
    guard let spec = tree.value("spec", in: root) else { return }
    let template = tree.value("template", in: spec)
    let places = [template.flatMap { tree.value("metadata", in: $0) }, metadata]
    guard var object = object("SealedSecret", in: places.compactMap { $0 }, reading) else { return }
    for entry in entries("encryptedData", in: spec, reading) {
      object.set(keptElsewhere(entry.key, "spec.encryptedData", "a sealed secret", reading))
    }
    if let template {
      for entry in entries("data", in: template, reading) {
        object.set(keptElsewhere(entry.key, "spec.template.data", "a template", reading))
      }
    }
    add(object, to: &reading)
  }

  /// Its `secretObjects` are Secrets (secrets-store-csi-driver.sigs.k8s.io/topics).
  private func readProviderClass(into reading: inout DocumentReading) {
    let tree = reading.tree
    guard let list = tree.node(at: ["spec", "secretObjects"], from: root) else { return }
    for item in tree.items(of: list) {
      guard let name = tree.value("secretName", in: item),
        var object = object(
          ConfigurationObject.secret, named: name, maker: "SecretProviderClass", reading)
      else { continue }
      for entry in tree.value("data", in: item).map({ tree.items(of: $0) }) ?? [] {
        guard let key = tree.value("key", in: entry), tree.isScalar(key) else { continue }
        object.set(keptElsewhere(key, "spec.secretObjects", "a secret store", reading))
      }
      add(object, to: &reading)
    }
  }

  /// Kinds that name the Secret they write; which keys it has is known only to them.
  private static let nameFields: [String: [[StaticString]]] = [
    "Certificate": [["spec", "secretName"]],
    "VaultStaticSecret": [["spec", "destination", "name"]],
    "VaultDynamicSecret": [["spec", "destination", "name"]],
    "VaultPKISecret": [["spec", "destination", "name"]],
    "OnePasswordItem": [["metadata", "name"]],
    "InfisicalSecret": [
      ["spec", "managedSecretReference", "secretName"]
    ],
    "DopplerSecret": [["spec", "managedSecret", "name"]],
    "BitwardenSecret": [["spec", "secretName"]],
    "AzureKeyVaultSecret": [["spec", "output", "secret", "name"]],
    "ClusterExternalSecret": [
      ["spec", "externalSecretName"], ["spec", "externalSecretSpec", "target", "name"],
    ],
  ]

  private func readNamed(_ kind: String, into reading: inout DocumentReading) {
    for path in Self.nameFields[kind] ?? [] {
      guard let node = reading.tree.node(at: path, from: root),
        var object = object(ConfigurationObject.secret, named: node, maker: kind, reading)
      else { continue }
      object.isComplete = false
      // It writes into namespaces of its own choice.
      if kind == "ClusterExternalSecret" { object.name.namespace = "" }
      add(object, to: &reading)
    }
  }

  /// A Secret called as the first of several mappings says.
  private func object(
    _ maker: String, in places: [NodeIndex], _ reading: DocumentReading
  ) -> ConfigurationObject? {
    for place in places {
      guard let name = reading.tree.value("name", in: place) else { continue }
      return object(ConfigurationObject.secret, named: name, maker: maker, reading)
    }
    return nil
  }
}
