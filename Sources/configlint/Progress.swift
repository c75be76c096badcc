import ConfigGuard
import Synchronization

/// Shows on a terminal how far a run has come that takes longer than half a second.
final class Progress {
  private static let patience = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(100)
  private static let eraseLine = "\r\u{1B}[K"

  private let isShown: Bool
  private var next: ContinuousClock.Instant
  private var isDrawn = false
  private let seen = Atomic(0)
  private var files = 0
  private var bytes = 0

  /// - Parameter isWanted: Whether it may be shown at all; in pipes and logs it never is.
  init(isWanted: Bool) {
    isShown =
      isWanted && Platform.isTerminal(2) && Platform.environmentVariable("TERM") != "dumb"
    next = ContinuousClock.now.advanced(by: Self.patience)
  }

  /// A name was met that may belong to a file of interest; said on any thread.
  func sawName() {
    if isShown { seen.add(1, ordering: .relaxed) }
  }

  /// Some of the folders were visited.
  func looks() {
    guard isShown else { return }
    draw("looking for files: \(seen.load(ordering: .relaxed)) names")
  }

  /// So many files of a folder were begun.
  func reads(_ count: Int, of total: Int) {
    files = count
    draw("reading: \(count) of \(total) files")
  }

  func hasRead(bytes count: Int) { bytes += count }

  /// Everything was read, and is judged together.
  func judges() {
    draw("judging: \(files) files, \(Self.text(bytes: bytes))")
  }

  /// Leaves the terminal as it was.
  func end() {
    if isDrawn { Platform.write(Self.eraseLine, to: 2) }
    isDrawn = false
  }

  private func draw(_ text: String) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now >= next else { return }
    next = now.advanced(by: Self.interval)
    isDrawn = true
    Platform.write(Self.eraseLine + text, to: 2)
  }

  private static func text(bytes: Int) -> String {
    bytes < 1 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
  }
}
