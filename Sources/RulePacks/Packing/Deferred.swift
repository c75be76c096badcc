/// A value that is unpacked when it is first asked for.
@propertyWrapper
package struct Deferred<Value: Packable & Sendable>: Sendable {
  private enum Storage: Sendable {
    case known(Value)
    case packed(Packed)
    /// Somebody is changing the value in place.
    case lent
  }

  private final class Packed: @unchecked Sendable {
    // What it points to is never written, and lives as long as its owner.
    private let start: UnsafePointer<UInt8>
    private let owner: PackedBytes?
    private let made = LateObjects<Shared<Value>>(count: 1)

    init(_ start: UnsafePointer<UInt8>, of owner: PackedBytes?) {
      self.start = start
      self.owner = owner
    }

    var value: Value {
      made.object(at: 0) {
        var unpacker = Unpacker(start, of: owner)
        return Shared(Value(from: &unpacker))
      }.value
    }
  }

  private var storage: Storage

  package init(wrappedValue: Value) { storage = .known(wrappedValue) }

  /// For those who pack and unpack it.
  package var projectedValue: Deferred {
    get { self }
    set { self = newValue }
  }

  package var wrappedValue: Value {
    get {
      switch storage {
      case .known(let value): value
      case .packed(let packed): packed.value
      case .lent: preconditionFailure("a value is read while it is changed")
      }
    }
    _modify {
      var value = wrappedValue
      // A second owner would make every change a copy.
      storage = .lent
      defer { storage = .known(value) }
      yield &value
    }
  }
}

extension Deferred: Packable {
  package init(from u: inout Unpacker) {
    storage = .packed(Packed(u.measured(), of: u.owner))
  }

  package func pack(into p: inout Packer) { p.addMeasured { $0.add(wrappedValue) } }
}
