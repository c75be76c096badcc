import ConfigGuard
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs that take long: what a terminal shows of them, and what is left when they are stopped.
@Suite struct LongRunTests {
  /// Standard input that keeps the tool waiting until the script goes on.
  private static let waiting = """
    set -m
    mkfifo in
    "$2" check - tree --stdin-name .env --stage production $3 <in >out 2>"$1" & tool=$!
    exec 3>in
    catches() { grep -q "^SigCgt:.*[2367abef]$" /proc/$tool/status; }
    """

  private func run(_ script: String, errors: String, options: String = "") throws -> (
    status: Int32, output: String, errors: String
  ) {
    let tree = try TemporaryTree()
    try tree.write("tree/compose.yaml", "services:\n  web:\n    image: web\n")
    let process = try SpawnedProcess.run(
      script: "exec bash -c '\(Self.waiting)\n\(script)' bash \"$@\"",
      [errors, Tool.path, options], environment: tree.variables, folder: tree.path)
    let written = errors == "err" ? try tree.bytes(of: "err") : []
    return (
      process.status, String(decoding: try tree.bytes(of: "out"), as: UTF8.self),
      String(decoding: written, as: UTF8.self)
    )
  }

  @Test func interruptEndsWithWhatWasFound() throws {
    let result = try run(
      """
      until catches; do sleep 0.01; done
      kill -INT $tool
      echo DB_PASSWORD=changeme >&3; exec 3>&-
      wait $tool
      """, errors: "err")
    #expect(result.status == 130)
    #expect(result.output.contains("DB_PASSWORD is still a placeholder"))
    #expect(result.output.contains("1 error in 1 file (1 env)"))
    #expect(result.errors.contains("tree: it was stopped after 0 of 1 files"))
  }

  @Test func secondInterruptEndsAtOnce() throws {
    let result = try run(
      """
      until catches; do sleep 0.01; done
      kill -INT $tool
      while catches; do sleep 0.01; done
      kill -INT $tool
      wait $tool
      """, errors: "err")
    #expect(result.status == 130)
    #expect(result.output.isEmpty)
  }

  @Test func pipesAndFilesShowNoProgress() throws {
    let result = try run("sleep 0.7; exec 3>&-; wait $tool", errors: "err")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
  }

  @Test(arguments: [("", true), ("--no-progress", false)])
  func terminalShowsProgressAfterHalfASecond(options: String, isShown: Bool) throws {
    // Both ends stay open: where nobody has the other one, what was written is gone.
    var terminal: Int32 = -1
    var other: Int32 = -1
    try #require(openpty(&terminal, &other, nil, nil, nil) == 0)
    defer {
      close(terminal)
      close(other)
    }
    let name = String(cString: try #require(ttyname(other)))
    let result = try run(
      "sleep 0.7; echo >&3; exec 3>&-; wait $tool", errors: name, options: options)
    #expect(result.status == 0)
    var buffer = [UInt8](repeating: 0, count: 4096)
    _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
    let count = read(terminal, &buffer, buffer.count)
    let shown = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    #expect(shown.contains("reading: ") == isShown)
    #expect(shown.hasSuffix("\r\u{1B}[K") == isShown, "the line is taken away at the end")
  }
}
