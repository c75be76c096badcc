import ConfigGuard
import RulePacks
import Testing

@testable import configlint

/// What bash offers where a command line breaks off.
@Suite struct CompletionTests {
  /// Completes the last word of a line as bash does, with the script that the tool writes.
  private func offers(_ line: String, in tree: TemporaryTree) throws -> [String] {
    let script = """
      source <("$1" --generate-completion-script bash)
      COMP_LINE=$2; COMP_POINT=${#2}
      read -ra COMP_WORDS <<<"$2"
      [[ $2 != *" " ]] || COMP_WORDS+=("")
      COMP_WORDS[0]=$1
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _configlint configlint "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try SpawnedProcess.run(
      script: "exec bash -c \"$@\"", [script, "bash", Tool.path, line],
      environment: tree.variables, folder: tree.path)
    #expect(result.status == 0)
    return result.text.split(separator: "\n").map(String.init).sorted()
  }

  @Test func linesAreCompleted() throws {
    let tree = try TemporaryTree()
    try tree.write("deploy/compose.yaml")
    try tree.write("design.env")
    let cases: [(String, [String])] = [
      ("configlint matr", ["matrix"]),
      ("configlint rules ", ["--help", "--version", "-h", "list", "show", "test"]),
      ("configlint check --stag", ["--stage", "--staged"]),
      ("configlint check --stage prod", ["production"]),
      ("configlint check --fail-on ", ["error", "never", "note", "warning"]),
      ("configlint check --dialect compose", ["compose-2"]),
      ("configlint check de", ["deploy", "design.env"]),
      ("configlint check --config des", ["design.env"]),
      ("configlint explain cors-any-origin-in", ["cors-any-origin-in-command"]),
      ("configlint check --only cors-any-origin-in", ["cors-any-origin-in-command"]),
    ]
    for (line, expected) in cases {
      #expect(try offers(line, in: tree) == expected, "\(line)")
    }
  }

  @Test func rulesOfOwnPacksAreOffered() throws {
    let tree = try TemporaryTree()
    try tree.write("configguard.yaml", "version: 1\nrules: {packs: [orchard.yaml]}\n")
    let path = "\(Tool.repository)/Examples/own-rules/rules/orchard.yaml"
    let text = try readFile(path: path, limit: 1 << 20)
    try tree.write("orchard.yaml", text.text(SourceRange(start: 0, end: text.count)))
    #expect(try !offers("configlint explain orchard-", in: tree).isEmpty)
    // What is wrong with a pack is for `check` to say.
    try tree.write("orchard.yaml", "pack: 1\n")
    #expect(try offers("configlint explain cors-any-origin-in", in: tree).count == 1)
  }
}
