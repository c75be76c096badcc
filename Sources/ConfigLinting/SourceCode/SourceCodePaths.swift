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
  private let lists: Lists

  /// Made when the first source file is met.
  private final class Lists {
    private let vocabulary: Vocabulary
    private(set) lazy var vendored = list("vendored-folder")
    private(set) lazy var tests = list("test-source-folder")
    private(set) lazy var builds = list("build-source-folder")
    private(set) lazy var system = list("system-variable")
    private(set) lazy var absent = list("absent-text")
    private(set) lazy var outside = list("outside-variable")
    private(set) lazy var outsidePrefixes = vocabulary.lists["outside-prefix"] ?? []

    init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    private func list(_ name: String) -> Set<String> { Set(vocabulary.lists[name] ?? []) }
  }

  init(_ vocabulary: Vocabulary, _ patterns: PatternCache) {
    self.vocabulary = vocabulary
    self.patterns = patterns
    lists = Lists(vocabulary)
  }

  /// - Parameter path: Relative to the project's folder.
  package func purpose(of path: String) -> Purpose {
    let folders = path.lowercased().split(separator: "/").dropLast().map(String.init)
    let name = FilePath.name(of: path)
    if folders.contains(where: lists.vendored.contains) || isFamily("vendored-source", name) {
      return .vendored
    }
    if folders.contains(where: lists.tests.contains) || isFamily("test-source", name) {
      return .test
    }
    if folders.contains(where: lists.builds.contains) || isFamily("build-source", name) {
      return .build
    }
    return .program
  }

  /// Whether systems, shells and runtimes set a variable, so that no contract has to.
  func isOfSystem(_ name: String) -> Bool {
    lists.system.contains(name) || isFamily("system-variable", name)
  }

  /// Whether web servers, bundlers, build tools or platforms set a variable.
  func isFromOutside(_ name: String) -> Bool {
    lists.outside.contains(name) || lists.outsidePrefixes.contains { name.hasPrefix($0) }
  }

  /// Whether a default only tells people that there is no value.
  func saysAbsent(_ text: String) -> Bool { lists.absent.contains(text.trimmedASCII.lowercased()) }

  private func isFamily(_ family: String, _ text: String) -> Bool {
    vocabulary.families[family]?.contains { patterns.matchesWhole($0, text) } == true
  }
}
