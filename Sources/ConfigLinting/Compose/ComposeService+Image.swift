import ConfigGuard
import RulePacks

extension ComposeService {
  /// The environment that a Dockerfile in the project gives the image of a service.
  func imageSettings() -> [Setting] {
    guard let build = attributes[.build], let built = builtImage() else { return [] }
    var image = ComposeImage(
      file: built.file, arguments: arguments(of: build), keys: loader.reading.keys,
      values: loader.reading.values)
    image.readGlobal(built.globalArguments)
    for stage in built.stages { image.read(stage.assignments) }
    return image.settings
  }

  /// The image of a service as a Dockerfile in the project makes it.
  func builtImage() -> BuiltImage? {
    guard let build = attributes[.build], let path = dockerfilePath(of: build),
      case .found(let file) = loader.reading.load(path), TemplateText.mask(file.bytes) == nil
    else { return nil }
    let dockerfile = Dockerfile.read(file.bytes)
    let target = build.isMapping ? values.project.text(build["target"])?.lowercased() : nil
    let named = dockerfile.stages.lastIndex { $0.name == target }
    let number = target.flatMap { Int($0) }.flatMap {
      dockerfile.stages.indices.contains($0) ? $0 : nil
    }
    guard let last = target == nil ? dockerfile.stages.indices.last : named ?? number else {
      return nil
    }
    let chain = dockerfile.chain(of: last)
    return BuiltImage(
      file: file, globalArguments: dockerfile.globalArguments,
      stages: chain.reversed().map { dockerfile.stages[$0] })
  }

  /// Where the Dockerfile lies; nil where the image is not built from this project.
  private func dockerfilePath(of build: LayeredNode) -> String? {
    let project = values.project
    let context = build.isMapping ? build["context"] : build
    guard build["dockerfile_inline"] == nil, build.isMapping || !loader.document.isNull(build)
    else { return nil }
    let origin = project.origin(of: context ?? build)
    let written = context.map { project.text($0) ?? "" } ?? "."
    guard !written.isEmpty, !ComposeOrigin.isRemote(written), !written.hasPrefix("~") else {
      return nil
    }
    let name = (build.isMapping ? project.text(build["dockerfile"]) : nil) ?? "Dockerfile"
    return FilePath.join(origin.path(written), name)
  }

  private func arguments(of build: LayeredNode) -> [String: String] {
    guard build.isMapping, let arguments = build["args"] else { return [:] }
    var result: [String: String] = [:]
    for entry in loader.keyed(arguments).entries {
      result[entry.name] =
        loader.isBare(entry.value)
        ? values.project.origin(of: entry.value).environment.text(entry.name)
        : values.value(of: entry.value)?.suppliedText
    }
    return result
  }
}

/// An image that is built in the project.
struct BuiltImage {
  let file: SourceFile
  let globalArguments: [Dockerfile.Assignment]
  /// The stages that it is made of, the one that begins with another image first.
  let stages: [Dockerfile.Stage]
}

/// The variables of an image, while the stages that it is made of are read.
private struct ComposeImage {
  let file: SourceFile
  /// What the service gives for build arguments.
  let arguments: [String: String]
  let keys: KeyTable
  let values: ValueReader
  private var known: [String: String] = [:]
  private var global: [String: String] = [:]
  private(set) var settings: [Setting] = []
  private var names: Set<String> = []

  init(file: SourceFile, arguments: [String: String], keys: KeyTable, values: ValueReader) {
    self.file = file
    self.arguments = arguments
    self.keys = keys
    self.values = values
  }

  mutating func readGlobal(_ assignments: [Dockerfile.Assignment]) {
    for assignment in assignments {
      global[assignment.name] =
        arguments[assignment.name] ?? value(of: assignment, among: global).suppliedText
    }
  }

  mutating func read(_ assignments: [Dockerfile.Assignment]) {
    for assignment in assignments {
      if assignment.isArgument {
        readArgument(assignment)
      } else {
        let value = value(of: assignment, among: known)
        known[assignment.name] = value.suppliedText
        var setting = Setting(
          key: assignment.name, info: keys.info(assignment.name), value: value, file: file,
          keyRange: assignment.nameRange, keyPath: assignment.name)
        setting.source = "ENV of \(file.name)"
        settings.append(setting)
        names.insert(setting.key)
      }
    }
  }

  private mutating func readArgument(_ assignment: Dockerfile.Assignment) {
    let name = assignment.name
    // A variable of the image wins over an argument of its name.
    guard !names.contains(name) else { return }
    let own =
      assignment.value == nil ? global[name] : value(of: assignment, among: known).suppliedText
    known[name] = arguments[name] ?? own
  }

  private func value(
    of assignment: Dockerfile.Assignment, among known: [String: String]
  ) -> Value {
    values.value(
      assignment.value ?? "", at: assignment.valueRange, isExact: assignment.isExact,
      syntax: assignment.hasReference ? .compose : .none, lookup: { known[$0] })
  }
}
