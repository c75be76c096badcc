extension Check: Packable {
  package init(from u: inout Unpacker) {
    switch u.int() {
    case 0: self = .value(u.value())
    case 1: self = .origins(u.value())
    case 2: self = .secret(u.array())
    case 3: self = .fallback
    case 4: self = .url(u.value())
    case 5: self = .token(u.array(), except: u.array())
    case 6: self = .absent
    case 7: self = .requires(u.array())
    case 8: self = .relation(u.value())
    case 9: self = .sameAcrossStages
    case 10: self = .trackedEnvFile(u.string())
    case 11: self = .exampleDrift(u.string())
    case 12: self = .contract(u.string())
    case 13: self = .reading(u.string())
    case 14: self = .resolution(u.value())
    case 15: self = .twins(u.array(), suffix: u.string())
    case 16: self = .keyMaterial(u.value())
    case 17: self = .plainBesideSealed
    case 18: self = .text(u.value())
    case 60: self = .present
    case 24: self = .connectionBudget(u.value())
    case 80: self = .command(u.array())
    default: self = .heldSecret(u.array())
    }
  }

  package func pack(into p: inout Packer) {
    switch self {
    case .value(let test):
      p.add(0)
      p.add(test)
    case .origins(let test):
      p.add(1)
      p.add(test)
    case .secret(let classes):
      p.add(2)
      p.add(classes)
    case .fallback: p.add(3)
    case .url(let test):
      p.add(4)
      p.add(test)
    case .token(let states, let except):
      p.add(5)
      p.add(states)
      p.add(except)
    case .absent: p.add(6)
    case .requires(let keys):
      p.add(7)
      p.add(keys)
    case .relation(let relation):
      p.add(8)
      p.add(relation)
    case .command(let tests):
      p.add(80)
      p.add(tests)
    case .sameAcrossStages: p.add(9)
    case .trackedEnvFile(let what):
      p.add(10)
      p.add(what)
    case .exampleDrift(let what):
      p.add(11)
      p.add(what)
    case .contract(let what):
      p.add(12)
      p.add(what)
    case .reading(let what):
      p.add(13)
      p.add(what)
    case .resolution(let what):
      p.add(14)
      p.add(what)
    case .keyMaterial(let material):
      p.add(16)
      p.add(material)
    case .twins(let keys, let suffix):
      p.add(15)
      p.add(keys)
      p.add(suffix)
    case .plainBesideSealed: p.add(17)
    case .connectionBudget(let budget):
      p.add(24)
      p.add(budget)
    case .text(let test):
      p.add(18)
      p.add(test)
    case .present: p.add(60)
    case .heldSecret(let kinds):
      p.add(19)
      p.add(kinds)
    }
  }
}

extension HeldSecretKind: Packable {}

extension TextTest: Packable {
  package init(from u: inout Unpacker) {
    self.init(pattern: u.string(), keywords: u.array())
  }

  package func pack(into p: inout Packer) {
    p.add(pattern)
    p.add(keywords)
  }
}

extension ValueTest: Packable {
  package init(from u: inout Unpacker) {
    oneOf = u.array()
    notOneOf = u.array()
    list = u.optional()
    pattern = u.optional()
    notPattern = u.optional()
    isTruthy = u.optional()
    isEmpty = u.optional()
    isInteger = u.optional()
    below = u.optional()
    above = u.optional()
    length = u.optional()
    duration = u.optional()
    size = u.optional()
    isDuration = u.optional()
    isAboutItems = u.value()
    listTests = u.array()
  }

  package func pack(into p: inout Packer) {
    p.add(oneOf)
    p.add(notOneOf)
    p.add(list)
    p.add(pattern)
    p.add(notPattern)
    p.add(isTruthy)
    p.add(isEmpty)
    p.add(isInteger)
    p.add(below)
    p.add(above)
    p.add(length)
    p.add(duration)
    p.add(size)
    p.add(isDuration)
    p.add(isAboutItems)
    p.add(listTests)
  }
}

extension URLTest: Packable {
  package init(from u: inout Unpacker) {
    password = u.optional()
    schemes = u.array()
    query = u.dictionary()
    host = u.optional()
    hosts = u.array()
    exceptHosts = u.array()
  }

  package func pack(into p: inout Packer) {
    p.add(password)
    p.add(schemes)
    p.add(query)
    p.add(host)
    p.add(hosts)
    p.add(exceptHosts)
  }
}

extension Condition: Packable {
  package init(from u: inout Unpacker) {
    switch u.int() {
    case 0: self = .all(u.array())
    case 1: self = .any(u.array())
    case 2: self = .not(u.value())
    case 3: self = .stage(u.array())
    case 4: self = .format(u.array())
    case 5: self = .kind(u.array())
    case 6: self = .image(u.array())
    case 7: self = .replicasAtLeast(u.int())
    case 8: self = .setting(u.array(), u.optional())
    case 9: self = .sibling(u.string(), u.optional())
    case 10: self = .load(u.array())
    case 11: self = .tracking(u.array())
    case 12: self = .fileKind(u.array())
    case 13: self = .role(u.array())
    case 14: self = .command(u.array())
    case 15: self = .starts(u.array())
    case 16: self = .declaredSecret
    case 17: self = .besideCiphertext
    case 60: self = .at(u.value(), u.optional())
    case 61: self = .document(u.value())
    case 62: self = .workload(u.value())
    case 63: self = .keepsData(u.value())
    case 64: self = .published(u.value())
    case 65: self = .probed(u.value())
    case 66: self = .named(u.array())
    default: self = .readableByAll(u.value())
    }
  }

  package func pack(into p: inout Packer) {
    func add<T: Packable>(_ number: Int, _ values: [T]) {
      p.add(number)
      p.add(values)
    }
    switch self {
    case .all(let parts): add(0, parts)
    case .any(let parts): add(1, parts)
    case .not(let part):
      p.add(2)
      p.add(part)
    case .stage(let stages): add(3, stages)
    case .format(let names): add(4, names)
    case .kind(let names): add(5, names)
    case .image(let names): add(6, names)
    case .replicasAtLeast(let count):
      p.add(7)
      p.add(count)
    case .setting(let keys, let test):
      add(8, keys)
      p.add(test)
    case .sibling(let key, let test):
      p.add(9)
      p.add(key)
      p.add(test)
    case .load(let names): add(10, names)
    case .tracking(let names): add(11, names)
    case .fileKind(let names): add(12, names)
    case .role(let names): add(13, names)
    case .command(let words): add(14, words)
    case .starts(let words): add(15, words)
    case .declaredSecret: p.add(16)
    case .besideCiphertext: p.add(17)
    case .readableByAll(let isReadable):
      p.add(18)
      p.add(isReadable)
    case .at(let path, let test):
      p.add(60)
      p.add(path)
      p.add(test)
    case .document(let query):
      p.add(61)
      p.add(query)
    case .workload(let condition):
      p.add(62)
      p.add(condition)
    case .keepsData(let keeps):
      p.add(63)
      p.add(keeps)
    case .published(let isPublished):
      p.add(64)
      p.add(isPublished)
    case .probed(let isProbed):
      p.add(65)
      p.add(isProbed)
    case .named(let words): add(66, words)
    }
  }
}
