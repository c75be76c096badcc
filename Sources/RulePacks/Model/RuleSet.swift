/// Rules and the facts they share, ready for judging.
package struct RuleSet: Sendable {
  package var rules: [Rule]
  package var vocabulary: Vocabulary

  package init(rules: [Rule], vocabulary: Vocabulary) {
    self.rules = rules
    self.vocabulary = vocabulary
  }

  package init(packs: [RulePack]) {
    self.init(
      rules: packs.flatMap(\.rules), vocabulary: Vocabulary(merging: packs.map(\.vocabulary)))
  }

  /// Unpacks rules that were built into the binary.
  package init(embedded: StaticString) {
    var unpacker = Unpacker(embedded.utf8Start)
    rules = unpacker.array()
    vocabulary = Vocabulary(merging: unpacker.array())
  }

  package func adding(_ packs: [RulePack]) -> RuleSet {
    var own = packs.flatMap(\.rules)
    for index in own.indices { own[index].isOwn = true }
    return RuleSet(
      rules: rules + own,
      vocabulary: Vocabulary(merging: [vocabulary] + packs.map(\.vocabulary)))
  }
}

extension Vocabulary {
  init(merging parts: [Vocabulary]) {
    self.init()
    for part in parts {
      words += part.words
      roles += part.roles
      lists.merge(part.lists) { $0 + $1 }
      families.merge(part.families) { $0 + $1 }
      commonWords += part.commonWords
      publishedKeys += part.publishedKeys
      forms += part.forms
      tokens += part.tokens
      ceilings += part.ceilings
      variableTypes += part.variableTypes
      stages.markers += part.stages.markers
      stages.names.merge(part.stages.names) { $0 + $1 }
      stages.folders.merge(part.stages.folders) { $0 + $1 }
      stages.ambiguous += part.stages.ambiguous
    }
  }
}
