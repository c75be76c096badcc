/// What a workload starts from its image, as far as its command says so.
package struct StartedProgram {
  private let workload: Workload

  package init(_ workload: Workload) { self.workload = workload }

  /// Whether the image runs its server: by itself, with options for it, or by one of these names.
  ///
  /// A client that only shares the image (`pg_dump`, a script that waits) needs none of what the
  /// server needs. What is built here may set anything itself.
  package func isServer(_ programs: [String]) -> Bool {
    guard !workload.isBuiltHere else { return false }
    guard let first = Self.program(of: workload.command ?? "") else { return true }
    return first.hasPrefix("-") || programs.contains(first)
  }

  /// What images start everything with, and programs that only start others.
  private static let wrappers: Set<String> = [
    "docker-entrypoint.sh", "container-entrypoint.sh", "exec", "tini", "dumb-init", "--",
  ]

  private static func program(of command: String) -> String? {
    command.split { " \t\r\n".contains($0) }.lazy
      .map { word in word.split(separator: "/").last.map(String.init) ?? String(word) }
      .first { !wrappers.contains($0) }
  }
}
