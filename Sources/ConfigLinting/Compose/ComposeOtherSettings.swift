import ConfigGuard
import RulePacks

/// What a project sets besides the environments of its services: labels, build arguments, texts of
/// commands, configs and secrets.
///
/// It is read from each file as written, as what another file replaces there is in the file still.
struct ComposeOtherSettings {
  private let values: ComposeValues
  private let loader: ComposeLoader
  private let keys: KeyTable
  private(set) var settings: [Setting] = []

  init(_ values: ComposeValues) {
    self.values = values
    loader = values.project.loader
    keys = loader.reading.keys
  }

  mutating func read() {
    for number in loader.wholeOrigins {
      for root in loader.origins[number].roots {
        for service in loader.elements("services", in: root) { readService(service) }
        for config in loader.elements("configs", in: root) { readElement(config, isSecret: false) }
        for secret in loader.elements("secrets", in: root) { readElement(secret, isSecret: true) }
      }
    }
  }

  private mutating func readService(_ service: LayeredNode.Entry) {
    guard service.value.isMapping, !loader.isReset(service.value) else { return }
    let attributes = ComposeAttributes(service.value, loader)
    readLabels(attributes[.labels])
    readLabels(attributes[.deploy]?["labels"])
    readArguments(attributes[.build], of: service.name)
    readText(attributes[.command], key: "command", of: service.name)
    readText(attributes[.entrypoint], key: "entrypoint", of: service.name)
    readText(attributes[.healthcheck]?["test"], key: "healthcheck test", of: service.name)
  }

  // MARK: labels and build arguments

  /// Labels carry proxies' settings (`traefik.http.middlewares…`).
  private mutating func readLabels(_ labels: LayeredNode?) {
    guard let labels, !loader.isReset(labels) else { return }
    for entry in loader.keyed(labels).entries where !loader.isReset(entry.value) {
      let path = "labels.\(entry.name)"
      guard !loader.isBare(entry.value),
        var setting = values.setting(entry, source: "label", keyPath: path)
      else { continue }
      setting.ancestors = ["labels"]
      settings.append(setting)
    }
  }

  private mutating func readArguments(_ build: LayeredNode?, of service: String) {
    guard let build, build.isMapping, let arguments = build["args"], !loader.isReset(arguments)
    else { return }
    for entry in loader.keyed(arguments).entries where !loader.isReset(entry.value) {
      let path = "services.\(service).build.args.\(entry.name)"
      guard let setting = values.setting(entry, source: "build argument", keyPath: path)
      else { continue }
      settings.append(setting)
    }
  }

  // MARK: texts of commands

  /// A command, in which a secret or an address with a password may stand.
  private mutating func readText(_ node: LayeredNode?, key: String, of service: String) {
    guard let node, !loader.isReset(node), !loader.document.isNull(node) else { return }
    let info = keys.info(key)
    if let quiet = ComposeQuietCommand(node, named: info, loader) {
      let options = quiet.words.assignments.filter { !quiet.passesOver($0) }
      if !options.isEmpty { add(options, of: service, key: key) }
      return
    }
    let items = node.isSequence ? node.items : [node]
    let path = "services.\(service).\(key)"
    var words = ComposeCommandWords()
    var first: Int?
    var arguments: [Setting.Argument] = []
    arguments.reserveCapacity(items.count)
    for item in items where item.isScalar {
      guard let value = values.value(of: item) else { continue }
      let origin = values.project.origin(of: item)
      let file = origin.file
      // The first one holds the words of all.
      let isQuiet =
        first != nil
        && origin.reading.variableInterest?.passesOver(value, named: info, in: file.bytes) == true
      if !isQuiet {
        var setting = Setting(
          key: key, info: info, value: value, file: file, keyRange: value.range, keyPath: path)
        setting.source = key
        setting.arguments = []
        first = first ?? settings.count
        settings.append(setting)
      }
      words.read(value, of: file)
      // Of files that lie over one another, only words of one file can be pointed at.
      let isHere = first.map { settings[$0].file === file } ?? true
      if isHere { arguments.append(Self.argument(value, of: file)) }
    }
    if let first { settings[first].arguments = arguments }
    add(words.assignments, of: service, key: key)
  }

  private mutating func add(
    _ options: [ComposeCommandWords.Assignment], of service: String, key: String
  ) {
    for option in options {
      let name = option.name.isEmpty ? key : option.name
      var setting = Setting(
        key: name, info: keys.info(name), value: literal(option), file: option.file,
        keyRange: option.nameRange, keyPath: "services.\(service).\(key).\(name)")
      setting.source = key
      settings.append(setting)
    }
  }

  /// The text as the file has it, where a dollar may stand twice.
  private static func argument(_ value: Value, of file: SourceFile) -> Setting.Argument {
    let isPlain =
      !value.isExact || value.literal == value.text && value.text.utf8.count == value.range.count
    return Setting.Argument(
      text: isPlain ? value.text : file.bytes.text(value.range), range: value.range,
      isExact: value.isExact)
  }

  private func literal(_ option: ComposeCommandWords.Assignment) -> Value {
    // What the shell of the container puts there is known only to it.
    if option.text.utf8.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "`") }) {
      return Value(
        form: .reference("the shell"), text: option.text, effective: nil, range: option.range,
        isExact: option.isExact)
    }
    return loader.reading.values.value(
      option.text, at: option.range, isExact: option.isExact, syntax: .none)
  }

  // MARK: configs and secrets

  private mutating func readElement(_ entry: LayeredNode.Entry, isSecret: Bool) {
    let node = entry.value
    guard node.isMapping, !loader.isReset(node) else { return }
    let source = "\(isSecret ? "secret" : "config") \(entry.name)"
    let path = "\(isSecret ? "secrets" : "configs").\(entry.name)"
    if let name = node["environment"] {
      readVariable(name, source: source, path: path, isSecret: isSecret)
    } else if let content = node["content"] {
      readContent(content, named: entry.name, source: source, path: path)
    } else if let file = node["file"] {
      checkFile(file)
      if isSecret { readTrackedFile(file, named: entry.name, source: source, path: path) }
    }
  }

  /// The value of a variable of the project, which the container gets as a file.
  private mutating func readVariable(
    _ node: LayeredNode, source: String, path: String, isSecret: Bool
  ) {
    guard let name = values.project.text(node), !name.isEmpty else { return }
    let bare = LayeredNode(.sequence([]), origin: node.origin, index: node.index)
    let entry = LayeredNode.Entry(name: name, key: node, value: bare)
    guard var setting = values.setting(entry, source: source, keyPath: path) else { return }
    setting.isDeclaredSecret = isSecret
    settings.append(setting)
  }

  /// The lines of a text that becomes a file: settings in whatever format they are.
  private mutating func readContent(
    _ node: LayeredNode, named name: String, source: String, path: String
  ) {
    guard node.isScalar, loader.document.text(of: node) != nil else { return }
    let origin = values.project.origin(of: node)
    for line in ComposeContentLines.lines(of: origin.tree, node.index) {
      let value = origin.value(of: line.value, at: line.range, isExact: true)
      let key = line.key ?? name
      var setting = Setting(
        key: key, info: keys.info(key), value: value, file: origin.file,
        keyRange: line.keyRange, keyPath: "\(path).content.\(key)")
      setting.source = source
      if line.key != nil, let parsed = values.references(in: setting) {
        setting = values.held(setting, parsed, in: origin)
      }
      settings.append(setting)
    }
  }

  /// A secret's file that is under version control; one that is not is as it should be.
  private mutating func readTrackedFile(
    _ node: LayeredNode, named name: String, source: String, path: String
  ) {
    guard let written = values.project.text(node), !written.isEmpty else { return }
    let origin = values.project.origin(of: node)
    guard case .found(let file) = loader.reading.load(origin.path(written)),
      file.tracking == .tracked, file.bytes.count <= Self.longestSecret,
      let range = file.bytes.onlyLine
    else { return }
    let value = loader.reading.values.value(
      file.bytes.text(range), at: range, isExact: true, syntax: .none)
    var setting = Setting(
      key: name, info: keys.info(name), value: value, file: file, keyRange: range, keyPath: path)
    setting.source = source
    setting.isDeclaredSecret = true
    setting.uses = [Layer(source: source, place: values.project.place(of: node))]
    settings.append(setting)
  }

  /// Longer files hold keys and certificates, which have rules of their own.
  private static let longestSecret = 512

  private func checkFile(_ node: LayeredNode) {
    guard let path = values.project.text(node), !path.isEmpty, !path.hasPrefix("/"),
      !path.hasPrefix("~")
    else { return }
    let origin = values.project.origin(of: node)
    let whole = origin.path(path)
    guard !loader.isPresent(whole), !whole.hasPrefix("..") else { return }
    loader.reportMissing(whole, named: node, .unlessSuppliedElsewhere)
  }
}
