import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite struct FileReaderTests {
  @Test(arguments: [0, 1, 510, 511, 512, 4096, 100_000])
  func `reads files of any size`(count: Int) throws {
    let tree = try TemporaryTree()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try tree.write("file", bytes: bytes)
    let read = try readFile(path: "\(tree.path)/file", limit: 100_000)
    #expect(read.withBuffer { Array($0) } == bytes)
  }

  @Test func `limit is the largest size that is read`() throws {
    let tree = try TemporaryTree()
    try tree.write("file", "12345")
    #expect(try readFile(path: "\(tree.path)/file", limit: 5).count == 5)
    #expect(throws: FileError(path: "\(tree.path)/file", kind: .tooLarge(bytes: 5))) {
      try readFile(path: "\(tree.path)/file", limit: 4)
    }
  }

  @Test func `refuses what is not a regular file`() throws {
    let tree = try TemporaryTree()
    try tree.pipe("pipe")
    try tree.folder("folder")
    try tree.link("to-pipe", to: "pipe")
    #expect(kind("\(tree.path)/pipe") == .notRegular(.namedPipe))
    #expect(kind("\(tree.path)/to-pipe") == .notRegular(.namedPipe))
    #expect(kind("\(tree.path)/folder") == .notRegular(.directory))
    #expect(kind("/dev/null") == .notRegular(.characterDevice))
  }

  @Test func `links`() throws {
    let tree = try TemporaryTree()
    try tree.write("file", "text")
    try tree.link("link", to: "file")
    try tree.link("broken", to: "nothing")
    try tree.link("one", to: "two")
    try tree.link("two", to: "one")
    #expect(try readFile(path: "\(tree.path)/link", limit: 9).count == 4)
    #expect(kind("\(tree.path)/broken") == .notFound)
    #expect(kind("\(tree.path)/one") == .linkLoop)
    #expect(throws: FileError(path: "\(tree.path)/link", kind: .notRegular(.symbolicLink))) {
      try readFile(path: "\(tree.path)/link", limit: 9, followsLinks: false)
    }
    #expect(try Platform.linkTarget(of: "\(tree.path)/link") == "file")
  }

  @Test func `missing and unreadable`() throws {
    let tree = try TemporaryTree()
    try tree.write("file")
    #expect(kind("\(tree.path)/nothing") == .notFound)
    #expect(kind("\(tree.path)/file/below") == .notFound)
    let error = FileError(path: "a.yaml", kind: .notFound)
    #expect(error.text.plain == "a.yaml cannot be read: it does not exist.")
    guard !isRoot else { return }
    tree.setMode("file", 0)
    #expect(kind("\(tree.path)/file") == .notReadable)
  }

  @Test func `size of zero does not mean empty`() throws {
    // The files of /proc have no size before they are read.
    guard (try? Platform.status(of: "/proc/self/status"))?.size == 0 else { return }
    #expect(try readFile(path: "/proc/self/status", limit: 1 << 20).count > 0)
    #expect(kind("/proc/self/status", limit: 16) == .tooLarge(bytes: 17))
  }

  @Test func `process environment`() throws {
    let variables = Platform.environmentVariables()
    #expect(!variables.isEmpty)
    #expect(variables["PATH"] == Platform.environmentVariable("PATH"))
    #expect(Platform.environmentVariable("CONFIGLINT_NO_SUCH_VARIABLE") == nil)
    let working = try Platform.workingDirectory()
    #expect(try Platform.realPath(of: ".") == Platform.realPath(of: working))
    #expect(throws: SystemError.self) {
      try Platform.execute(Array("/nothing".utf8), arguments: [Array("nothing".utf8)])
    }
  }

  private func kind(_ path: String, limit: Int = 1 << 20) -> FileError.Kind? {
    do throws(FileError) {
      _ = try readFile(path: path, limit: limit)
      return nil
    } catch {
      return error.kind
    }
  }
}
