package import RulePacks

/// One key with its value, where it came from and what it shadowed.
///
/// A copy shares what it holds until one of the two is changed: settings are handed on far more
/// often than they are made.
package struct Setting: Sendable {
  @usableFromInline
  var shared: CopyOnWrite<Content>

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
    shared = CopyOnWrite(
      Content(
        key: key, info: info, ancestors: ancestors, value: value, file: file, keyRange: keyRange,
        keyPath: keyPath))
  }

  package var place: Place { Place(file, value.range) }

  /// The setting as a step on the way of another one.
  package var layer: Layer { Layer(source: source, place: place, value: value) }
}

extension Setting {
  /// What a setting holds; the members are explained where they are given out.
  @usableFromInline
  struct Content: Sendable {
    @usableFromInline var key: String
    @usableFromInline var info: KeyInfo
    @usableFromInline var ancestors: [String]
    @usableFromInline var value: Value
    @usableFromInline var file: SourceFile
    @usableFromInline var keyRange: SourceRange
    @usableFromInline var keyPath: String
    @usableFromInline var source = ""
    @usableFromInline var uses: [Layer] = []
    @usableFromInline var shadowed: [Layer] = []
    @usableFromInline var written: [Setting] = []
    @usableFromInline var supplier: Supplier?
    @usableFromInline var isDeclaredSecret = false
    @usableFromInline var isEncoded = false
    @usableFromInline var arguments: [Argument]?
  }

  @inlinable
  package var key: String {
    _read { yield shared.content.key }
    _modify { yield &shared.content.key }
  }

  @inlinable
  package var info: KeyInfo {
    _read { yield shared.content.info }
    _modify { yield &shared.content.info }
  }

  /// Words of the mappings that the key lies in, nearest last.
  @inlinable
  package var ancestors: [String] {
    _read { yield shared.content.ancestors }
    _modify { yield &shared.content.ancestors }
  }

  @inlinable
  package var value: Value {
    _read { yield shared.content.value }
    _modify { yield &shared.content.value }
  }

  /// The file that holds the value.
  @inlinable
  package var file: SourceFile {
    _read { yield shared.content.file }
    _modify { yield &shared.content.file }
  }

  /// Where the name stands; of nothing, for an environment.
  @inlinable
  package var keyRange: SourceRange {
    _read { yield shared.content.keyRange }
    _modify { yield &shared.content.keyRange }
  }

  /// The way to the setting in its document, for fingerprints.
  @inlinable
  package var keyPath: String {
    _read { yield shared.content.keyPath }
    _modify { yield &shared.content.keyPath }
  }

  /// What holds the value, as reports name it; empty where the file says all.
  @inlinable
  package var source: String {
    _read { yield shared.content.source }
    _modify { yield &shared.content.source }
  }

  /// Where the value is used if it is held elsewhere, the nearest to the process first.
  @inlinable
  package var uses: [Layer] {
    _read { yield shared.content.uses }
    _modify { yield &shared.content.uses }
  }

  /// Values of the same key that this one replaced, the nearest one first.
  @inlinable
  package var shadowed: [Layer] {
    _read { yield shared.content.shadowed }
    _modify { yield &shared.content.shadowed }
  }

  /// The setting as it is written where it is used, if a default stands there that is judged, too.
  @inlinable
  package var written: [Setting] {
    _read { yield shared.content.written }
    _modify { yield &shared.content.written }
  }

  /// What the value is taken from, the same for all that take it from there.
  @inlinable
  package var supplier: Supplier? {
    _read { yield shared.content.supplier }
    _modify { yield &shared.content.supplier }
  }

  /// The document marks the value as kept secret by the platform (`type: SECRET`, a Secret).
  @inlinable
  package var isDeclaredSecret: Bool {
    _read { yield shared.content.isDeclaredSecret }
    _modify { yield &shared.content.isDeclaredSecret }
  }

  /// The document holds the value as base64.
  @inlinable
  package var isEncoded: Bool {
    _read { yield shared.content.isEncoded }
    _modify { yield &shared.content.isEncoded }
  }

  /// Of the first setting that a command gives, all of the command's words; none for the others.
  @inlinable
  package var arguments: [Argument]? {
    _read { yield shared.content.arguments }
    _modify { yield &shared.content.arguments }
  }
}
