import ConfigGuard
import RulePacks

/// Reads ConfigMaps and Secrets, and what makes some of them.
struct ConfigurationObjectReader {
  let root: NodeIndex
  let metadata: NodeIndex?
  let namespace: String

  /// Reads the values into the document's settings, and what can be referred to by its name into
  /// the declarations.
  func read(_ kind: String, into reading: inout DocumentReading) {
    switch kind {
    case ConfigurationObject.configMap: readConfigMap(into: &reading)
    case ConfigurationObject.secret: readSecret(into: &reading)
    default: readMaker(kind, into: &reading)
    }
  }

  private func readConfigMap(into reading: inout DocumentReading) {
    var object = named(ConfigurationObject.configMap, reading)
    let data = entries("data", in: root, reading)
    let binaryData = entries("binaryData", in: root, reading)
    let leavesOut =
      reading.variableInterest != nil && Self.areDistinct(data + binaryData, reading.tree)
    var passedOver: [PassedOverSettings.Entry] = []
    if leavesOut { passedOver.reserveCapacity(data.count) }
    for entry in data {
      if leavesOut,
        let place = reading.passedOver(
          key: entry.key, value: entry.value, position: object?.settings.count ?? 0),
        KubernetesManifest.takes(entry.value, in: reading.tree)
      {
        passedOver.append(place)
        continue
      }
      guard let setting = setting(entry, of: "data", into: &reading) else { continue }
      let embedded = EmbeddedFile(entry.key, entry.value, setting.keyPath, reading)?.settings()
      guard let embedded else {
        reading.settings.append(setting)
        object?.set(setting)
        continue
      }
      reading.settings += embedded
      var whole = setting
      // What stands in the file is judged there, not in the one variable that holds all of it.
      whole.value = Value(
        form: .reference("a file in a ConfigMap"), text: "", effective: nil,
        range: setting.value.range, isExact: false)
      object?.set(whole)
    }
    for entry in binaryData {
      guard var setting = setting(entry, of: "binaryData", into: &reading) else { continue }
      decode(&setting, reading)
      // Bytes that are no text hold nothing that rules speak of.
      if setting.value.text.isEmpty == false, Base64.decodedText(text(entry.value, reading)) != nil
      {
        reading.settings.append(setting)
      }
      object?.set(keptElsewhere(entry.key, "binaryData", "binary data", reading))
    }
    if !passedOver.isEmpty {
      object?.passedOver = PassedOverSettings(
        passedOver, in: reading.file, path: "data", syntax: .none)
    }
    add(object, to: &reading)
  }

  private static func areDistinct(
    _ entries: [(key: NodeIndex, value: NodeIndex)], _ tree: DocumentTree
  ) -> Bool {
    var names = MetNames()
    return entries.allSatisfy { entry in
      let key = tree.target(of: entry.key)
      return tree.writtenText(of: key).map { names.insert($0) }
        ?? tree.withText(of: key) { names.insert($0) }
    }
  }

  private func readSecret(into reading: inout DocumentReading) {
    var object = named(ConfigurationObject.secret, reading)
    for field: StaticString in ["data", "stringData"] {
      for entry in entries(field, in: root, reading) {
        guard var setting = setting(entry, of: field, into: &reading) else { continue }
        setting.isDeclaredSecret = true
        if field.utf8CodeUnitCount == 4 { decode(&setting, reading) }
        reading.settings.append(setting)
        object?.set(setting)
      }
    }
    add(object, to: &reading)
  }

  /// The setting of one key; the API takes nothing but strings here.
  private func setting(
    _ entry: (key: NodeIndex, value: NodeIndex), of field: StaticString,
    into reading: inout DocumentReading
  ) -> Setting? {
    KubernetesManifest.reportRefusal(of: entry.value, named: entry.key, into: &reading)
    guard reading.tree.isScalar(entry.value) else { return nil }
    return reading.setting(
      key: entry.key, value: entry.value, keyPath: "\(field)", isBelowPath: true, syntax: .none)
  }

  private func decode(_ setting: inout Setting, _ reading: DocumentReading) {
    setting.isEncoded = true
    guard setting.value.form != .template,
      let text = Base64.decodedText(setting.value.text)
    else { return }
    setting.value = reading.filledIn(
      reading.values.value(text, at: setting.value.range, isExact: false, syntax: .none))
  }

  func entries(
    _ field: StaticString, in node: NodeIndex, _ reading: DocumentReading
  ) -> [(key: NodeIndex, value: NodeIndex)] {
    reading.tree.value(field, in: node).map { reading.tree.entries(of: $0) } ?? []
  }

  func text(_ node: NodeIndex, _ reading: DocumentReading) -> String {
    reading.tree.text(of: reading.tree.target(of: node))
  }

  /// The object itself, unless its name is known only elsewhere.
  func named(_ kind: String, _ reading: DocumentReading) -> ConfigurationObject? {
    metadata.flatMap { reading.tree.value("name", in: $0) }.flatMap {
      object(kind, named: $0, reading)
    }
  }

  func object(
    _ kind: String, named node: NodeIndex, maker: String? = nil, _ reading: DocumentReading
  ) -> ConfigurationObject? {
    guard reading.tree.isScalar(node), !reading.isTemplated(node) else { return nil }
    let name = text(node, reading)
    guard !name.isEmpty else { return nil }
    var object = ConfigurationObject(
      name: ObjectName(kind: kind, namespace: namespace, name: name),
      place: reading.place(of: node), maker: maker)
    // A template may write more keys than those that stand here.
    object.isComplete = reading.template == nil
    return object
  }

  func add(_ object: ConfigurationObject?, to reading: inout DocumentReading) {
    if let object { reading.kubernetes.objects.append(object) }
  }

  /// A key whose value is not in the file.
  func keptElsewhere(
    _ key: NodeIndex, _ path: String, _ where: String, _ reading: DocumentReading
  ) -> Setting {
    let place = reading.place(of: key)
    let name = text(key, reading)
    return Setting(
      key: name, info: reading.keys.info(name),
      value: Value(
        form: .reference(`where`), text: "", effective: nil, range: place.range, isExact: false),
      file: place.file, keyRange: place.range, keyPath: "\(path).\(name)")
  }
}

extension DocumentReading {
  /// Whether a text is known only once the template is rendered.
  func isTemplated(_ node: NodeIndex) -> Bool {
    template?.containsAction(in: tree.nodes[tree.target(of: node)].range) ?? false
  }
}
