import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

/// What the fuzzer started from, and what once made a reader fail (`make fuzz` adds to it).
@Suite struct FuzzedReaderTests {
  private static let folder =
    #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined() + "/Fuzzing/corpus"

  @Test(arguments: FuzzedReader.allCases)
  func theCorpusIsRead(_ reader: FuzzedReader) throws {
    let entries = try Platform.entries(
      ofDirectory: "\(Self.folder)/\(reader.rawValue)", followsLinks: true)
    try #require(!entries.isEmpty)
    for name in entries.map({ String(decoding: $0.name, as: UTF8.self) }) {
      let bytes = try readFile(path: "\(Self.folder)/\(reader.rawValue)/\(name)", limit: 1 << 20)
      reader.read(bytes)
    }
  }
}
