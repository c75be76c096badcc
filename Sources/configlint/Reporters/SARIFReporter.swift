import ConfigGuard
import ConfigLinting
import RulePacks

/// The report as SARIF 2.1.0, one run.
///
/// There are no snippets of files in it: they may hold secrets.
struct SARIFReporter {
  /// More results in a run are refused by GitHub's code scanning.
  static let mostResults = 25_000
  /// More places of one result are not shown there.
  static let mostPlaces = 100
  static let baseID = "%SRCROOT%"

  let run: ReportedRun
  var limit = Self.mostResults

  func text(_ report: Report) -> String {
    let shown = Shown(report, limit: limit, withSuppressed: !run.leavesOutSuppressed)
    let catalogue = RuleCatalogue(shown.all, own: run.ownRules)
    var json = JSONWriter()
    json.object { json in
      json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.member("version", "2.1.0")
      json.array("runs", [shown]) { json, shown in
        json.object { json in
          json.object("tool") { catalogue.addDriver(run.version, to: &$0) }
          catalogue.addTaxonomies(to: &json)
          json.array("invocations", [report]) { json, report in
            json.object { addInvocation(report, shown, to: &$0) }
          }
          json.object("originalUriBaseIds") { json in
            json.object(Self.baseID) { json in
              json.object("description") { $0.member("text", Self.rootText) }
            }
          }
          json.member("columnKind", "unicodeCodePoints")
          json.array("redactionTokens", [NameScreen.mask]) { $0.value($1) }
          json.array("results", shown.results) { json, result in
            json.object { json in
              add(result.finding, catalogue, to: &json)
              // Where one result says so, all say whether they are suppressed.
              if !shown.areAllOpen { addSuppressions(result.suppressed, to: &json) }
            }
          }
        }
      }
    }
    return json.text + "\n"
  }

  private static let rootText =
    "The top of the work tree, or the working directory where there is none."

  /// What is written of a report that may be too long.
  struct Shown {
    var results: [(finding: Finding, suppressed: Report.Suppressed?)] = []
    /// How many findings are left out.
    let omitted: Int
    /// How many suppressed findings are left out since the reader does not know of such.
    let concealed: Int

    /// None of them is suppressed.
    let areAllOpen: Bool

    var all: [Finding] { results.map(\.finding) }

    init(_ report: Report, limit: Int, withSuppressed: Bool) {
      // The most serious ones stay; those of one severity are in the report's order.
      let findings =
        report.findings.count <= limit
        ? report.findings
        : Severity.allCases.sorted(by: >).flatMap { severity in
          report.findings.filter { $0.severity == severity }
        }
      let suppressed = withSuppressed ? report.suppressed : []
      results = findings.prefix(limit).map { ($0, nil) }
      results += suppressed.prefix(limit - results.count).map { ($0.finding, $0) }
      areAllOpen = results.allSatisfy { $0.suppressed == nil }
      omitted = findings.count + suppressed.count - results.count
      concealed = report.suppressed.count - suppressed.count
    }
  }

  // MARK: results

  private func add(_ finding: Finding, _ catalogue: RuleCatalogue, to json: inout JSONWriter) {
    json.member("ruleId", finding.rule)
    json.member("ruleIndex", catalogue.index(of: finding.rule))
    json.member("kind", "fail")
    json.member("level", finding.severity.rawValue)
    json.message("\(finding.message). \(finding.help)")
    json.array("locations", [finding]) { json, finding in
      json.object { addLocation(of: finding, to: &$0) }
    }
    if !finding.related.isEmpty {
      let related = Array(finding.related.prefix(Self.mostPlaces).enumerated())
      json.array("relatedLocations", related) { json, entry in
        let (number, place) = entry
        json.object { json in
          json.member("id", number + 1)
          let region = place.line.map { Region(startLine: $0, startColumn: place.column) }
          addPhysicalLocation(place.path, region, to: &json)
          json.message(place.message)
        }
      }
    }
    json.object("partialFingerprints") {
      $0.member("configlint/v1", run.root.fingerprint(of: finding))
    }
    if let fix = run.fixes[finding.fingerprint] { addFix(fix, to: &json) }
    json.object("properties") { json in
      json.member("category", finding.category.rawValue)
      json.member("confidence", finding.confidence.rawValue)
      json.member("stage", finding.stage.rawValue)
      if let key = finding.key { json.member("key", key) }
      if let workload = finding.workload { json.member("workload", workload) }
    }
  }

  private func addSuppressions(_ suppressed: Report.Suppressed?, to json: inout JSONWriter) {
    json.array("suppressions", [suppressed].compactMap { $0 }) { json, suppressed in
      json.object { json in
        // What stands in the file itself, as a comment or an annotation, is in its source.
        let isInSource = suppressed.kind == .inline || suppressed.kind == .annotation
        json.member("kind", isInSource ? "inSource" : "external")
        json.member("status", "accepted")
        json.member("justification", suppressed.reason)
        json.object("properties") { json in
          json.member("source", suppressed.kind.rawValue)
          if let expires = suppressed.expires { json.member("expires", expires) }
        }
      }
    }
  }

  /// What is removed is named by its place only; what is put there holds no secret.
  private func addFix(_ fix: ProposedFix, to json: inout JSONWriter) {
    var paths: [String] = []
    for edit in fix.edits where !paths.contains(edit.path) { paths.append(edit.path) }
    json.array("fixes", [fix]) { json, fix in
      json.object { json in
        json.object("description") { $0.member("text", fix.description.text) }
        json.array("artifactChanges", paths) { json, path in
          json.object { json in
            addArtifactLocation(run.root.place(of: path), to: &json)
            json.array("replacements", fix.edits.filter { $0.path == path }) { json, edit in
              json.object { json in
                json.object("deletedRegion") { json in
                  json.member("startLine", edit.start.line)
                  json.member("startColumn", edit.start.column)
                  json.member("endLine", edit.end.line)
                  json.member("endColumn", edit.end.column)
                }
                json.object("insertedContent") { $0.member("text", edit.replacement) }
              }
            }
          }
        }
      }
    }
  }

  // MARK: places

  private struct Region {
    var startLine: Int
    var startColumn: Int?
    var endLine: Int?
    var endColumn: Int?
  }

  private func addLocation(of finding: Finding, to json: inout JSONWriter) {
    let region = finding.line.map {
      Region(
        startLine: $0, startColumn: finding.column, endLine: finding.endLine,
        endColumn: finding.endColumn)
    }
    addPhysicalLocation(finding.path, region, to: &json)
    var logical: [(name: String, kind: String)] = []
    if let workload = finding.workload { logical.append((workload, "resource")) }
    if let key = finding.key { logical.append((key, "member")) }
    // A result has a place, though it may be in no file.
    if logical.isEmpty, case .nowhere(let name) = run.root.place(of: finding.path) {
      logical.append((name, "module"))
    }
    guard !logical.isEmpty else { return }
    json.array("logicalLocations", logical) { json, place in
      json.object { json in
        json.member("name", place.name)
        json.member("kind", place.kind)
      }
    }
  }

  private func addArtifactLocation(_ place: ReportRoot.Place, to json: inout JSONWriter) {
    json.object("artifactLocation") { json in
      switch place {
      case .inside(let path), .nowhere(let path):
        json.member("uri", PercentEncoding.text(path))
        json.member("uriBaseId", Self.baseID)
      case .outside(_, let absolute):
        json.member("uri", "file://" + PercentEncoding.text(absolute))
      }
    }
  }

  private func addPhysicalLocation(
    _ path: String, _ region: Region?, to json: inout JSONWriter
  ) {
    let place = run.root.place(of: path)
    if case .nowhere = place { return }
    json.object("physicalLocation") { json in
      addArtifactLocation(place, to: &json)
      guard let region else { return }
      json.object("region") { json in
        json.member("startLine", region.startLine)
        if let column = region.startColumn { json.member("startColumn", column) }
        if let line = region.endLine { json.member("endLine", line) }
        if let column = region.endColumn { json.member("endColumn", column) }
      }
    }
  }

  // MARK: the run

  private func addInvocation(_ report: Report, _ shown: Shown, to json: inout JSONWriter) {
    json.member(
      "executionSuccessful", report.failures.isEmpty && run.status != ExitStatus.failed.code)
    if let status = run.status { json.member("exitCode", Int(status)) }
    var notes = report.failures.map { Note(level: "error", text: $0.reason, paths: [$0.path]) }
    notes += report.skippedByReason.map { reason, paths in
      Note(level: "note", text: "Skipped \(paths.count): \(reason).", paths: paths)
    }
    if shown.omitted > 0 {
      let text = "The report is cut: \(shown.omitted) more findings are left out."
      notes.append(Note(level: "warning", text: text))
    }
    if shown.concealed > 0 {
      let text = "\(shown.concealed) findings that the project answered are left out."
      notes.append(Note(level: "note", text: text))
    }
    json.array("toolExecutionNotifications", notes) { json, note in
      json.object { json in
        json.member("level", note.level)
        json.message(note.text)
        guard !note.paths.isEmpty else { return }
        json.array("locations", Array(note.paths.prefix(Self.mostPlaces))) { json, path in
          json.object { addPhysicalLocation(path, nil, to: &$0) }
        }
      }
    }
  }

  private struct Note {
    let level: String
    let text: String
    var paths: [String] = []
  }
}

extension JSONWriter {
  /// A message of SARIF, in which `[a](1)` would be a link to a place of the result.
  mutating func message(_ text: String) {
    object("message") { $0.member("text", text.replacingScalars("](", with: "] (")) }
  }
}

/// Paths as addresses write them.
enum PercentEncoding {
  static func text(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E].contains(byte)
      if isPlain {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += byte < 0x10 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
