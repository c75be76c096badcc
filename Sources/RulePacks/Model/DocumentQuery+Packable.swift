extension PathSelector: Packable {
  package init(from u: inout Unpacker) { self.init(places: u.array()) }

  package func pack(into p: inout Packer) { p.add(places) }
}

extension PathSelector.Place: Packable {
  package init(from u: inout Unpacker) {
    self.init(formats: u.array(), paths: u.array())
  }

  package func pack(into p: inout Packer) {
    p.add(formats)
    p.add(paths)
  }
}

extension DocumentPath: Packable {
  package init(from u: inout Unpacker) {
    self.init(mapping: u.optional(), steps: u.array(), text: u.string())
  }

  package func pack(into p: inout Packer) {
    p.add(mapping)
    p.add(steps)
    p.add(text)
  }
}

extension DocumentPath.Step: Packable {
  package init(from u: inout Unpacker) {
    switch u.int() {
    case 0: self = .key(u.array())
    case 1: self = .eachItem
    default: self = .eachEntry
    }
  }

  package func pack(into p: inout Packer) {
    switch self {
    case .key(let names):
      p.add(0)
      p.add(names)
    case .eachItem: p.add(1)
    case .eachEntry: p.add(2)
    }
  }
}

extension DocumentQuery: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      condition: u.optional(), path: u.optional(), sameAs: u.optional(),
      isInSameNamespace: u.value())
  }

  package func pack(into p: inout Packer) {
    p.add(condition)
    p.add(path)
    p.add(sameAs)
    p.add(isInSameNamespace)
  }
}

extension ListTest: Packable {
  package init(from u: inout Unpacker) { self.init(u.value(), u.value()) }

  package func pack(into p: inout Packer) {
    p.add(quantity)
    p.add(test)
  }
}

extension ListTest.Quantity: Packable {}
