import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// One deployment file as it is read and judged.
struct PlatformFile {
  let reading: FileReading
  let report: Report

  init(_ text: String, named name: String) throws {
    let type = try #require(FileType(path: name))
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let file = SourceFile(path: name, bytes: SourceBytes(text), tracking: .unknown)
    let reader = ConfigurationReader(context: context, load: { _ in .missing("nothing is there") })
    reading = reader.read(file, as: type)
    report = try ConfigGuardTests.report(of: text, named: name, as: type)
  }

  var format: String { reading.format }

  /// Each workload with its stage, what it runs and how often.
  var workloads: [String] {
    reading.workloads.map { workload in
      var parts = ["\(workload.name): \(workload.stage.rawValue)"]
      if let image = workload.image { parts.append("image \(image)") }
      if let command = workload.command { parts.append("runs \(command)") }
      if let replicas = workload.replicas { parts.append("\(replicas) times") }
      if workload.isBuiltHere { parts.append("built") }
      if workload.hasUnreadSources { parts.append("unread") }
      return parts.joined(separator: ", ")
    }
  }

  /// The environment of a workload, as `KEY=text`, or `KEY` with what stands for the text.
  func environment(_ name: String) throws -> [String] {
    let workload = try #require(reading.workloads.first { $0.name == name })
    return workload.environment.map { setting in
      let mark = setting.isDeclaredSecret ? "!" : ""
      switch setting.value.form {
      case .literal: return "\(setting.key)\(mark)=\(setting.value.literal ?? "")"
      case .reference: return "\(setting.key)\(mark) -> " + fallbacks(of: setting)
      case .passedThrough: return "\(setting.key)\(mark) supplied"
      case .empty: return "\(setting.key)\(mark) empty"
      default: return "\(setting.key)\(mark) \(setting.value.form)"
      }
    }
  }

  private func fallbacks(of setting: Setting) -> String {
    let texts = setting.value.fallbacks.map(\.text)
    return texts.isEmpty ? "elsewhere" : texts.joined(separator: " or ")
  }

  func setting(_ key: String, of name: String) throws -> Setting {
    let workload = try #require(reading.workloads.first { $0.name == name })
    return try #require(workload.setting(key))
  }

  /// The text of the file that a setting's value points at.
  func text(_ setting: Setting) -> String { setting.file.bytes.text(setting.value.range) }

  /// Findings as `line:column rule severity key`, besides that nothing checks the services.
  var findings: [String] {
    report.findings.filter { !$0.rule.hasSuffix("-health-check-missing") }.map {
      "\($0.line ?? 0):\($0.column ?? 0) \($0.rule) \($0.severity.rawValue) \($0.key ?? "-")"
    }
  }
}
