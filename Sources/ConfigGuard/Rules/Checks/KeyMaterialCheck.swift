import RulePacks

/// Whether a secret can be the key that its reader makes of it.
struct KeyMaterialCheck {
  let classifier: SecretClassifier

  func violations(
    _ material: KeyMaterial, _ setting: Setting, _ names: OwnerNames
  ) -> [Violation] {
    guard setting.value.form == .literal, setting.value.items == nil,
      let text = setting.value.literal?.trimmedASCII
    else { return [] }
    switch classifier.classify(text, key: setting.key, names: names) {
    // The others are replaced as a whole, and a private key signs by other algorithms.
    case .none, .placeholder, .token, .defaultValue, .weak: return []
    case .opaque: return Self.fits(text, material) ? [] : [Violation()]
    }
  }

  private static func fits(_ text: String, _ material: KeyMaterial) -> Bool {
    var text = text
    var encodings = material.encodings
    if let prefix = material.prefix {
      if text.hasPrefix(prefix) {
        text.removeFirst(prefix.count)
        encodings.removeAll { $0 == .text }
      } else {
        encodings = [.text]
      }
    }
    return encodings.contains { encoding in
      size(of: text, as: encoding).map(material.isEnough) ?? false
    }
  }

  private static func size(of text: String, as encoding: KeyMaterial.Encoding) -> Int? {
    switch encoding {
    case .text: text.utf8.count
    case .hex:
      text.utf8.count % 2 == 0 && text.utf8.allSatisfy({ HexadecimalDigits.digit($0) != nil })
        ? text.utf8.count / 2 : nil
    case .base64: Base64.decode(text)?.count
    }
  }
}
