import ConfigGuard
import RulePacks

/// What is wrong with a project, each thing once, with the file that it is in.
final class ComposeProblems {
  private(set) var all: [ProblemElsewhere] = []
  private var reported: [ObjectIdentifier: Set<ReadingProblem>] = [:]

  func report(_ problem: ReadingProblem, in file: SourceFile) {
    let count = reported[ObjectIdentifier(file)]?.count ?? 0
    guard count < ReadingLimits.problems * 10 || problem.kind == .limit,
      reported[ObjectIdentifier(file), default: []].insert(problem).inserted
    else { return }
    all.append(ProblemElsewhere(file: file, problem: problem))
  }
}

/// Entries that merging has made, which files can multiply.
final class ComposeWork {
  var entries = 0
}
