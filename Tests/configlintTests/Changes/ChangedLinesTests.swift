import ConfigGuard
import Testing

@testable import configlint

struct ChangedLinesTests {
  /// A listing of added and modified files with a patch behind it.
  private static func lines(
    _ names: [String], _ patch: String, isModeOnly: Bool = false
  ) -> [String: ChangedLines]? {
    let one = String(repeating: "1", count: 40)
    let two = isModeOnly ? one : String(repeating: "2", count: 40)
    let listing = names.map { ":100644 100755 \(one) \(two) M\0\($0)\0" }.joined()
    let bytes = Array((listing + "\0" + patch).utf8)
    guard let records = GitRecords(bytes) else { return nil }
    let all = (0..<records.count).compactMap { records[$0] }
    guard let lines = ChangedLines.read(bytes, from: records.end, of: all) else { return nil }
    return Dictionary(
      lines.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }, uniquingKeysWith: { $1 })
  }

  private static func header(_ name: String) -> String {
    "diff --git a/\(name) b/\(name)\nindex 1..2 100644\n--- a/\(name)\n+++ b/\(name)\n"
  }

  @Test func `takes added lines and no removed ones`() {
    let patch =
      Self.header("a.env")
      + "@@ -1 +1 @@\n-A=1\n+A=2\n@@ -3,2 +3,0 @@\n-C=1\n-D=1\n@@ -9,0 +8,3 @@ x\n+E=1\n+F=1\n+G=1\n"
    #expect(Self.lines(["a.env"], patch)?["a.env"]?.ranges == [1...1, 8...10])
    #expect(Self.lines(["a.env"], patch)?["a.env"]?.isWhole == false)
  }

  @Test func `takes lines that look like a patch for lines`() {
    let patch =
      Self.header("a.env")
      + "@@ -1,2 +1,3 @@\n---- a/b.env\n-@@ -1 +1 @@\n+@@ -7 +7 @@\n+diff --git a/b.env b/b.env\n"
      + "++++ b/b.env\n\\ No newline at end of file\n" + Self.header("b.env")
      + "@@ -4 +4 @@\n-x\n\\ No newline at end of file\n+y\n"
    let lines = Self.lines(["a.env", "b.env"], patch)
    #expect(lines?["a.env"]?.ranges == [1...3])
    #expect(lines?["b.env"]?.ranges == [4...4])
  }

  @Test(arguments: ["two words.env", "line\nbreak.env", "größe.env", "a b/x b/a.env", "\"q\".env"])
  func `knows files by any name`(name: String) {
    let patch = Self.header(name) + "@@ -0,0 +5 @@\n+A=1\n"
    #expect(Self.lines([name], patch)?[name]?.ranges == [5...5])
  }

  @Test func `takes all of a file that has no lines in the patch`() {
    let patch = "diff --git a/a.env b/a.env\nindex 1..2\nBinary files a/a.env and b/a.env differ\n"
    #expect(Self.lines(["a.env"], patch)?["a.env"]?.isWhole == true)
    #expect(Self.lines(["a.env"], "", isModeOnly: true)?["a.env"]?.isWhole == false)
  }

  @Test func `takes nothing of a file that only lost lines`() {
    let patch = Self.header("a.env") + "@@ -2 +1,0 @@\n-A=1\n"
    #expect(Self.lines(["a.env"], patch)?["a.env"] == ChangedLines())
  }

  /// A name may hold what looks like a patch; the file that it names gets more lines, none fewer.
  @Test func `is not led astray by names`() {
    let name = "x\ndiff --git a/y.env b/y.env"
    let patch =
      Self.header(name) + "@@ -1 +1 @@\n-A\n+B\n" + Self.header("y.env") + "@@ -9 +9 @@\n-A\n+B\n"
    let lines = Self.lines([name, "y.env"], patch)
    #expect(lines?["y.env"]?.overlaps(9...9) == true)
    #expect(lines?[name]?.overlaps(1...1) == true)
  }

  @Test(arguments: [
    "diff --git a/other b/other\n",
    "@@ -1,3 +1 @@\n-A\n+B\n",
    "@@ -1 +1,2 @@\n-A\n+B\n",
    "@@ -1 +99999999999999999999 @@\n-A\n+B\n",
    "@@ -1 +9223372036854775807,9 @@\n-A\n+B\n",
    "@@ -1 +0 @@\n-A\n+B\n",
    "@@ -,1 +1 @@\n-A\n+B\n",
  ])
  func `refuses what git does not write`(rest: String) {
    #expect(Self.lines(["a.env"], Self.header("a.env") + rest) == nil)
  }
}
