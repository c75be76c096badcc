@testable import RulePacks

extension DocumentTree {
  /// What another tree of the same file has otherwise; nil where they are the same.
  func difference(from other: DocumentTree) -> String? {
    if documents != other.documents { return "documents \(documents), not \(other.documents)" }
    if tags != other.tags { return "tags \(tags), not \(other.tags)" }
    for (index, pair) in zip(nodes, other.nodes).enumerated() where pair.0 != pair.1 {
      return "node \(index) \(pair.0), not \(pair.1)"
    }
    if nodes.count != other.nodes.count { return "\(nodes.count), not \(other.nodes.count) nodes" }
    if cooked != other.cooked { return "cooked text" }
    if comments != other.comments { return "comments \(comments), not \(other.comments)" }
    if problems != other.problems { return "problems \(problems), not \(other.problems)" }
    return nil
  }
}
