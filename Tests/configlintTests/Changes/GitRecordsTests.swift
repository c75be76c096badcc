import ConfigGuard
import Testing

@testable import configlint

struct GitRecordsTests {
  private static func listing(_ rows: [(mode: String, state: String, path: String)]) -> [UInt8] {
    let zero = String(repeating: "0", count: 40)
    let id = String(repeating: "a", count: 40)
    return Array(
      rows.map { ":000000 \($0.mode) \(zero) \(id) \($0.state)\0\($0.path)\0" }.joined().utf8)
  }

  private static let paths = ["a.env", "a/b.env", "a/b/c.env", "a0", "b/x\ny", "b/é", "z"]

  private static func texts(_ paths: [[UInt8]]) -> [String] {
    paths.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `finds paths and what lies in folders`() throws {
    let rows = Self.paths.reversed().map { (mode: "100644", state: "A", path: $0) }
    let records = try #require(GitRecords(Self.listing(rows)))
    for path in Self.paths { #expect(records.index(of: Array(path.utf8)) != nil, "\(path)") }
    for path in ["", "a", "a/", "a/b", "zz", "A"] {
      #expect(records.index(of: Array(path.utf8)) == nil, "\(path)")
    }
    #expect(Self.texts(records.paths(in: [])) == ["a.env", "a0", "z"])
    #expect(Self.texts(records.paths(in: Array("a/".utf8))) == ["a/b.env"])
    #expect(Self.texts(records.paths(in: Array("b/".utf8))) == ["b/x\ny", "b/é"])
    #expect(records.hasPath(below: Array("a/b".utf8)))
    #expect(!records.hasPath(below: Array("a.env".utf8)))
  }

  @Test(arguments: [
    ("100755", GitEntry.Kind.file), ("120000", .symbolicLink), ("160000", .submodule),
    ("000000", nil), ("040000", nil),
  ])
  func `tells kinds by their modes`(mode: String, kind: GitEntry.Kind?) throws {
    let records = try #require(GitRecords(Self.listing([(mode, "M", "a")])))
    #expect(records[0]?.after?.kind == kind)
    #expect(records[0]?.before == nil)
  }

  @Test func `says what is not merged`() throws {
    let records = try #require(
      GitRecords(Self.listing([("100644", "A", "a"), ("000000", "U", "b")])))
    #expect(records.unmerged == Array("b".utf8))
    #expect(records.count == 1)
  }

  @Test(arguments: [":", ":100644", ":000000 100644 0 1 A", ":000000 100644 0 1 A\0", "x\0y\0"])
  func `stops at what is no listing`(text: String) {
    let records = GitRecords(Array(text.utf8))
    #expect(records == nil || records?.count == 0)
  }
}
