/// Searches in text from files, sign by sign.
///
/// To Swift a sign and the combining ones behind it are one `Character`, and some of different
/// scalars are equal; those who read reports know of neither.
extension String {
  func replacingScalars(_ old: String, with new: String) -> String {
    String(
      String.UnicodeScalarView(unicodeScalars)
        .replacing(old.unicodeScalars, with: new.unicodeScalars))
  }

  func scalarParts(separator: Unicode.Scalar) -> [String] {
    unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map {
      String(String.UnicodeScalarView($0))
    }
  }

  func hasScalarPrefix(_ start: String) -> Bool {
    unicodeScalars.starts(with: start.unicodeScalars)
  }

  /// How often a sign stands side by side, at most.
  func longestRow(of sign: Unicode.Scalar) -> Int {
    var (longest, length) = (0, 0)
    for scalar in unicodeScalars {
      length = scalar == sign ? length + 1 : 0
      longest = max(longest, length)
    }
    return longest
  }
}
