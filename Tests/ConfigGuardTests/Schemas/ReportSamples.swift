/// Reports as `--format json` writes them.
enum ReportSamples {
  static let finding = """
    {"rule": "cors-any-origin", "category": "cors", "severity": "error", "confidence": "high",
     "message": "ALLOWED_ORIGINS lets every website in", "help": "Name the origins.",
     "path": "deploy/.env.production", "line": 3, "column": 17, "endLine": 3, "endColumn": 18,
     "key": "ALLOWED_ORIGINS", "workload": null, "stage": "production",
     "fingerprint": "0123456789abcdef", "references": ["CWE-942"],
     "related": [{"path": "compose.yaml", "line": 8, "column": 3, "message": "used here"}]}
    """

  static let processFinding = """
    {"rule": "weak-secret", "category": "weak-secret", "severity": "warning",
     "confidence": "medium", "message": "API_KEY has fewer than 8 characters", "help": "",
     "path": "<environment>", "line": null, "column": null, "endLine": null, "endColumn": null,
     "key": "API_KEY", "workload": null, "stage": "unknown", "fingerprint": "ffffffffffffffff",
     "references": [], "related": [],
     "suppression": {"kind": "contract", "reason": "a sandbox", "owner": null, "expires": null,
      "path": "configguard.yaml", "line": 4, "column": 9}}
    """

  static let report = """
    {"version": 1, "tool": {"name": "configlint", "version": "0.1.0"},
     "summary": {"files": 2, "bytes": 310, "workloads": 1, "errors": 1, "warnings": 0, "notes": 0,
       "suppressed": 1, "durationMs": 4},
     "findings": [\(finding)],
     "files": [{"path": "deploy/.env.production", "format": "env", "stage": "production",
       "stageEvidence": "the file's name",
       "readers": {"dialects": ["compose-2"], "evidence": "compose.yaml", "default": false}}],
     "workloads": [{"name": "web", "path": "compose.yaml", "stage": "production",
       "stageEvidence": "NODE_ENV"}],
     "skipped": [{"path": "logo.png", "reason": "not configuration"}],
     "suppressed": [\(processFinding)]}
    """

  /// Changes of `report`.
  static let broken: [BrokenText] = [
    BrokenText(
      "a finding with a value", replacing: "\"key\": \"ALLOWED_ORIGINS\"",
      with: "\"key\": \"ALLOWED_ORIGINS\", \"value\": \"*\"", path: "/findings/0/value"),
    BrokenText(
      "an answered finding with a value", replacing: "\"key\": \"API_KEY\"",
      with: "\"key\": \"API_KEY\", \"value\": \"abc\"", path: "/suppressed/0/value"),
    BrokenText(
      "a related place with a value", replacing: "\"used here\"",
      with: "\"used here\", \"value\": \"*\"", path: "/findings/0/related/0/value"),
    BrokenText(
      "a member that is left out", replacing: "\"workload\": null, \"stage\": \"production\"",
      with: "\"stage\": \"production\"", path: "/findings/0"),
    BrokenText(
      "no list of skipped files",
      replacing: "\"skipped\": [{\"path\": \"logo.png\", \"reason\": \"not configuration\"}],",
      with: "", path: ""),
    BrokenText(
      "an unknown category", replacing: "\"category\": \"cors\"", with: "\"category\": \"origin\"",
      path: "/findings/0/category"),
    BrokenText(
      "a line of a process", replacing: "\"line\": null", with: "\"line\": 1",
      path: "/suppressed/0/line"),
    BrokenText(
      "a column zero", replacing: "\"column\": 17", with: "\"column\": 0",
      path: "/findings/0/column"),
    BrokenText(
      "a short fingerprint", replacing: "0123456789abcdef", with: "0123456789abcde",
      path: "/findings/0/fingerprint"),
    BrokenText(
      "a negative count", replacing: "\"errors\": 1", with: "\"errors\": -1",
      path: "/summary/errors"),
    BrokenText(
      "another version", replacing: "{\"version\": 1", with: "{\"version\": 2", path: "/version"),
    BrokenText(
      "an answer without a reason", replacing: "\"reason\": \"a sandbox\", ", with: "",
      path: "/suppressed/0/suppression"),
  ]
}
