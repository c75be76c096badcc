import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What was read beside a file is not read again, and is never taken for another file.
@Suite struct TreeCacheTests {
  @Test func neighboursAreKnownByTheirBytes() {
    let cache = TreeCache()
    let files = (0..<6).map { SourceBytes("a: \($0)\n") }
    for bytes in files {
      #expect(cache.neighbour(bytes, .yaml) == nil)
      cache.addNeighbour(bytes, .yaml, YAMLReader.read(bytes), .none)
      #expect(cache.neighbour(bytes, .yaml)?.tree.string("a", in: 0) == bytes.text(of: 3))
      #expect(cache.neighbour(bytes, .json) == nil)
    }
    #expect(cache.neighbour(SourceBytes("a: 5\n"), .yaml) == nil)
    // Only the last ones are kept.
    #expect(cache.neighbour(files[0], .yaml) == nil)
    #expect(cache.neighbour(files[5], .yaml) != nil)
  }
}

extension SourceBytes {
  fileprivate func text(of offset: Int) -> String {
    text(SourceRange(start: offset, end: offset + 1))
  }
}
