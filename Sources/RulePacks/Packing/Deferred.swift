/// A value that is unpacked when it is first asked for.
@propertyWrapper
package struct Deferred<Value: Sendable>: Sendable {
  private enum Storage: Sendable {
    case known(Value)
    case packed(LateValues)
    /// Somebody is changing the value in place.
    case lent
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
      case .packed(let packed): packed.value(0, Value.self)
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

extension Deferred: Packable where Value: Packable {
  package init(from u: inout Unpacker) {
    storage = .packed(LateValues(u.measured(), of: u.owner) { Shared(Value(from: &$0)) })
  }

  package func pack(into p: inout Packer) { p.addMeasured { $0.add(wrappedValue) } }
}
