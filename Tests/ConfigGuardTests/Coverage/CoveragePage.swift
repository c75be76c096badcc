import RulePacks

@testable import ConfigGuard
@testable import ConfigLinting

/// The table of families and formats.
struct CoveragePage {
  private let coverage: Coverage
  private let rules: [Rule]
  /// The rows of formats that were not probed, by their titles.
  private let earlier: [String: String]

  /// - Parameter earlier: A page whose rows count where a format was not probed.
  init(_ coverage: Coverage, _ rules: [Rule], earlier: String) {
    self.coverage = coverage
    self.rules = rules
    self.earlier = Dictionary(
      earlier.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
        (String(line.dropFirst(2).prefix { $0 != "|" }.dropLast()), String(line))
      }, uniquingKeysWith: { first, _ in first })
  }

  var text: String {
    let families = RulePacks.Category.allCases.filter { family in
      rules.contains { $0.category == family }
    }
    let head = ["format"] + families.map { "[\($0.rawValue)](rules/README.md#\($0.rawValue))" }
    var lines = [row(head), row(head.map { _ in "---" })]
    for format in formats {
      let title = FormatTitle.of(format)
      let isKnown = coverage.probed.contains(format) || !ProbeFormat.names.contains(format)
      lines.append(
        isKnown ? row([title] + families.map { cell(format, $0) }) : earlier[title] ?? "")
    }
    return """
      <!-- Generated from the rule packs by `make pages`; do not edit. -->

      # Coverage

      How many rules of each family fire in each of \(formats.count) formats. \(rules.count) rules are \
      built in. Nothing here is claimed: a rule counts where it did fire, either in one of its own \
      examples or in a probe. A probe is the setting or the service of an example, written in every \
      other format, on its own or with others beside it.

      `12 (3 own)` means that 12 rules fire, of which 3 look at places that only formats named by the \
      rule have. A dash means that no rule was seen to fire there. Each family leads to its rules.

      Rules about files as such (tracked-secret, drift, reading, syntax) and those that ask for a \
      contract are counted in their own examples alone, though they hold in more formats than those.

      \(lines.joined(separator: "\n"))

      """
  }

  private var formats: [String] {
    ProbeFormat.names.union(coverage.rules.keys).sorted { left, right in
      (Self.order(left), left) < (Self.order(right), right)
    }
  }

  /// Titles by their letters alone.
  private static func order(_ format: String) -> String {
    FormatTitle.of(format).lowercased().filter { $0.isLetter || $0 == " " }
  }

  private func cell(_ format: String, _ family: RulePacks.Category) -> String {
    let fired = rules.filter {
      $0.category == family && coverage.rules[format]?.contains($0.id) == true
    }
    let own = fired.filter { rule in
      if case .path(let selector) = rule.scope { return selector.formats.contains(format) }
      return false
    }
    if fired.isEmpty { return "–" }
    return own.isEmpty ? "\(fired.count)" : "\(fired.count) (\(own.count) own)"
  }

  private func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
}
