import RulePacks

/// What those who hold settings say of the contract's variables, the first one that counts first.
package struct SourcedSettings: Sendable, Equatable {
  /// One holder of settings.
  package struct Source: Sendable, Equatable {
    package var name: String
    /// Texts of the variables that it holds.
    package var values: [String: String]
    /// What it holds in a form that code which reads the variable's type would not get.
    package var unusable: Set<String>

    package init(name: String, values: [String: String], unusable: Set<String>) {
      self.name = name
      self.values = values
      self.unusable = unusable
    }
  }

  package var sources: [Source]
  /// The keys under which the variables are looked for, as code writes them.
  package var keys: [String: String]

  package init(_ sources: [Source], keys: [String: String]) {
    self.sources = sources
    self.keys = keys
  }

  /// A value that a source has under a variable's name or a former one.
  fileprivate struct Holding {
    var source: Int
    var name: String
    var text: String
  }

  /// The values of a variable: the one that counts, and those that it hides.
  fileprivate func holdings(of variable: ContractVariable) -> [Holding] {
    sources.indices.compactMap { index in
      for name in [variable.name] + variable.formerNames {
        guard let text = sources[index].values[name] else { continue }
        // What no text says is a value all the same.
        guard sources[index].unusable.contains(name) || !variable.countsAsMissing(text) else {
          continue
        }
        return Holding(source: index, name: name, text: text)
      }
      return nil
    }
  }

  fileprivate func name(_ index: Int) -> ReportText {
    "\(name: ProviderName.shown(sources[index].name))"
  }
}

extension SourcedSettings.Source: CustomStringConvertible, CustomReflectable {
  /// The name, and no value.
  package var description: String { ProviderName.shown(name) }

  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension ContractVariable {
  /// Whether a text is as good as none for this variable.
  package func countsAsMissing(_ text: String) -> Bool {
    text.trimmedASCII.isEmpty && !allowsEmpty
  }
}

extension Validator {
  /// Judges the contract's variables as several sources hold them.
  ///
  /// The first source that has a value counts, and the messages name it. What it hides is tested
  /// against the contract, too, and reported as notes. A value that cannot be read as the
  /// variable's type is an error, since most readers put a default in its place without a word.
  ///
  /// - Parameter others: More variables for the rules, such as one that names the stage.
  /// - Throws: `InvalidConfiguration` with all problems, where the service must not start.
  package func requireValid(
    _ settings: SourcedSettings, others: [String: String] = [:]
  ) throws -> Report {
    let report = validate(settings, others: others)
    guard report.refusesStart else { return report }
    throw InvalidConfiguration(report: report)
  }

  /// The same, and nothing is thrown.
  package func validate(_ settings: SourcedSettings, others: [String: String] = [:]) -> Report {
    let holdings = variables.map { ($0, settings.holdings(of: $0)) }
    var environment = others
    for (variable, holdings) in holdings {
      if let first = holdings.first {
        environment[first.name] = first.text
      } else {
        environment[variable.name] =
          settings.sources.compactMap { $0.values[variable.name] }.first
      }
    }
    let hidden = hiddenViolations(settings, holdings, in: environment)
    return report(on: environment) { scene in
      var drafts = violations(in: scene).drafts
      let broken = Set(drafts.filter(\.isContractual).compactMap(\.key))
      for (variable, holdings) in holdings {
        let name = holdings.first?.name ?? variable.name
        for index in drafts.indices where drafts[index].key == name {
          drafts[index].message += settings.origin(
            of: name, holdings, isBroken: drafts[index].isContractual)
        }
        guard let first = holdings.first, !broken.contains(name),
          settings.sources[first.source].unusable.contains(name)
        else { continue }
        let problem: ReportText =
          "\(settings.name(first.source)) cannot read the value as \(variable.type.expectation)"
        if let draft = draft("access-replaced", name, problem, scene) { drafts.append(draft) }
      }
      return drafts + hidden
    }
  }

  /// What the contract says of values that better ones hide: harmless for as long as those stay.
  private func hiddenViolations(
    _ settings: SourcedSettings, _ holdings: [(ContractVariable, [SourcedSettings.Holding])],
    in environment: [String: String]
  ) -> [FindingDraft] {
    var found: [FindingDraft] = []
    for index in settings.sources.indices {
      var values: [String: String] = [:]
      var owners: [String: Int] = [:]
      for (_, holdings) in holdings {
        guard let owner = holdings.first,
          let hidden = holdings.dropFirst().first(where: { $0.source == index })
        else { continue }
        values[hidden.name] = hidden.text
        owners[hidden.name] = owner.source
      }
      guard !values.isEmpty else { continue }
      let source = settings.sources[index].name
      _ = report(on: environment.merging(values) { $1 }) { scene in
        for var draft in violations(in: scene).drafts where draft.isContractual {
          guard let name = draft.key, let owner = owners[name] else { continue }
          let key: ReportText = "\(key: settings.keys[name] ?? name)"
          draft.severity = .note
          draft.part = source
          draft.message +=
            " (\(key) of \(settings.name(index)), hidden by \(settings.name(owner)))"
          found.append(draft)
        }
        return []
      }
    }
    return found
  }

  private func draft(
    _ check: String, _ variable: String, _ problem: ReportText, _ scene: Scene
  ) -> FindingDraft? {
    guard let rule = scene.context.index.contractRules[check],
      scene.context.judge.isEnabled(rule, scene.here.gate),
      let severity = scene.context.judge.severity(rule, in: scene.here.stage)
    else { return nil }
    return FindingDraft(
      rule, severity, at: scene.place, keyPath: variable, key: variable,
      workload: scene.here.workload?.name, stage: scene.here.stage,
      arguments: ["problem": problem])
  }
}

extension SourcedSettings {
  /// Where a variable was looked for and found, for the end of a message.
  fileprivate func origin(of name: String, _ holdings: [Holding], isBroken: Bool) -> ReportText {
    let key: ReportText = "\(key: keys[name] ?? name)"
    guard let first = holdings.first else {
      return sources.contains { $0.values[name] != nil }
        ? " (\(key))" : " (\(key), which no provider has)"
    }
    var text: ReportText = " (\(key) of \(self.name(first.source))"
    if isBroken, holdings.count > 1 {
      let others = holdings.dropFirst().map { self.name($0.source) }
      text += ", which hides that of \(others.joined(separator: " and "))"
    }
    return text + ")"
  }
}

extension Validator {
  /// The variables by which an environment may name its stage; none where the stage is given.
  package var stageVariables: [String] {
    guard stage == nil else { return [] }
    return rules.index.vocabulary.stages.markers.flatMap { pattern in
      Self.sequences(of: pattern.leaf[...]).map { $0.joined(separator: "_").uppercased() }
    }
  }

  /// All ways to write a pattern without gaps.
  private static func sequences(of elements: ArraySlice<KeyPattern.Element>) -> [[String]] {
    guard let first = elements.first else { return [[]] }
    let rest = sequences(of: elements.dropFirst())
    switch first {
    case .word(let words, let isOptional):
      let spelled = words.flatMap { word in rest.map { [word] + $0 } }
      return isOptional ? spelled + rest : spelled
    case .anyOrder, .gap: return []
    }
  }
}
