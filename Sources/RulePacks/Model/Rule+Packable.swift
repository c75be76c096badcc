extension Rule: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      id: u.string(), category: u.value(), title: u.string(), levels: u.value(),
      confidence: u.value(), gates: Set(u.array()), scope: u.value(), condition: u.optional(),
      check: u.value(), message: u.string(), help: u.string(), references: u.array(),
      since: u.string(), formerly: u.array(), showsValues: u.value(), repair: u.optional())
  }

  package func pack(into p: inout Packer) {
    p.add(id)
    p.add(category)
    p.add(title)
    p.add(levels)
    p.add(confidence)
    p.add(Gate.allCases.filter { gates.contains($0) })
    p.add(scope)
    p.add(condition)
    p.add(check)
    p.add(message)
    p.add(help)
    p.add(references)
    p.add(since)
    p.add(formerly)
    p.add(showsValues)
    p.add(repair)
  }
}

extension StageLevels: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      production: u.optional(), development: u.optional(), everyStage: u.optional(),
      exceptions: u.array())
  }

  package func pack(into p: inout Packer) {
    p.add(production)
    p.add(development)
    p.add(everyStage)
    p.add(exceptions)
  }
}

extension StageLevels.Exception: Packable {
  package init(from u: inout Unpacker) {
    self.init(stage: u.value(), severity: u.optional())
  }

  package func pack(into p: inout Packer) {
    p.add(stage)
    p.add(severity)
  }
}

extension RuleScope: Packable {
  package init(from u: inout Unpacker) {
    switch u.int() {
    case 0: self = .setting(u.value())
    case 1: self = .path(u.value())
    case 2: self = .workload
    case 3: self = .project
    case 4: self = .contract
    case 5: self = .reading
    case 80: self = .command
    default: self = .text
    }
  }

  package func pack(into p: inout Packer) {
    switch self {
    case .setting(let selector):
      p.add(0)
      p.add(selector)
    case .path(let selector):
      p.add(1)
      p.add(selector)
    case .workload: p.add(2)
    case .project: p.add(3)
    case .contract: p.add(4)
    case .reading: p.add(5)
    case .text: p.add(6)
    case .command: p.add(80)
    }
  }
}

extension SettingSelector: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      keys: u.array(), except: u.array(), roles: u.array(), isAny: u.value(),
      keyExpression: u.optional())
  }

  package func pack(into p: inout Packer) {
    p.add(keys)
    p.add(except)
    p.add(roles)
    p.add(isAny)
    p.add(keyExpression)
  }
}

extension KeyPattern: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      text: u.string(), context: u.array(), leaf: u.array(), forbidden: u.array(),
      isAnchored: u.value(), needs: u.value(), contextNeeds: u.value())
  }

  package func pack(into p: inout Packer) {
    p.add(text)
    p.add(context)
    p.add(leaf)
    p.add(forbidden)
    p.add(isAnchored)
    p.add(needs)
    p.add(contextNeeds)
  }
}

extension KeyPattern.Element: Packable {
  package init(from u: inout Unpacker) {
    switch u.int() {
    case 0: self = .word(u.array(), isOptional: u.value())
    case 1: self = .anyOrder(u.array())
    default: self = .gap
    }
  }

  package func pack(into p: inout Packer) {
    switch self {
    case .word(let words, let isOptional):
      p.add(0)
      p.add(words)
      p.add(isOptional)
    case .anyOrder(let groups):
      p.add(1)
      p.add(groups)
    case .gap: p.add(2)
    }
  }
}
