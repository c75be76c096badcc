import ConfigGuard
import Testing

/// Most situations of `Scripts/check-hook` are left to `make hooks`; these are of each kind.
@Suite(.enabled(if: hasGit))
struct HookTests {
  private static let situations = [
    "finding$", "first_commit$", "staged_", "commit_all$", "commit_path", "no_identity$",
    "renamed$", "deleted_reference", "ignored_reference", "old_finding", "newlines", "latin",
    "link$", "merge_conflict", "linked_tree", "subfolder_run", "split_index", "sha256$",
    "missing_object", "large_files", "git_crypt",
    "no_git", "programs", "processes", "contract_staged", "output_file", "kept$", "restored",
    "tool_gone", "hooks_path$", "hooks_path_(empty|file)", "changed_", "options_", "lefthook_file",
    "pre_commit_file", "manager_forced", "husky", "since_new_line", "since_shallow",
  ]

  @Test func `git situations end as they should`() throws {
    let variables = Platform.environmentVariables().filter {
      ["PATH", "TMPDIR", "ASAN_OPTIONS"].contains($0.key)
    }
    let process = try SpawnedProcess.run(
      script: "\"$@\"",
      ["Scripts/check-hook", Tool.path, Self.situations.joined(separator: "|")],
      environment: variables, folder: Tool.repository)
    #expect(process.status == 0, "\(process.text)")
    #expect(process.text.contains("situations end as they should"))
  }
}
