import ConfigGuard
import RulePacks

/// The containers of a container app or job.
enum AzureContainers {
  /// Reads the value of a variable or a secret.
  typealias ValueSetting = (
    _ reading: DocumentReading, _ key: NodeIndex, _ value: NodeIndex, _ path: String
  ) -> Setting?

  static func read(
    _ properties: NodeIndex, app: String, into reading: inout DocumentReading,
    setting: ValueSetting
  ) {
    let tree = reading.tree
    guard let template = tree.value("template", in: properties) else { return }
    let secrets = secrets(of: properties, &reading)
    let replicas = tree.value("scale", in: template).flatMap {
      reading.count("maxReplicas", in: $0)
    }
    var isUsed: Set<String> = []
    for list: StaticString in ["containers", "initContainers"] {
      guard let containers = tree.value(list, in: template) else { continue }
      for item in tree.items(of: containers) where tree.isMapping(item) {
        let own = tree.string("name", in: item).flatMap {
          AzureExpression.isExpression($0) ? nil : $0
        }
        var workload = reading.workload(
          own.map { $0 == app ? $0 : "\(app)/\($0)" } ?? app, at: item)
        workload.image = tree.string("image", in: item)
        workload.setCommand(reading.command(["command", "args"], in: item))
        workload.replicas = replicas
        let path = "\(workload.name).env"
        let variables = reading.pairs("env", in: item, name: "name") { reading, pair, key in
          variable(pair, key, secrets, path: path, reading, &isUsed, setting)
        }
        for variable in variables { workload.set(variable) }
        reading.workloads.append(workload)
      }
    }
    for (name, secret) in secrets.sorted(by: { $0.value.key < $1.value.key })
    where !isUsed.contains(name) {
      guard let value = secret.value,
        var kept = setting(reading, secret.key, value, "\(app).secrets.\(name)")
      else { continue }
      kept.isDeclaredSecret = true
      reading.settings.append(kept)
    }
  }

  private struct Secret {
    let key: NodeIndex
    /// Nil for one that is kept in a vault.
    let value: NodeIndex?
  }

  private static func secrets(
    of properties: NodeIndex, _ reading: inout DocumentReading
  ) -> [String: Secret] {
    let tree = reading.tree
    guard let configuration = tree.value("configuration", in: properties),
      let entry = tree.entry("secrets", in: configuration), tree.isSequence(entry.value)
    else { return [:] }
    reading.claim(entry.key)
    var secrets: [String: Secret] = [:]
    for item in tree.items(of: entry.value) {
      guard let name = tree.value("name", in: item), tree.isScalar(name) else { continue }
      secrets[tree.text(of: tree.target(of: name))] = Secret(
        key: name, value: tree.value("value", in: item))
    }
    return secrets
  }

  private static func variable(
    _ pair: NodeIndex, _ key: NodeIndex, _ secrets: [String: Secret], path: String,
    _ reading: DocumentReading, _ isUsed: inout Set<String>, _ setting: ValueSetting
  ) -> Setting? {
    let tree = reading.tree
    let own = "\(path).\(tree.text(of: tree.target(of: key)))"
    if let value = tree.value("value", in: pair) { return setting(reading, key, value, own) }
    guard let reference = tree.value("secretRef", in: pair), tree.isScalar(reference) else {
      return reading.supplied(key, path: path, form: .empty)
    }
    let name = tree.text(of: tree.target(of: reference))
    guard let value = secrets[name]?.value, var held = setting(reading, key, value, own) else {
      return reading.supplied(
        key, path: path, form: .reference("a secret of the app"), isSecret: true)
    }
    isUsed.insert(name)
    held.isDeclaredSecret = true
    held.uses.append(
      Layer(
        source: "secretRef",
        place: Place(reading.file, tree.textRange(of: tree.target(of: reference)))))
    return held
  }
}
