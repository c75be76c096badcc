import RulePacks

extension KustomizeBuild {
  /// Which objects a patch says that it is for.
  enum Target {
    case unsaid
    case unreadable
    case selector(KustomizeSelector)
  }

  mutating func target(
    of item: NodeIndex, _ file: KustomizeFile, _ objects: inout KustomizeObjects
  ) -> Target {
    guard let node = file.tree.value("target", in: item), file.tree.isMapping(node) else {
      return .unsaid
    }
    guard let selector = selector(node, file) else {
      objects.isOpen = true
      return .unreadable
    }
    return .selector(selector)
  }

  /// A selector; nil where it is none that is known here, as not everything is that Go takes for
  /// an expression.
  func selector(_ node: NodeIndex, _ file: KustomizeFile) -> KustomizeSelector? {
    try? KustomizeSelector { file.text($0, in: node) }
  }

  /// What it costs to compare an object with a selector.
  private static let workOfMatch = 8

  /// The objects that a selector is for; nil where no more may be looked through.
  mutating func numbers(
    for selector: KustomizeSelector, in objects: inout KustomizeObjects, _ item: NodeIndex,
    _ file: KustomizeFile
  ) -> [Int]? {
    let candidates =
      selector.exactName.map { objects.numbers(ofKind: $0.kind, named: $0.name) }
      ?? Array(objects.list.indices)
    guard mayWork(item, file, &objects) else { return nil }
    work += candidates.count * Self.workOfMatch
    return candidates.filter { number in
      !objects.list[number].isDeleted && selector.matches(objects.list[number], in: document)
    }
  }

  mutating func reportUnmatched(
    _ target: Target, _ item: NodeIndex, _ file: KustomizeFile, _ objects: KustomizeObjects
  ) {
    // What was not read may have the object.
    guard !objects.isOpen else { return }
    // A component is for several kustomizations, not all of which have everything that it selects.
    if case .selector = target, file.isComponent { return }
    report(.patchUnmatched, "this patch is for no object that is there", item, in: file)
  }

  /// Whether patches may go on; says so once where they may not.
  mutating func mayWork(
    _ item: NodeIndex, _ file: KustomizeFile, _ objects: inout KustomizeObjects
  ) -> Bool {
    guard work >= Self.mostWork else { return true }
    if work < Int.max / 2 {
      work = Int.max / 2
      report(.limit, "the patches of this kustomization look through too much", item, in: file)
    }
    objects.isOpen = true
    return false
  }
}
