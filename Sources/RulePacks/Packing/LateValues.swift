/// A row of packed values, each unpacked when it is first asked for.
///
/// It knows nothing of their type: a generic class, or a type parameter with a protocol, would make
/// the runtime build types and search for conformances at every start of a program.
final class LateValues: @unchecked Sendable {
  // What they point to is never written, and lives as long as its owner.
  private let places: UnsafePointer<UInt8>?
  private let values: UnsafePointer<UInt8>
  private let owner: PackedBytes?
  private let unpack: @Sendable (inout Unpacker) -> LateBox
  private let made: LateObjects<LateBox>

  /// A list: the places of its values, counted from behind the last place, and the values.
  init(
    _ list: UnsafePointer<UInt8>, count: Int, of owner: PackedBytes?,
    _ unpack: @escaping @Sendable (inout Unpacker) -> LateBox
  ) {
    places = list
    values = list + 4 * count
    self.owner = owner
    self.unpack = unpack
    made = LateObjects(count: count)
  }

  /// One value.
  init(
    _ value: UnsafePointer<UInt8>, of owner: PackedBytes?,
    _ unpack: @escaping @Sendable (inout Unpacker) -> LateBox
  ) {
    places = nil
    values = value
    self.owner = owner
    self.unpack = unpack
    made = LateObjects(count: 1)
  }

  var count: Int { made.count }

  /// - Parameter type: What `unpack` makes.
  func value<Value: Sendable>(_ number: Int, _ type: Value.Type) -> Value {
    shared(number, type).value
  }

  /// The same in the object that holds it.
  func shared<Value: Sendable>(_ number: Int, _ type: Value.Type) -> Shared<Value> {
    let box = made.object(at: number) {
      let place = places.map { Unpacker.fixed(at: $0 + 4 * number) } ?? 0
      var unpacker = Unpacker(values + place, of: owner)
      return unpack(&unpacker)
    }
    return unsafeDowncast(box, to: Shared<Value>.self)
  }
}

/// An object that holds something, whatever it is.
package class LateBox: @unchecked Sendable {
  // Those who inherit hold constants alone.
  fileprivate init() {}
}

/// A value that objects share.
package final class Shared<Value: Sendable>: LateBox, @unchecked Sendable {
  package let value: Value

  package init(_ value: Value) {
    self.value = value
    super.init()
  }
}
