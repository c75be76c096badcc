import RulePacks

/// A reference as pages show it: what it is called, what it says, where it stands.
struct ReferenceNote {
  let label: String
  /// What the standard calls it; nil for pages, and for what is not known here.
  let title: String?
  let link: String

  init(_ reference: Reference) {
    switch reference {
    case .weakness(let number):
      label = reference.text
      title = StandardTitles.weaknesses[number]
      link = "https://cwe.mitre.org/data/definitions/\(number).html"
    case .requirement(let requirement):
      label = "ASVS \(requirement.version.rawValue), V\(requirement.number)"
      title = Self.section(of: requirement)
      link = Self.link(to: requirement)
    case .recommendation(let recommendation):
      label =
        "CIS \(recommendation.product) Benchmark \(recommendation.version), "
        + recommendation.number
      title = nil
      link = "https://www.cisecurity.org/benchmark/\(recommendation.product.lowercased())"
    case .page(let address):
      label = address
      title = nil
      link = address
    }
  }

  private static func chapter(
    of requirement: VerificationRequirement
  ) -> StandardTitles.Chapter? {
    let chapters =
      switch requirement.version {
      case .four: StandardTitles.chaptersOfFour
      case .five: StandardTitles.chaptersOfFive
      }
    return chapters.indices.contains(requirement.chapter - 1)
      ? chapters[requirement.chapter - 1] : nil
  }

  private static func section(of requirement: VerificationRequirement) -> String? {
    guard let sections = chapter(of: requirement)?.sections,
      sections.indices.contains(requirement.section - 1)
    else { return nil }
    return sections[requirement.section - 1]
  }

  private static func link(to requirement: VerificationRequirement) -> String {
    let version = requirement.version.rawValue
    let root = "https://github.com/OWASP/ASVS/blob/v\(version)_release"
    guard let chapter = chapter(of: requirement) else { return root }
    let page = "\(root)/\(version.prefix(3))/en/\(chapter.file).md"
    guard let section = section(of: requirement) else { return page }
    let heading = "v\(requirement.chapter)\(requirement.section) \(section.lowercased())"
    let anchor = heading.compactMap { character -> Character? in
      character == " "
        ? "-"
        : character.isLetter || character.isNumber || character == "-"
          ? character : nil
    }
    return "\(page)#\(String(anchor))"
  }
}
