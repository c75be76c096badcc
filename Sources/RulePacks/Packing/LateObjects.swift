internal import Synchronization

/// A row of places for objects that are made when they are first asked for, and kept.
///
/// Several threads may ask at once: all of them get the same object, and none waits.
package final class LateObjects<Object: AnyObject & Sendable>: @unchecked Sendable {
  // Atomics are safe to share; the pointer itself never changes.
  private let places: UnsafeMutablePointer<Atomic<Unmanaged<Object>?>>
  package let count: Int

  package init(count: Int) {
    self.count = count
    places = .allocate(capacity: max(count, 1))
    for place in 0..<count { (places + place).initialize(to: Atomic(nil)) }
  }

  deinit {
    for place in 0..<count { places[place].load(ordering: .acquiring)?.release() }
    places.deinitialize(count: count)
    places.deallocate()
  }

  package func object(at place: Int, _ make: () -> Object) -> Object {
    precondition(place >= 0 && place < count)
    if let known = places[place].load(ordering: .acquiring) { return known.takeUnretainedValue() }
    let made = Unmanaged.passRetained(make())
    let (isFirst, other) = places[place].compareExchange(
      expected: nil, desired: made, ordering: .acquiringAndReleasing)
    guard !isFirst, let other else { return made.takeUnretainedValue() }
    made.release()
    return other.takeUnretainedValue()
  }
}
