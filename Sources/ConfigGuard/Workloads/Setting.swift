package import RulePacks

/// One key with its value, where it came from and what it shadowed.
///
/// A copy shares what it holds until one of the two is changed: settings are handed on far more
/// often than they are made.
package struct Setting: Sendable {
  @usableFromInline
  var shared: SharedContent

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
    shared = SharedContent(
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

  /// What several copies of a setting look at; it is changed only where one of them is left.
  @usableFromInline
  final class SharedContent: @unchecked Sendable {
    // Nobody can look while it is changed: whoever changes it is the only one to hold it.
    @exclusivity(unchecked)
    @usableFromInline final var content: Content

    @usableFromInline
    init(_ content: Content) { self.content = content }
  }

  @inlinable
  var content: Content {
    _read { yield shared.content }
    _modify {
      if !isKnownUniquelyReferenced(&shared) { shared = SharedContent(shared.content) }
      yield &shared.content
    }
  }

  @inlinable
  package var key: String {
    _read { yield content.key }
    _modify { yield &content.key }
  }

  @inlinable
  package var info: KeyInfo {
    _read { yield content.info }
    _modify { yield &content.info }
  }

  /// Words of the mappings that the key lies in, nearest last.
  @inlinable
  package var ancestors: [String] {
    _read { yield content.ancestors }
    _modify { yield &content.ancestors }
  }

  @inlinable
  package var value: Value {
    _read { yield content.value }
    _modify { yield &content.value }
  }

  /// The file that holds the value.
  @inlinable
  package var file: SourceFile {
    _read { yield content.file }
    _modify { yield &content.file }
  }

  /// Where the name stands; of nothing, for an environment.
  @inlinable
  package var keyRange: SourceRange {
    _read { yield content.keyRange }
    _modify { yield &content.keyRange }
  }

  /// The way to the setting in its document, for fingerprints.
  @inlinable
  package var keyPath: String {
    _read { yield content.keyPath }
    _modify { yield &content.keyPath }
  }

  /// What holds the value, as reports name it; empty where the file says all.
  @inlinable
  package var source: String {
    _read { yield content.source }
    _modify { yield &content.source }
  }

  /// Where the value is used if it is held elsewhere, the nearest to the process first.
  @inlinable
  package var uses: [Layer] {
    _read { yield content.uses }
    _modify { yield &content.uses }
  }

  /// Values of the same key that this one replaced, the nearest one first.
  @inlinable
  package var shadowed: [Layer] {
    _read { yield content.shadowed }
    _modify { yield &content.shadowed }
  }

  /// The setting as it is written where it is used, if a default stands there that is judged, too.
  @inlinable
  package var written: [Setting] {
    _read { yield content.written }
    _modify { yield &content.written }
  }

  /// What the value is taken from, the same for all that take it from there.
  @inlinable
  package var supplier: Supplier? {
    _read { yield content.supplier }
    _modify { yield &content.supplier }
  }

  /// The document marks the value as kept secret by the platform (`type: SECRET`, a Secret).
  @inlinable
  package var isDeclaredSecret: Bool {
    _read { yield content.isDeclaredSecret }
    _modify { yield &content.isDeclaredSecret }
  }

  /// The document holds the value as base64.
  @inlinable
  package var isEncoded: Bool {
    _read { yield content.isEncoded }
    _modify { yield &content.isEncoded }
  }

  /// Of the first setting that a command gives, all of the command's words; none for the others.
  @inlinable
  package var arguments: [Argument]? {
    _read { yield content.arguments }
    _modify { yield &content.arguments }
  }
}
