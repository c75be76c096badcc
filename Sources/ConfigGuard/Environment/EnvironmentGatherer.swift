import RulePacks

/// Puts the environment of a process together with what its secret files hold.
package struct EnvironmentGatherer {
  private let index: RuleIndex
  private let files: SecretFileSystem
  private let declared: Set<String>
  /// Declared names of secrets.
  private let secrets: Set<String>
  /// Declared names by what they are called whatever case and hyphens a file name has.
  private let folded: [String: [String]]

  private static let mostFiles = 1_000

  /// `contract` is what holds for the service, as `Contract.scoped(to:)` gives it.
  package init(contract: Contract?, index: RuleIndex, files: SecretFileSystem = .disk) {
    self.index = index
    self.files = files
    let names = contract?.variables.flatMap { [$0.name] + $0.formerNames } ?? []
    declared = Set(names)
    secrets = Set(
      contract?.variables.lazy.filter(\.isSecret).flatMap { [$0.name] + $0.formerNames } ?? [])
    folded = Dictionary(grouping: names, by: Self.folded)
  }

  /// The variables of a process, with `others` where neither it nor a file has a value.
  package func gather(
    _ process: [String: String], _ secrets: SecretFiles, others: [String: String] = [:]
  ) -> GatheredEnvironment {
    let variables = process.merging(others) { own, _ in own }
    var result = GatheredEnvironment(variables)
    if secrets.followsFileVariables {
      for (name, path) in variables.sorted(by: { $0.key < $1.key }) where !path.isEmpty {
        if let subject = subject(of: name) {
          take(subject, from: path, namedBy: name, process, &result)
        }
      }
    }
    for folder in secrets.folders { take(folder, process, &result) }
    return result
  }

  // MARK: - Variables that name a file

  /// The variable whose value is in the file that another one names.
  private func subject(of name: String) -> String? {
    guard !declared.contains(name), let subject = SecretFiles.subject(of: name) else { return nil }
    return declared.contains(subject) || holdsSecret(subject) ? subject : nil
  }

  private func holdsSecret(_ name: String) -> Bool {
    secrets.contains(name) || index.info(of: name).holdsSecret
  }

  /// Whether nothing but the value can be meant: `LOG_FILE` beside a variable `LOG` is a log.
  private func isCertain(_ name: String) -> Bool { declared.contains(name) && holdsSecret(name) }

  private func take(
    _ name: String, from path: String, namedBy variable: String, _ process: [String: String],
    _ result: inout GatheredEnvironment
  ) {
    if !(result.values[name] ?? "").isEmpty, holdsSecret(name) {
      result.problems.append(
        .init(
          kind: .bothSet, name: name,
          text: "has a value, and \(setting: variable) names a file for it"))
    }
    guard (process[name] ?? "").isEmpty else { return }
    let place = place(path)
    switch SecretFileText(files.read(path)) {
    case .text(let text):
      result.values[name] = text
      result.origins[name] = .init(
        note: "; the value is that of \(place) named by \(setting: variable)", variable: variable)
    case .unreadable(let reason, _):
      result.problems.append(
        .init(
          kind: .unusable, name: name,
          text: "has no value: \(place) named by \(setting: variable) \(reason)",
          atMost: isCertain(name) ? nil : .warning))
    case .unfit(let reason):
      result.problems.append(
        .init(
          kind: .unusable, name: name,
          text: "has no value: \(place) named by \(setting: variable) \(reason)",
          atMost: isCertain(name) ? nil : .note))
    }
  }

  /// A path is shown where it leads into a folder that there is; any other text may be the secret
  /// itself, written where the path belongs.
  private func place(_ path: String) -> ReportText {
    let folder = FilePath.folder(of: path)
    guard path.hasPrefix("/"), folder != "/", files.isFolder(folder) else { return "the file" }
    return "the file \(path: path)"
  }

  // MARK: - Folders

  private func take(
    _ folder: String, _ process: [String: String], _ result: inout GatheredEnvironment
  ) {
    guard let entries = files.names(folder) else {
      let text: ReportText = "the folder of secrets \(path: folder) cannot be read"
      result.problems.append(.init(kind: .unusable, name: nil, text: text))
      return
    }
    // Kubernetes keeps versions of its files in entries that begin with a dot.
    let names = entries.filter { $0.first != UInt8(ascii: ".") }
    guard names.count <= Self.mostFiles else {
      result.problems.append(
        .init(
          kind: .unusable, name: nil,
          text: "the folder \(path: folder) holds more than \(Self.mostFiles) files"))
      return
    }
    var taken: Set<String> = []
    for (variable, name) in variables(names, of: folder, &result) {
      let path = FilePath.join(folder, name)
      guard taken.insert(variable).inserted else {
        result.skipped.append((path, "another file has the same variable"))
        continue
      }
      take(variable, path, process, &result)
    }
  }

  /// The files of a folder with the variables that they are for; exact names come first.
  private func variables(
    _ names: [[UInt8]], of folder: String, _ result: inout GatheredEnvironment
  ) -> [(variable: String, name: String)] {
    var found: [(variable: String, name: String)] = []
    for bytes in names {
      guard let name = String(validating: bytes, as: UTF8.self), !bytes.contains(0x3D) else {
        let path = FilePath.join(folder, String(decoding: bytes, as: UTF8.self))
        result.skipped.append((path, "no variable can be called so"))
        continue
      }
      let candidates = declared.contains(name) ? [name] : folded[Self.folded(name)] ?? []
      found.append((candidates.count == 1 ? candidates[0] : name, name))
    }
    return found.sorted {
      ($0.variable, $0.name == $0.variable ? 0 : 1, $0.name)
        < ($1.variable, $1.name == $1.variable ? 0 : 1, $1.name)
    }
  }

  private func take(
    _ name: String, _ path: String, _ process: [String: String],
    _ result: inout GatheredEnvironment
  ) {
    if result.origins[name] != nil { return }
    let isGiven = !(process[name] ?? "").isEmpty
    switch SecretFileText(files.read(path)) {
    case .text(let text):
      if !(result.values[name] ?? "").isEmpty, holdsSecret(name) {
        result.problems.append(
          .init(
            kind: .bothSet, name: name, text: "has a value, and the file \(path: path) is for it"))
      }
      guard !isGiven else { return }
      result.values[name] = text
      result.origins[name] = .init(
        note: "; the value is that of the file \(path: path)", variable: nil)
    case .unreadable(let reason, let isFolder):
      guard declared.contains(name), !isFolder else {
        result.skipped.append((path, isFolder ? "a folder" : reason))
        return
      }
      result.problems.append(unusable(name, path, reason, isGiven))
    case .unfit(let reason):
      guard declared.contains(name) else {
        result.skipped.append((path, reason))
        return
      }
      result.problems.append(unusable(name, path, reason, isGiven))
    }
  }

  private func unusable(
    _ name: String, _ path: String, _ reason: ReportText, _ isGiven: Bool
  ) -> GatheredEnvironment.Problem {
    .init(
      kind: .unusable, name: name, text: "has no value: the file \(path: path) \(reason)",
      atMost: isGiven ? .warning : nil)
  }

  private static func folded(_ name: String) -> String {
    String(name.uppercased().map { $0 == "-" ? "_" : $0 })
  }
}
