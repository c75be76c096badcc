/// A value that no log, message or debugger shows by accident.
///
/// Interpolating, printing, dumping or reflecting it gives a mask of fixed width. `reveal()` gives the
/// value; it is the only way, so that every use can be found by its name.
public struct Secret<Value: Sendable>: Sendable {
  private let value: Value

  /// Wraps a value.
  public init(_ value: Value) { self.value = value }

  /// The value itself, for the call that needs it.
  public func reveal() -> Value { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Eight asterisks, whatever the value is.
  public var description: String { "********" }

  /// The same as the description.
  public var debugDescription: String { description }

  /// Shows no part of the value.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret<String> {
  /// Whether a text is the secret, in a time that does not tell how much of it was right.
  ///
  /// The time depends on the length of the given text alone.
  public func isEqual(to text: String) -> Bool {
    let own = Array(value.utf8)
    let other = Array(text.utf8)
    var difference = own.count ^ other.count
    for index in other.indices {
      difference |= Int(other[index] ^ (own.isEmpty ? 0 : own[index % own.count]))
    }
    return difference == 0
  }
}
