extension Vocabulary: Packable {
  package init(from u: inout Unpacker) {
    self.init()
    $words = u.value()
    $roles = u.value()
    $lists = u.value()
    $families = u.value()
    $commonWords = u.value()
    $publishedKeys = u.value()
    $forms = u.value()
    $tokens = u.value()
    $stages = u.value()
    $ceilings = u.value()
    $variableTypes = u.value()
  }

  package func pack(into p: inout Packer) {
    p.add($words)
    p.add($roles)
    p.add($lists)
    p.add($families)
    p.add($commonWords)
    p.add($publishedKeys)
    p.add($forms)
    p.add($tokens)
    p.add($stages)
    p.add($ceilings)
    p.add($variableTypes)
  }
}

extension RoleEntry: Packable {
  package init(from u: inout Unpacker) {
    self.init(role: u.string(), keys: u.array())
  }

  package func pack(into p: inout Packer) {
    p.add(role)
    p.add(keys)
  }
}

extension VariableTypeEntry: Packable {
  package init(from u: inout Unpacker) {
    self.init(type: u.string(), keys: u.array())
  }

  package func pack(into p: inout Packer) {
    p.add(type)
    p.add(keys)
  }
}

extension PublishedKey: Packable {
  package init(from u: inout Unpacker) {
    self.init(digest: u.string(), publisher: u.string())
  }

  package func pack(into p: inout Packer) {
    p.add(digest)
    p.add(publisher)
  }
}

extension ValueForm: Packable {
  package init(from u: inout Unpacker) {
    kind = u.value()
    name = u.string()
    pattern = u.string()
    signs = u.array()
  }

  package func pack(into p: inout Packer) {
    p.add(kind)
    p.add(name)
    p.add(pattern)
    p.add(signs)
  }
}

extension StageVocabulary: Packable {
  package init(from u: inout Unpacker) {
    markers = u.array()
    names = u.dictionary()
    folders = u.dictionary()
    ambiguous = u.array()
  }

  package func pack(into p: inout Packer) {
    p.add(markers)
    p.add(names)
    p.add(folders)
    p.add(ambiguous)
  }
}

extension RulePage: Packable {
  package init(from u: inout Unpacker) {
    self.init(id: u.string(), why: u.string(), fix: u.string(), examples: [])
    $examples = u.value()
  }

  package func pack(into p: inout Packer) {
    p.add(id)
    p.add(why)
    p.add(fix)
    p.add($examples)
  }
}

extension RuleExample: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      isBad: u.value(), title: u.string(), files: u.array(), environment: u.dictionary(),
      contract: u.optional(), stage: u.optional(), severity: u.optional(), line: u.int(),
      accesses: u.array())
  }

  package func pack(into p: inout Packer) {
    p.add(isBad)
    p.add(title)
    p.add(files)
    p.add(environment)
    p.add(contract)
    p.add(stage)
    p.add(severity)
    p.add(line)
    p.add(accesses)
  }
}

extension RuleExample.Access: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      key: u.string(), outcome: u.string(), fallback: u.optional(), isMarkedSecret: u.value())
  }

  package func pack(into p: inout Packer) {
    p.add(key)
    p.add(outcome)
    p.add(fallback)
    p.add(isMarkedSecret)
  }
}

extension RuleExample.File: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      path: u.string(), text: u.string(), tracking: u.string(), isReadableByAll: u.value())
  }

  package func pack(into p: inout Packer) {
    p.add(path)
    p.add(text)
    p.add(tracking)
    p.add(isReadableByAll)
  }
}
