import ConfigGuard
import Synchronization

/// Whether the user asked the process to stop (Ctrl-C).
enum Interruption {
  private static let flag = Atomic<Bool>(false)

  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// From here on the first Ctrl-C is only noted, and what was found so far can be reported.
  static func watch() {
    // The flag is made before the signal can come: nothing may be allocated then.
    flag.store(false, ordering: .relaxed)
    Platform.onInterrupt { _ in Interruption.flag.store(true, ordering: .relaxed) }
  }
}
