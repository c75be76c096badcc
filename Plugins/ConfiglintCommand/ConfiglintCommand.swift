import Foundation
import PackagePlugin

/// `swift package configlint`: builds the tool where it is not built, and runs it in the package's
/// folder with the arguments as given.
@main
struct ConfiglintCommand: CommandPlugin {
  /// What writes into the package where no other place is named.
  private static let writing: Set<String> = ["baseline", "fix", "hook", "init"]

  func performCommand(context: PluginContext, arguments: [String]) async throws {
    guard let tool = try built() else { exit(2) }
    let process = Process()
    process.executableURL = tool
    process.arguments = arguments
    process.currentDirectoryURL = context.package.directoryURL
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    let status = isSignal ? 128 + process.terminationStatus : process.terminationStatus
    guard status != 0 else { return }
    if status == 2, let command = arguments.first, Self.writing.contains(command) {
      Diagnostics.remark(
        "where plugins run in a sandbox, this needs `swift package "
          + "--allow-writing-to-package-directory configlint \(command)`")
    }
    Diagnostics.error("configlint ended with \(status)")
    exit(status)
  }

  /// The tool, built as `swift build` builds; nil where that fails.
  private func built() throws -> URL? {
    var parameters = PackageManager.BuildParameters()
    parameters.configuration = .inherit
    let result = try packageManager.build(.product("configlint"), parameters: parameters)
    let executables = result.builtArtifacts.filter { $0.kind == .executable }
    guard result.succeeded,
      let tool = executables.first(where: { $0.url.lastPathComponent == "configlint" })
    else {
      Diagnostics.error("configlint could not be built:\n\(result.logText)")
      return nil
    }
    return tool.url
  }
}
