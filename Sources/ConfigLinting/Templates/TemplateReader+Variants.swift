import RulePacks

extension TemplateReader {
  /// Two keys of one mapping that stand in different blocks: the later one hides the earlier one.
  private struct Hidden {
    var shown: SourceRange
    var dropped: SourceRange
  }

  /// Reads the branches that the first variant leaves out, or holds hidden behind others.
  mutating func addVariants(
    _ first: Repaired, _ definitions: [SourceRange], to reading: inout TemplateReading
  ) {
    var hidden: [Hidden] = []
    var repeated: Set<Int> = []
    for problem in first.tree.problems where problem.kind == .duplicateKey {
      guard let earlier = problem.related?.start, !text.containsAction(in: problem.range),
        text.areAlternatives(earlier, problem.range.start)
      else { continue }
      if let block = text.blocks.dividing(earlier, problem.range.start) {
        repeated.insert(block)
      } else if let dropped = text.blocks.outermost(around: problem.range.start, without: earlier),
        let shown = text.blocks.outermost(around: earlier, without: problem.range.start)
      {
        hidden.append(Hidden(shown: shown, dropped: dropped))
      }
    }
    repeated.subtract(first.divided)
    guard !hidden.isEmpty || !repeated.isEmpty || !first.divided.isEmpty else { return }
    for number in 1...Self.maximumVariants {
      var choices = first.choices
      var shown: [SourceRange] = []
      choices.dropped = first.lost + definitions
      if number == 1 {
        choices.dropped += hidden.map(\.dropped)
        shown += hidden.map(\.shown)
      }
      // The first variant shows the first branch of divided blocks, the last one of repeated keys.
      for block in first.divided {
        choose(number, of: block, orElse: 0, &choices, &shown)
      }
      for block in repeated {
        let last = text.blocks.blocks[block].branches.count - 1
        choose(number - 1 < last ? number - 1 : Int.max, of: block, orElse: last, &choices, &shown)
      }
      guard !shown.isEmpty else { return }
      add(choices, shown, to: &reading)
    }
    for block in first.divided {
      for branch in text.blocks.blocks[block].branches.dropFirst(Self.maximumVariants + 1) {
        reading.gaps.append(
          TemplateGap(
            range: text.branches[branch].range, reason: "more branches than are read one by one"))
      }
    }
  }

  private func choose(
    _ number: Int, of block: Int, orElse other: Int, _ choices: inout TemplateChoices,
    _ shown: inout [SourceRange]
  ) {
    let branches = text.blocks.blocks[block].branches
    let chosen = number < branches.count ? number : other
    if number < branches.count { shown.append(text.branches[branches[chosen]].range) }
    for (position, branch) in branches.enumerated() where position != chosen {
      choices.dropped.append(text.branches[branch].range)
    }
  }

  private mutating func add(
    _ choices: TemplateChoices, _ shown: [SourceRange], isNested: Bool = false,
    to reading: inout TemplateReading
  ) {
    guard budget > 0, reading.variants.count < Self.maximumVariants * 3 else {
      reading.gaps += shown.map {
        TemplateGap(range: $0, reason: "too many branches that do not stand together")
      }
      return
    }
    let result = readRepairing(choices)
    reading.variants.append(TemplateVariant(tree: result.tree, newText: shown))
    // The branches that come to light here may hold such blocks themselves.
    for block in result.divided {
      let branches = text.blocks.blocks[block].branches
      if isNested {
        reading.gaps += branches.dropFirst().map {
          TemplateGap(
            range: text.branches[$0].range, reason: "branches too deep inside others to be read")
        }
        continue
      }
      for number in 1..<branches.count {
        var inner = choices
        var innerShown: [SourceRange] = []
        choose(number, of: block, orElse: 0, &inner, &innerShown)
        add(inner, innerShown, isNested: true, to: &reading)
      }
    }
    for gap in result.gaps where shown.contains(where: { $0.contains(gap.range) }) {
      if !reading.gaps.contains(gap) { reading.gaps.append(gap) }
    }
  }

  /// Reads the definitions, each of which is a fragment by itself.
  mutating func addDefinitions(_ definitions: [SourceRange], to reading: inout TemplateReading) {
    guard !definitions.isEmpty, budget > 0 else { return }
    var choices = TemplateChoices()
    choices.separatesDefinitions = true
    var end = 0
    for definition in definitions {
      choices.dropped.append(SourceRange(start: end, end: max(end, definition.start)))
      end = max(end, definition.end)
    }
    choices.dropped.append(SourceRange(start: end, end: text.source.count))
    let place = reading.variants.count
    add(choices, definitions, to: &reading)
    guard place < reading.variants.count else { return }
    reading.problems += reading.variants[place].tree.problems.filter { !isExplained($0) }
  }
}
