/// Rules and the facts they share, ready for judging.
package struct RuleSet: Sendable {
  /// The rules, each of them unpacked when it is first needed.
  package let list: LateList<Rule>
  package let vocabulary: Vocabulary
  /// What was worked out when the rules were built in.
  private let builtinTables: RuleTables?

  package var rules: [Rule] { Array(list) }
  package var tables: RuleTables { builtinTables ?? RuleTables(rules, vocabulary).packed }

  package init(rules: [Rule], vocabulary: Vocabulary) {
    list = LateList(rules)
    self.vocabulary = vocabulary
    builtinTables = nil
  }

  package init(packs: [RulePack]) {
    self.init(
      rules: packs.flatMap(\.rules), vocabulary: Vocabulary(merging: packs.map(\.vocabulary)))
  }

  /// Rules that were built into the binary.
  package init(embedded: StaticString) {
    var unpacker = Unpacker(embedded.utf8Start)
    list = unpacker.value()
    vocabulary = unpacker.value()
    builtinTables = unpacker.value()
  }

  /// What `init(embedded:)` reads.
  package func pack(into p: inout Packer) {
    p.add(list)
    p.add(vocabulary)
    p.add(RuleTables(rules, vocabulary))
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
    self = parts.first ?? Vocabulary()
    for part in parts.dropFirst() {
      words += part.words
      roles += part.roles
      lists.append(part.lists)
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
