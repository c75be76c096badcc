import ConfigGuard
import ConfigLinting
import RulePacks

/// What one run of the tool printed, and the status with which it ended.
struct ToolResult {
  let status: Int32
  let output: String
  let errors: String

  /// The findings of a JSON report as rows "path:line:column category key".
  var everything: String { output + "\n" + errors }
}

/// Runs the built `configlint` in a temporary folder.
enum Tool {
  /// The binary beside the test bundle.
  static let path: String = {
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      let folder = argument.split(separator: "/", omittingEmptySubsequences: false)
        .prefix { !$0.hasSuffix(".xctest") }.joined(separator: "/")
      return (folder.isEmpty ? "." : folder) + "/configlint"
    }
    return repository + "/.build/debug/configlint"
  }()

  static let repository: String = {
    let parts = #filePath.split(separator: "/").dropLast(4)
    return "/" + parts.joined(separator: "/")
  }()

  static func run(
    _ arguments: [String], in tree: TemporaryTree, folder: String = ".",
    environment: [String: String] = [:], input: String? = nil
  ) throws -> ToolResult {
    let results = try TemporaryTree()
    if let input { try results.write("in", input) }
    let script = """
      cd "$1" || exit 99
      out=$2; in=$3; shift 3
      "$@" <"$in" >"$out/out" 2>"$out/err"
      echo $?
      """
    var variables = tree.variables.merging(environment) { $1 }
    // A sanitizer's settings hold for the tool as for the tests.
    variables["ASAN_OPTIONS"] = Platform.environmentVariable("ASAN_OPTIONS")
    let status = try configlintTests.run(
      [
        "sh", "-c", script, "sh", "\(tree.path)/\(folder)", results.path,
        input == nil ? "/dev/null" : "\(results.path)/in", path,
      ] + arguments,
      environment: variables)
    return ToolResult(
      status: Int32(String(decoding: status, as: UTF8.self).trimmedASCII) ?? -1,
      output: String(decoding: try results.bytes(of: "out"), as: UTF8.self),
      errors: String(decoding: try results.bytes(of: "err"), as: UTF8.self))
  }
}

/// A JSON report, read back by the reader that reads all JSON here.
struct JSONReport {
  struct Row: Hashable, CustomStringConvertible {
    var path: String
    var line: String
    var column: String
    var rule: String
    var category: String
    var severity: String
    var key: String

    var description: String {
      "\(path):\(line):\(column) \(category) \(rule) \(severity) \(key)"
    }
  }

  let tree: DocumentTree
  let rows: [Row]

  init(_ text: String) throws {
    tree = YAMLReader.read(SourceBytes(text))
    guard let root = tree.documents.first, tree.problems.isEmpty else {
      throw SupportFailure(description: "this is no JSON report: \(text.prefix(200))")
    }
    guard let findings = tree.value("findings", in: root) else {
      throw SupportFailure(description: "the report has no findings member")
    }
    let tree = self.tree
    rows = tree.items(of: findings).map { item in
      Row(
        path: tree.string("path", in: item) ?? "", line: tree.string("line", in: item) ?? "",
        column: tree.string("column", in: item) ?? "", rule: tree.string("rule", in: item) ?? "",
        category: tree.string("category", in: item) ?? "",
        severity: tree.string("severity", in: item) ?? "",
        key: tree.string("key", in: item) ?? "")
    }
  }

  var rules: Set<String> { Set(rows.map(\.rule)) }

  func summary(_ name: StaticString) -> String? {
    tree.documents.first.flatMap { tree.value("summary", in: $0) }
      .flatMap { tree.string(name, in: $0) }
  }
}
