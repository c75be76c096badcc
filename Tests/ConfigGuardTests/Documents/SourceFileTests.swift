import ConfigGuard
import ConfigLinting
import RulePacks
import Synchronization
import Testing

@Suite struct SourceFileTests {
  /// A file on a disk that changes.
  private final class Disk: Sendable {
    private let content: Mutex<(text: String?, readings: Int)>

    init(_ text: String) { content = Mutex((text, 0)) }

    func write(_ text: String?) { content.withLock { $0.text = text } }

    var readings: Int { content.withLock(\.readings) }

    func read() -> SourceBytes? {
      content.withLock { content in
        content.readings += 1
        return content.text.map { SourceBytes($0) }
      }
    }

    func file(_ path: String = ".env") throws -> SourceFile {
      SourceFile(
        path: path, bytes: try #require(read()), tracking: .unknown, reload: { _ in self.read() })
    }
  }

  private func text(_ file: SourceFile) -> String {
    String(decoding: file.bytes.buffer, as: UTF8.self)
  }

  @Test func readsAgainWhatWasLetGo() throws {
    let disk = Disk("A=1\n")
    let file = try disk.file()
    #expect(disk.readings == 1)
    file.letGo()
    #expect(file.byteCount == 4)
    #expect(disk.readings == 1)
    #expect(text(file) == "A=1\n")
    #expect(text(file) == "A=1\n")
    #expect(disk.readings == 2)
    #expect(!file.hasChanged)
  }

  @Test func keepsWhatCannotBeReadAgain() {
    let file = SourceFile(path: "-", bytes: SourceBytes("A=1\n"), tracking: .unknown)
    file.letGo()
    #expect(text(file) == "A=1\n")
  }

  @Test(arguments: ["A=2\n", "A=1\n\n", "", nil])
  func showsNothingOfAFileThatHasChanged(now: String?) throws {
    let disk = Disk("A=1\n")
    let file = try disk.file()
    file.letGo()
    disk.write(now)
    #expect(text(file) == "    ")
    #expect(file.hasChanged)
    file.letGo()
    #expect(text(file) == "    ")
  }

  @Test func decodesAgain() throws {
    let units = [0xFEFF] + Array("A=é\n".utf16)
    let bytes = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let file = SourceFile(
      path: ".env", bytes: SourceBytes(bytes), tracking: .unknown,
      reload: { _ in SourceBytes(bytes) })
    file.letGo()
    #expect(text(file) == "A=é\n")
    #expect(!file.hasChanged)
  }

  @Test func aRunSaysThatAFileChanged() throws {
    let disk = Disk("JWT_SECRET=changeme123\n")
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    var linter = Linter(contexts: { _ in context }, load: { _ in .missing("") })
    let file = try disk.file(".env.production")
    let reading = linter.read(file, as: .environment, in: context, on: nil)
    file.letGo()
    disk.write("NOTHING=1\n")
    linter.take(reading, as: .environment)
    let report = linter.report()
    #expect(!report.findings.isEmpty)
    #expect(
      report.failures.map { "\($0.path): \($0.reason)" }
        == [".env.production: it changed while it was checked"])
  }
}
