import ConfigGuard

/// Standard output and standard error, written in large pieces.
enum Output {
  static func write(_ text: String) { Platform.write(text, to: 1) }

  static func error(_ text: String) { Platform.write(text + "\n", to: 2) }

}
