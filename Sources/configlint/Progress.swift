import ConfigGuard

/// Shows on a terminal how far a run has come that takes longer than half a second.
final class Progress {
  private static let patience = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(100)
  private static let eraseLine = "\r\u{1B}[K"

  private let isShown: Bool
  private var next: ContinuousClock.Instant
  private var isDrawn = false
  private var seen = 0
  private var files = 0
  private var bytes = 0

  /// - Parameter isWanted: Whether it may be shown at all; in pipes and logs it never is.
  init(isWanted: Bool) {
    isShown =
      isWanted && Platform.isTerminal(2) && Platform.environmentVariable("TERM") != "dumb"
    next = ContinuousClock.now.advanced(by: Self.patience)
  }

  /// A name was met that may belong to a file of interest.
  func sawName() {
    guard isShown else { return }
    seen += 1
    if seen & 0x3F == 0 { draw("looking for files: \(seen) names") }
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
