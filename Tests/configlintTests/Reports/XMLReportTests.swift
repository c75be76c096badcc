import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting
@testable import configlint

@Suite struct XMLReportTests {
  private func root(_ format: ReportFormat, _ report: Report, _ run: ReportedRun) throws
    -> XMLCheck.Element
  {
    let check = XMLCheck(format.text(report, run))
    #expect(check.problems == [])
    return try #require(check.root)
  }

  @Test(arguments: FailureLevel.allCases)
  func whatFailsIsWhatTheStatusIsAbout(_ level: FailureLevel) throws {
    let report = try ReportSample.whole()
    let root = try root(.junit, report, ReportedRun(failsFrom: level))
    let suites = root.all("testsuite")
    let cases = suites.flatMap { $0.all("testcase") }
    let failing = report.findings.filter { level.isReached(by: $0.severity) }
    #expect(cases.filter { !$0.all("failure").isEmpty }.count == failing.count)
    #expect(root.attributes["failures"] == String(failing.count))
    #expect(
      cases.filter { !$0.all("system-out").isEmpty }.count
        == report.findings.count - failing.count)
    #expect(
      suites.map { $0.attributes["failures"].flatMap { Int($0) } ?? -1 }.reduce(0, +)
        == failing.count)
    #expect(root.attributes["tests"] == String(cases.count))
  }

  @Test func filesAreSuitesAndNamesAreUnique() throws {
    let report = try ReportSample.whole(withFailure: true)
    let suites = try root(.junit, report, ReportedRun()).all("testsuite")
    let files = report.files.map(\.path).sorted()
    #expect(suites.dropLast().compactMap { $0.attributes["name"] } == files)
    for suite in suites {
      let names = suite.all("testcase").compactMap { $0.attributes["name"] }
      #expect(Set(names).count == names.count && !names.isEmpty)
      #expect(suite.attributes["tests"] == String(names.count))
      #expect(suite.all("testcase").allSatisfy { $0.attributes["time"] == nil })
    }
    let clean = try #require(suites.first { $0.attributes["name"] == "fine.yaml" })
    #expect(clean.children.map { $0.attributes["name"] } == ["no findings"])
    let rest = try #require(suites.last)
    #expect(rest.attributes["name"] == "not checked")
    #expect(rest.children.first?.all("error").first?.attributes["message"] == "it is locked")
    #expect(
      rest.children.last?.all("skipped").first?.attributes["message"]
        == "1 file: no format that is known")
    let answered = suites.flatMap(\.children).filter {
      $0.all("skipped").first?.attributes["message"] == "a <public> API | really"
    }
    #expect(answered.count == 1)
  }

  @Test func nothingToCheckIsAnError() throws {
    let root = try root(.junit, Report(), ReportedRun(status: 2))
    #expect(root.attributes["errors"] == "1")
  }

  @Test func checkstyleListsFilesWithTheirFindings() throws {
    let report = try ReportSample.whole()
    let root = try root(.checkstyle, report, ReportedRun())
    #expect(root.attributes["version"] == "4.3")
    #expect(
      root.all("file").map { $0.attributes["name"] ?? "" } == report.files.map(\.path).sorted())
    let errors = root.all("file").flatMap { $0.all("error") }
    #expect(errors.count == report.findings.count)
    #expect(
      Set(errors.compactMap { $0.attributes["severity"] }) == ["error", "warning", "info"])
    for error in errors {
      #expect(error.attributes["source"]?.hasPrefix("configlint.") == true)
      #expect(error.attributes["line"].flatMap { Int($0) } ?? 0 > 0)
    }
  }

  @Test func everySignIsItself() {
    var xml = XMLWriter()
    let text = "a<b>&\"'\u{0}\u{8}\u{FFFE}\u{FFFF}\u{1F600}]]>\n\tü"
    xml.element("a", ["b": text, "c": nil]) { $0.element("d", holding: text) }
    let check = XMLCheck(xml.text)
    #expect(check.problems == [])
    let mark = "\u{FFFD}"
    #expect(
      check.root?.attributes == [
        "b": "a<b>&\"'\(mark)\(mark)\(mark)\(mark)\u{1F600}]]>\(mark) ü"
      ])
    #expect(
      check.root?.children.first?.text
        == "a<b>&\"'\(mark)\(mark)\(mark)\(mark)\u{1F600}]]>\n ü")
  }

  /// Some readers refuse a document without a suite.
  @Test func nothingToCheckIsASuite() {
    let text = JUnitReporter(run: ReportedRun(status: 0)).text(Report())
    let root = XMLCheck(text).root
    #expect(root?.attributes["tests"] == "1" && root?.attributes["errors"] == "0")
    #expect(root?.children.first?.attributes["name"] == "configlint")
    #expect(text.contains("<testcase name=\"nothing to check\" classname=\"configlint\"/>"))
  }

  @Test(arguments: [
    "", "<a/>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a></b>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=c/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&x\"/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\u{1}</a>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a/><a/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"\" b=\"\"/>",
  ])
  func theCheckRefusesWhatIsNoXML(_ text: String) {
    #expect(!XMLCheck(text).problems.isEmpty)
  }
}
