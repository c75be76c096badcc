import ConfigGuard
import RulePacks

/// What source files are for, by the lists of the packs.
package struct SourceCodePaths {
  package enum Purpose: Sendable, Hashable {
    /// A part of the program that is deployed, as far as anybody can see.
    case program
    /// Builds the project or helps who works on it.
    case build
    case test
    /// Somebody else's, or made from other files.
    case vendored
  }

  private let vocabulary: Vocabulary
  private let patterns: PatternCache
  private let vendored: Set<String>
  private let tests: Set<String>
  private let builds: Set<String>
  private let system: Set<String>
  private let absent: Set<String>
  private let outside: Set<String>
  private let outsidePrefixes: [String]

  init(_ vocabulary: Vocabulary, _ patterns: PatternCache) {
    self.vocabulary = vocabulary
    self.patterns = patterns
    func list(_ name: String) -> Set<String> { Set(vocabulary.lists[name] ?? []) }
    vendored = list("vendored-folder")
    tests = list("test-source-folder")
    builds = list("build-source-folder")
    system = list("system-variable")
    absent = list("absent-text")
    outside = list("outside-variable")
    outsidePrefixes = vocabulary.lists["outside-prefix"] ?? []
  }

  /// - Parameter path: Relative to the project's folder.
  package func purpose(of path: String) -> Purpose {
    let folders = path.lowercased().split(separator: "/").dropLast().map(String.init)
    let name = FilePath.name(of: path)
    if folders.contains(where: vendored.contains) || isFamily("vendored-source", name) {
      return .vendored
    }
    if folders.contains(where: tests.contains) || isFamily("test-source", name) { return .test }
    if folders.contains(where: builds.contains) || isFamily("build-source", name) {
      return .build
    }
    return .program
  }

  /// Whether systems, shells and runtimes set a variable, so that no contract has to.
  func isOfSystem(_ name: String) -> Bool {
    system.contains(name) || isFamily("system-variable", name)
  }

  /// Whether web servers, bundlers, build tools or platforms set a variable.
  func isFromOutside(_ name: String) -> Bool {
    outside.contains(name) || outsidePrefixes.contains { name.hasPrefix($0) }
  }

  /// Whether a default only tells people that there is no value.
  func saysAbsent(_ text: String) -> Bool { absent.contains(text.trimmedASCII.lowercased()) }

  private func isFamily(_ family: String, _ text: String) -> Bool {
    vocabulary.families[family]?.contains { patterns.matchesWhole($0, text) } == true
  }
}
