package import ConfigGuard
import RulePacks

extension DocumentReading {
  /// The file that a node is from.
  package func file(of node: NodeIndex) -> SourceFile {
    tree.origins.isEmpty ? file : files[Int(tree.origins[tree.target(of: node)])]
  }

  /// The text of a node, as a place in the file that it is from.
  package func place(of node: NodeIndex) -> Place {
    Place(file(of: node), tree.textRange(of: tree.target(of: node)))
  }

  /// Adds a problem whose range is in the file that a node is from.
  package mutating func report(_ problem: ReadingProblem, at node: NodeIndex) {
    report(problem, in: file(of: node))
  }

  package mutating func report(_ problem: ReadingProblem, in file: SourceFile) {
    if file === self.file {
      problems.append(problem)
    } else {
      problemsElsewhere.append(ProblemElsewhere(file: file, problem: problem))
    }
  }

  /// The values that a node was laid over, the nearest one first.
  func replacedLayers(
    of node: NodeIndex, _ syntax: ReferenceSyntax, _ lookup: (String) -> String?
  ) -> [Layer] {
    (tree.replaced[tree.target(of: node)] ?? []).compactMap { below in
      guard files.indices.contains(below.origin) else { return nil }
      let value = values.value(
        below.text, at: below.range, isExact: below.isExact, syntax: syntax, lookup: lookup)
      return Layer(source: "", place: Place(files[below.origin], below.range), value: value)
    }
  }
}
