extension TokenShape: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      id: u.string(), provider: u.optional(), name: u.string(), kind: u.value(),
      keywords: u.array(), pattern: u.string(), checksum: u.optional(), structure: u.optional(),
      revoke: u.optional())
  }

  package func pack(into p: inout Packer) {
    p.add(id)
    p.add(provider)
    p.add(name)
    p.add(kind)
    p.add(keywords)
    p.add(pattern)
    p.add(checksum)
    p.add(structure)
    p.add(revoke)
  }
}

extension TokenChecksum: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      algorithm: u.value(), encoding: u.optional(), order: u.value(), skip: u.int(), gap: u.int(),
      digits: u.int(), width: u.int(), position: u.optional(), blob: u.optional(),
      seeds: u.array(), isStrict: u.value())
  }

  package func pack(into p: inout Packer) {
    p.add(algorithm)
    p.add(encoding)
    p.add(order)
    p.add(skip)
    p.add(gap)
    p.add(digits)
    p.add(width)
    p.add(position)
    p.add(blob)
    p.add(seeds)
    p.add(isStrict)
  }
}

extension TokenShape.Kind: Packable {}
extension TokenChecksum.Algorithm: Packable {}
extension TokenChecksum.Encoding: Packable {}
extension TokenChecksum.ByteOrder: Packable {}
extension TokenStructure: Packable {}
extension TokenState: Packable {}
