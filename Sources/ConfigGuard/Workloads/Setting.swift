package import RulePacks

/// One key with its value, where it came from and what it shadowed.
package struct Setting: Sendable {
  package var key: String
  package var info: KeyInfo
  /// Words of the mappings that the key lies in, nearest last.
  package var ancestors: [String]
  package var value: Value
  /// The file that holds the value.
  package var file: SourceFile
  /// Where the name stands; of nothing, for an environment.
  package var keyRange: SourceRange
  /// The way to the setting in its document, for fingerprints.
  package var keyPath: String
  /// What holds the value, as reports name it; empty where the file says all.
  package var source = ""
  /// Where the value is used if it is held elsewhere, the nearest to the process first.
  package var uses: [Layer] = []
  /// Values of the same key that this one replaced, the nearest one first.
  package var shadowed: [Layer] = []
  /// The setting as it is written where it is used, if a default stands there that is judged, too.
  package var written: [Setting] = []
  /// What the value is taken from, the same for all that take it from there.
  package var supplier: Supplier?
  /// The document marks the value as kept secret by the platform (`type: SECRET`, a Secret).
  package var isDeclaredSecret = false
  /// The document holds the value as base64.
  package var isEncoded = false
  /// Of the first setting that a command gives, all of the command's words; none for the others.
  package var arguments: [Argument]?

  /// Something that holds values for those who name it.
  package indirect enum Supplier: Sendable, Hashable {
    /// A database of the same document.
    case database(String)
    /// A key of a Secret or a ConfigMap.
    case object(ObjectName, key: String)
  }

  /// A word of a command, or a whole command line.
  package struct Argument: Sendable {
    package var text: String
    package var range: SourceRange
    /// Whether the file holds the text byte for byte at its range.
    package var isExact: Bool

    package init(text: String, range: SourceRange, isExact: Bool) {
      self.text = text
      self.range = range
      self.isExact = isExact
    }
  }

  package init(
    key: String, info: KeyInfo, ancestors: [String] = [], value: Value, file: SourceFile,
    keyRange: SourceRange, keyPath: String
  ) {
    self.key = key
    self.info = info
    self.ancestors = ancestors
    self.value = value
    self.file = file
    self.keyRange = keyRange
    self.keyPath = keyPath
  }

  package var place: Place { Place(file, value.range) }

  /// The setting as a step on the way of another one.
  package var layer: Layer { Layer(source: source, place: place, value: value) }
}
