import ConfigGuard
import RulePacks

/// Annotations of Kubernetes objects that allow a rule: `configlint.allow/rule-id: reason`.
///
/// The name behind the slash is at most 63 characters of letters, digits, `-`, `_` and `.`, and the
/// prefix is a DNS name (kubernetes.io/docs/concepts/overview/working-with-objects/annotations).
struct SuppressionAnnotations {
  static let prefix = "configlint.allow/"

  private let tree: DocumentTree

  init(_ tree: DocumentTree) { self.tree = tree }

  /// What the objects of the documents allow, each for the node whose metadata says so.
  func directives() -> [(directive: SuppressionDirective, scope: SourceRange)] {
    var result: [(directive: SuppressionDirective, scope: SourceRange)] = []
    for root in tree.documents
    where tree.value("apiVersion", in: root) != nil && tree.value("kind", in: root) != nil {
      for node in root..<Int(tree.nodes[root].next) where tree.nodes[node].kind == .mapping {
        guard let metadata = mapping("metadata", in: node),
          let annotations = mapping("annotations", in: metadata)
        else { continue }
        let scope = SourceRange(start: Int(tree.nodes[node].start), end: tree.end(of: node))
        for entry in tree.writtenEntries(of: annotations) {
          if let directive = directive(entry.key, entry.value) {
            result.append((directive, scope))
          }
        }
      }
    }
    return result
  }

  /// A mapping that is written below a key; none that only an alias stands for, since one such
  /// mapping could be meant any number of times.
  private func mapping(_ key: String, in node: NodeIndex) -> NodeIndex? {
    tree.writtenEntries(of: node).first {
      tree.nodes[$0.value].kind == .mapping && tree.text(of: $0.key) == key
    }?.value
  }

  private func directive(_ key: NodeIndex, _ value: NodeIndex) -> SuppressionDirective? {
    guard tree.nodes[key].kind == .scalar, case let name = tree.text(of: key),
      name.hasPrefix(Self.prefix)
    else { return nil }
    let range = tree.textRange(of: key)
    let rule = name.dropFirst(Self.prefix.count)
    var directive = SuppressionDirective(range: range)
    directive.rules = [.init(written: String(rule), range: range)]
    let isText = tree.isScalar(value) && !tree.isNull(value)
    let text = isText ? tree.text(of: tree.target(of: value)).trimmedASCII : ""
    directive.reason = text
    if let end = SuppressionDirective.end(in: text[...]) {
      // A reason may begin with the word, too; a date or the dashes say that none does.
      let isMeant = end.day.first?.isNumber == true || end.rest.hasPrefix("--")
      if isMeant {
        directive.reason =
          end.rest.hasPrefix("--") ? String(end.rest.dropFirst(2)).trimmedASCII : ""
        directive.until = String(end.day)
        guard SuppressionDirective.isDay(end.day) else {
          directive.fault = SuppressionDirective.noDate(at: range)
          return directive
        }
      }
    }
    if !SuppressionDirective.isReason(directive.reason) {
      directive.fault = .init(
        kind: .suppressionWithoutReason,
        message: "the annotation's value gives no reason, so that nothing is allowed",
        range: range)
    }
    return directive
  }
}
