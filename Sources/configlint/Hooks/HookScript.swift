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
  static func isUntouched(_ bytes: [UInt8]) -> Bool {
    let head = Array((start + "tool='").utf8)
    let tail = Array(end.utf8)
    return bytes.starts(with: head) && bytes.suffix(tail.count).elementsEqual(tail)
  }

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
