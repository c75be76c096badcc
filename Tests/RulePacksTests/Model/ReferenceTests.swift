import Testing

@testable import RulePacks

/// What a rule may refer to, and what is said of anything else.
@Suite struct ReferenceTests {
  @Test(arguments: [
    ("CWE-942", Reference.weakness(942)),
    (
      "ASVS-4.0.3-14.5.3",
      .requirement(VerificationRequirement(version: .four, chapter: 14, section: 5, item: 3))
    ),
    (
      "ASVS-5.0.0-17.1.2",
      .requirement(VerificationRequirement(version: .five, chapter: 17, section: 1, item: 2))
    ),
    (
      "CIS-Docker-1.6.0-4.10",
      .recommendation(
        BenchmarkRecommendation(product: "Docker", version: "1.6.0", number: "4.10"))
    ),
    (
      "https://docs.example.com/a-b?c=d#e",
      .page("https://docs.example.com/a-b?c=d#e")
    ),
  ])
  func classes(_ text: String, _ expected: Reference) throws {
    let reference = try Reference(text)
    #expect(reference == expected)
    #expect(reference.text == text)
    var packer = Packer()
    packer.add([reference])
    let unpacked: [Reference] = (packer.bytes + [0]).withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return [] }
      var unpacker = Unpacker(start)
      return unpacker.array()
    }
    #expect(unpacked == [reference])
  }

  @Test(arguments: [
    ("", "is no reference"), ("CAPEC-1", "is no reference"), ("cwe-79", "is no reference"),
    ("http://example.com", "is no reference"), ("see the manual", "is no reference"),
    ("CWE-", "is no weakness"), ("CWE-079", "is no weakness"), ("CWE-79-1", "is no weakness"),
    ("CWE-100000", "is no weakness"), ("CWE-9x", "is no weakness"),
    ("ASVS-14.5.3", "is no requirement of ASVS"), ("ASVS-4.0.2-1.1.1", "is no requirement of ASVS"),
    ("ASVS-4.0.3-15.1.1", "has a chapter from 1 to 14"),
    ("ASVS-5.0.0-18.1.1", "has a chapter from 1 to 17"),
    ("ASVS-5.0.0-3.4", "has a chapter"), ("ASVS-5.0.0-3.0.1", "has a chapter"),
    ("ASVS-5.0.0-3.4.", "has a chapter"),
    ("CIS-4.10", "is no recommendation"), ("CIS-Docker-1-4.10", "is no recommendation"),
    ("CIS-Docker-1.6.0-4.x", "is no recommendation"), ("CIS--1.6.0-4.1", "is no recommendation"),
    ("https://localhost/", "is no address"), ("https://a.example/ b", "is no address"),
    ("https://a.example/<b>", "is no address"), ("https://", "is no address"),
  ])
  func anythingElse(_ text: String, _ reason: String) {
    do throws(RulePackProblem) {
      let reference = try Reference(text)
      Issue.record("\(reference) was taken")
    } catch {
      #expect(error.description.contains(reason))
    }
  }

  @Test func theLoaderNamesThePlace() {
    let text = """
      pack: own
      rules:
        - id: a
          category: debug
          title: A
          severity: note
          look-at: workload
          check: {requires: [a]}
          message: a
          why: a
          fix: a
          references: [CWE-489, CWE-x]
          since: 0.1.0
          examples: {bad: [{environment: {A: b}}], good: [{environment: {A: b}}]}

      """
    do throws(RulePackProblem) {
      _ = try RulePackLoader.load(SourceBytes(text), path: "own.yaml")
      Issue.record("the pack was taken")
    } catch {
      #expect(error.description.hasPrefix("own.yaml:12:27: "))
      #expect(error.description.contains("is no weakness such as CWE-942"))
    }
  }
}
