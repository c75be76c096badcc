import ArgumentParser
import ConfigGuard

/// The text of the hook: a script for any POSIX shell.
struct HookScript {
  /// Where configlint was when the hook was written.
  let tool: String
  /// What `hook run` is given.
  var arguments: [String] = []

  var text: String {
    var lines = Self.start + "tool=\(Self.quoted(tool))\n"
    lines += "set -- hook run" + arguments.map { " " + Self.quoted($0) }.joined() + "\n"
    return lines + Self.end
  }

  /// Where the hook that was there before is kept.
  static let suffix = ".before-configlint"

  init(tool: String, arguments: [String] = []) {
    self.tool = tool
    self.arguments = arguments
  }

  /// The script that was written, or nil where it is another by one byte.
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let lines = text.dropFirst(Self.start.count + "tool=".count)
    var words: [String] = []
    var rest = lines
    // The words are what `quoted` makes of them, with line breaks and quotes or not.
    while let quote = rest.first, quote == "'" {
      guard let word = Self.word(&rest) else { return nil }
      words.append(word)
      let between = words.count == 1 ? "\nset -- hook run" : ""
      guard rest.hasPrefix(between) else { return nil }
      rest = rest.dropFirst(between.count)
      if rest.first == " " { rest.removeFirst() }
    }
    guard let tool = words.first else { return nil }
    self.init(tool: tool, arguments: Array(words.dropFirst()))
    // Arguments that `install` refuses are by another hand.
    guard self.text.utf8.elementsEqual(bytes), (try? HookRunCommand.parse(arguments)) != nil else {
      return nil
    }
  }

  /// Takes a quoted word from the front of a text.
  private static func word(_ rest: inout Substring) -> String? {
    var word = ""
    rest.removeFirst()
    while let end = rest.firstIndex(of: "'") {
      word += rest[..<end]
      rest = rest[rest.index(after: end)...]
      guard rest.hasPrefix("\\''") else { return word }
      word += "'"
      rest = rest.dropFirst(3)
    }
    return nil
  }

  private static let mark = "# Written by `configlint hook install`"

  private static let start = """
    #!/bin/sh
    \(mark); `configlint hook uninstall` takes it out
    # and puts back the hook that was here before, which runs first.
    before=$0\(suffix)
    if [ -x "$before" ]; then
      "$before" "$@" || exit $?
    fi

    """

  private static let end = """
    if ! [ -x "$tool" ]; then
      tool=$(command -v configlint) || {
        echo 'configlint: it is not to be found, so nothing was checked and nothing is committed.' >&2
        echo 'configlint: to commit without the check on purpose: git commit --no-verify' >&2
        exit 2
      }
    fi
    exec "$tool" "$@"

    """

  /// Whether a hook is one of ours, changed or not.
  static func isOwn(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes.prefix(400), as: UTF8.self).contains(mark)
  }

  /// Whether nobody has changed a hook of ours.
  static func isUntouched(_ bytes: [UInt8]) -> Bool { HookScript(bytes) != nil }

  /// A word for the shell, whatever is in it.
  private static func quoted(_ word: String) -> String {
    "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// The path by which this program was called, links in it kept: what they lead to changes with
  /// each version.
  static func toolPath() -> String {
    let called = CommandLine.arguments.first ?? "configlint"
    let here = (try? Platform.workingDirectory()) ?? "/"
    if called.utf8.contains(UInt8(ascii: "/")) { return FilePath.join(here, called) }
    let folders = (Platform.environmentVariable("PATH") ?? "").split(separator: ":")
    let candidates = folders.map { FilePath.join(here, FilePath.join(String($0), called)) }
    return candidates.first { Platform.isExecutable($0) } ?? called
  }
}
