package import RulePacks

/// A Dockerfile as BuildKit reads it.
///
/// BuildKit refuses a file at its first fault; here each one is reported and the reading goes on.
package struct Dockerfile: Sendable {
  /// One instruction with what it holds.
  package struct Instruction: Sendable {
    /// The instruction's word in capitals.
    package var name: String
    package var nameRange: SourceRange
    /// From the word to the end of the last line, heredocs included.
    package var range: SourceRange
    /// What stands behind the word and its flags, lines joined.
    package var arguments: String
    package var argumentsRange: SourceRange
    /// Whether the file holds the arguments byte for byte at their range.
    package var isExact: Bool
    /// The `--name=value` words in front of the arguments.
    package var flags: [SourceRange]
    /// The lines of each heredoc, without the line that ends it.
    package var heredocs: [SourceRange]
  }

  /// One variable of `ENV` or `ARG`.
  package struct Assignment: Sendable {
    package var name: String
    package var nameRange: SourceRange
    /// The text without quotes and escapes, references as written; nil for an `ARG` without one.
    package var value: String?
    package var valueRange: SourceRange
    /// Whether the file holds the value byte for byte at its range.
    package var isExact: Bool
    package var isArgument: Bool
    /// Whether BuildKit replaces a part of the value.
    package var hasReference: Bool
  }

  /// What one `FROM` begins.
  package struct Stage: Sendable {
    /// The name behind `AS` in small letters, as BuildKit compares it.
    package var name: String?
    package var image: String
    package var imageRange: SourceRange
    /// All instructions from `FROM` on.
    package var instructions: [Instruction] = []
    package var assignments: [Assignment] = []
  }

  /// The character that escapes and continues lines.
  package internal(set) var escape = UInt8(ascii: "\\")
  package internal(set) var stages: [Stage] = []
  /// The `ARG`s before the first `FROM`.
  package internal(set) var globalArguments: [Assignment] = []
  /// Every comment and parser directive from its `#` to the end of the line.
  package internal(set) var comments: [SourceRange] = []
  /// In the order of their places.
  package internal(set) var problems: [ReadingProblem] = []

  package static func read(_ bytes: SourceBytes) -> Dockerfile {
    var reader = DockerfileReader(bytes)
    return reader.read()
  }
}
