package import RulePacks

/// One key with its value, where it came from and what it shadowed.
///
/// A copy shares what it holds until one of the two is changed: settings are handed on far more
/// often than they are made.
@usableFromInline
package struct Setting: Sendable {
  @usableFromInline
  var shared: Shared

  /// Something that holds values for those who name it.
  @usableFromInline
  package indirect enum Supplier: Sendable, Hashable {
    /// A database of the same document.
    case database(String)
    /// A key of a Secret or a ConfigMap.
    case object(ObjectName, key: String)
  }

  /// A word of a command, or a whole command line.
  @usableFromInline
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

  /// - Parameter isBelowPath: The path is that of the mapping that has the key; the two are joined
  ///   where a finding shows them.
  package init(
    key: String, info: KeyInfo, ancestors: [String] = [], value: Value, file: SourceFile,
    keyRange: SourceRange, keyPath: String, isBelowPath: Bool = false, source: String = ""
  ) {
    shared = Shared(
      Content(
        key: key, info: info, ancestors: ancestors, value: value, file: file, keyRange: keyRange,
        path: keyPath, source: source, isBelowPath: isBelowPath))
  }

  /// Whether the value has a colon, without which there is no address.
  package var mayBeAddress: Bool {
    (value.effective ?? value.text).utf8.contains(UInt8(ascii: ":"))
  }

  /// Whether both are copies of one setting, neither of which was changed.
  func isSame(as other: Setting) -> Bool { shared === other.shared }

  @inlinable
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
    @usableFromInline var path: String
    @usableFromInline var source = ""
    @usableFromInline var uses: [Layer] = []
    @usableFromInline var shadowed: [Layer] = []
    @usableFromInline var written: [Setting] = []
    @usableFromInline var supplier: Supplier?
    @usableFromInline var isDeclaredSecret = false
    @usableFromInline var isEncoded = false
    /// Whether the key path is the path with the key.
    @usableFromInline var isBelowPath = false
    @usableFromInline var arguments: [Argument]?
  }

  /// What several copies of a setting look at.
  ///
  /// A class of its own, not one for any content: looking at a member must cost a load.
  @usableFromInline
  final class Shared: @unchecked Sendable {
    // Nobody can look while it is changed: whoever changes it is the only one to hold it.
    @exclusivity(unchecked)
    @usableFromInline final var content: Content

    @inlinable
    init(_ content: Content) { self.content = content }
  }

  /// Leaves the others with what they have.
  @usableFromInline
  mutating func keepApart() {
    if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.content) }
  }

  @inlinable @inline(__always)
  package var key: String {
    _read { yield shared.content.key }
    _modify {
      // The way to the setting stays the same.
      if shared.content.isBelowPath { keyPath = keyPath }
      keepApart()
      yield &shared.content.key
    }
  }

  @inlinable @inline(__always)
  package var info: KeyInfo {
    _read { yield shared.content.info }
    _modify {
      keepApart()
      yield &shared.content.info
    }
  }

  /// Words of the mappings that the key lies in, nearest last.
  @inlinable @inline(__always)
  package var ancestors: [String] {
    _read { yield shared.content.ancestors }
    _modify {
      keepApart()
      yield &shared.content.ancestors
    }
  }

  @inlinable @inline(__always)
  package var value: Value {
    _read { yield shared.content.value }
    _modify {
      keepApart()
      yield &shared.content.value
    }
  }

  /// The file that holds the value.
  @inlinable @inline(__always)
  package var file: SourceFile {
    _read { yield shared.content.file }
    _modify {
      keepApart()
      yield &shared.content.file
    }
  }

  /// Where the name stands; of nothing, for an environment.
  @inlinable @inline(__always)
  package var keyRange: SourceRange {
    _read { yield shared.content.keyRange }
    _modify {
      keepApart()
      yield &shared.content.keyRange
    }
  }

  /// The way to the setting in its document, for fingerprints.
  @usableFromInline
  package var keyPath: String {
    get {
      shared.content.isBelowPath
        ? shared.content.path + "." + shared.content.key : shared.content.path
    }
    set {
      keepApart()
      shared.content.path = newValue
      shared.content.isBelowPath = false
    }
  }

  /// What holds the value, as reports name it; empty where the file says all.
  @inlinable @inline(__always)
  package var source: String {
    _read { yield shared.content.source }
    _modify {
      keepApart()
      yield &shared.content.source
    }
  }

  /// Where the value is used if it is held elsewhere, the nearest to the process first.
  @inlinable @inline(__always)
  package var uses: [Layer] {
    _read { yield shared.content.uses }
    _modify {
      keepApart()
      yield &shared.content.uses
    }
  }

  /// Values of the same key that this one replaced, the nearest one first.
  @inlinable @inline(__always)
  package var shadowed: [Layer] {
    _read { yield shared.content.shadowed }
    _modify {
      keepApart()
      yield &shared.content.shadowed
    }
  }

  /// The setting as it is written where it is used, if a default stands there that is judged, too.
  @inlinable @inline(__always)
  package var written: [Setting] {
    _read { yield shared.content.written }
    _modify {
      keepApart()
      yield &shared.content.written
    }
  }

  /// What the value is taken from, the same for all that take it from there.
  @inlinable @inline(__always)
  package var supplier: Supplier? {
    _read { yield shared.content.supplier }
    _modify {
      keepApart()
      yield &shared.content.supplier
    }
  }

  /// The document marks the value as kept secret by the platform (`type: SECRET`, a Secret).
  @inlinable @inline(__always)
  package var isDeclaredSecret: Bool {
    _read { yield shared.content.isDeclaredSecret }
    _modify {
      keepApart()
      yield &shared.content.isDeclaredSecret
    }
  }

  /// The document holds the value as base64.
  @inlinable @inline(__always)
  package var isEncoded: Bool {
    _read { yield shared.content.isEncoded }
    _modify {
      keepApart()
      yield &shared.content.isEncoded
    }
  }

  /// Of the first setting that a command gives, all of the command's words; none for the others.
  @inlinable @inline(__always)
  package var arguments: [Argument]? {
    _read { yield shared.content.arguments }
    _modify {
      keepApart()
      yield &shared.content.arguments
    }
  }
}
