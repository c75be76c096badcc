/// Something official that a rule refers to.
package enum Reference: Sendable, Hashable {
  /// A weakness of the Common Weakness Enumeration, by its number.
  case weakness(Int)
  case requirement(VerificationRequirement)
  case recommendation(BenchmarkRecommendation)
  /// A page of whoever makes the product or the standard.
  case page(String)

  /// The reference as packs write it.
  package var text: String {
    switch self {
    case .weakness(let number): "CWE-\(number)"
    case .requirement(let requirement):
      "ASVS-\(requirement.version.rawValue)-\(requirement.number)"
    case .recommendation(let recommendation):
      "CIS-\(recommendation.product)-\(recommendation.version)-\(recommendation.number)"
    case .page(let address): address
    }
  }
}

/// A requirement of OWASP's Application Security Verification Standard.
package struct VerificationRequirement: Sendable, Hashable {
  /// The versions whose numbers mean something; a later one counts anew.
  package enum Version: String, Sendable, Hashable, CaseIterable {
    case four = "4.0.3"
    case five = "5.0.0"

    package var chapters: Int {
      switch self {
      case .four: 14
      case .five: 17
      }
    }
  }

  package var version: Version
  package var chapter: Int
  package var section: Int
  /// The place in its section.
  package var item: Int

  package var number: String { "\(chapter).\(section).\(item)" }
}

/// A recommendation of a CIS Benchmark.
package struct BenchmarkRecommendation: Sendable, Hashable {
  package var product: String
  package var version: String
  package var number: String
}

extension Reference {
  /// Reads a reference; the error is a sentence about what is wrong with it.
  package init(_ text: String) throws(RulePackProblem) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    switch parts.first {
    case "CWE":
      guard parts.count == 2, let number = Self.number(parts[1], atMost: 99_999) else {
        throw RulePackProblem("\(quoted: text) is no weakness such as CWE-942")
      }
      self = .weakness(number)
    case "ASVS": self = .requirement(try VerificationRequirement(text, parts))
    case "CIS": self = .recommendation(try BenchmarkRecommendation(text, parts))
    default:
      guard text.hasPrefix("https://") else {
        throw RulePackProblem(
          """
          \(quoted: text) is no reference: those are CWE-942, ASVS-5.0.0-3.4.2, \
          CIS-Docker-1.6.0-4.10 and pages with https://
          """)
      }
      guard Self.isAddress(text) else {
        throw RulePackProblem("\(quoted: text) is no address of a page")
      }
      self = .page(text)
    }
  }

  /// A number as it is counted, without zeros in front.
  static func number(_ text: Substring, atMost limit: Int) -> Int? {
    guard text.utf8.count <= 5, text.first != "0",
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text)
    else { return nil }
    return number <= limit ? number : nil
  }

  /// A host with a dot, and nothing that Markdown or a terminal takes for something else.
  private static func isAddress(_ text: String) -> Bool {
    let host = text.dropFirst("https://".count).prefix { !"/?#".contains($0) }
    return text.utf8.count <= 1000 && host.contains(".") && host.first != "."
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>\"\\^`{|}".utf8.contains($0) }
  }
}

extension VerificationRequirement {
  fileprivate init(_ text: String, _ parts: [Substring]) throws(RulePackProblem) {
    guard parts.count == 3, let version = Version(rawValue: String(parts[1])) else {
      throw RulePackProblem(
        "\(quoted: text) is no requirement of ASVS 4.0.3 or 5.0.0, such as ASVS-5.0.0-3.4.2")
    }
    let numbers = parts[2].split(separator: ".", omittingEmptySubsequences: false)
      .map { Reference.number($0, atMost: 99) }
    guard numbers.count == 3, let chapter = numbers[0], let section = numbers[1],
      let item = numbers[2], chapter <= version.chapters
    else {
      throw RulePackProblem(
        """
        \(quoted: text) is no requirement: it has a chapter from 1 to \(version.chapters), a \
        section and a number
        """)
    }
    self.init(version: version, chapter: chapter, section: section, item: item)
  }
}

extension BenchmarkRecommendation {
  fileprivate init(_ text: String, _ parts: [Substring]) throws(RulePackProblem) {
    guard parts.count == 4, Self.isName(parts[1]), Self.isNumber(parts[2], of: 2...3),
      Self.isNumber(parts[3], of: 1...5)
    else {
      throw RulePackProblem(
        "\(quoted: text) is no recommendation of a benchmark such as CIS-Docker-1.6.0-4.10")
    }
    self.init(
      product: String(parts[1]), version: String(parts[2]), number: String(parts[3]))
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= 40
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
      }
  }

  private static func isNumber(_ text: Substring, of counts: ClosedRange<Int>) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return counts.contains(parts.count)
      && parts.allSatisfy { $0 == "0" || Reference.number($0, atMost: 999) != nil }
  }
}

extension Reference: Packable {
  package init(from u: inout Unpacker) {
    switch u.int() {
    case 0: self = .weakness(u.int())
    case 1:
      self = .requirement(
        VerificationRequirement(
          version: u.value(), chapter: u.int(), section: u.int(), item: u.int()))
    case 2:
      self = .recommendation(
        BenchmarkRecommendation(product: u.string(), version: u.string(), number: u.string()))
    default: self = .page(u.string())
    }
  }

  package func pack(into p: inout Packer) {
    switch self {
    case .weakness(let number):
      p.add(0)
      p.add(number)
    case .requirement(let requirement):
      p.add(1)
      p.add(requirement.version)
      p.add(requirement.chapter)
      p.add(requirement.section)
      p.add(requirement.item)
    case .recommendation(let recommendation):
      p.add(2)
      p.add(recommendation.product)
      p.add(recommendation.version)
      p.add(recommendation.number)
    case .page(let address):
      p.add(3)
      p.add(address)
    }
  }
}

extension VerificationRequirement.Version: Packable {}
