/// What a cipher or a signature needs as its key, for `check: {key-material: …}`.
package struct KeyMaterial: Sendable, Hashable {
  /// How bytes are written; a text's own bytes are its UTF-8.
  package enum Encoding: String, Sendable, Hashable, CaseIterable {
    case text
    case hex
    /// Either alphabet of RFC 4648, padded or not.
    case base64
  }

  /// The sizes that will do, in bytes.
  package var sizes: [Int] = []
  /// The smallest size that will do, in bytes, if there are many.
  package var least: Int?
  package var encodings: [Encoding]
  /// What stands in front of an encoded key and is no part of it; without it the key is text.
  package var prefix: String?

  package func isEnough(_ size: Int) -> Bool {
    sizes.contains(size) || least.map { size >= $0 } == true
  }
}

extension KeyMaterial: Packable {
  package init(from u: inout Unpacker) {
    self.init(sizes: u.array(), least: u.optional(), encodings: u.array(), prefix: u.optional())
  }

  package func pack(into p: inout Packer) {
    p.add(sizes)
    p.add(least)
    p.add(encodings)
    p.add(prefix)
  }
}

extension KeyMaterial.Encoding: Packable {}
