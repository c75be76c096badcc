import ConfigGuard
import ConfigLinting
import Testing

@Suite struct FilePathTests {
  @Test(arguments: [
    ("a/b.yaml", "a/b.yaml"), ("./a", "a"), ("a/./b", "a/b"), ("a/../b", "b"), ("../a", "../a"),
    ("a/../../b", "../b"), ("/a/../../b", "/b"), ("a//b/", "a/b"), ("", "."), (".", "."),
    ("/", "/"),
    ("a/..", "."), ("..", ".."), (".env", ".env"), ("a/..b/.c", "a/..b/.c"), ("é/./ü", "é/ü"),
    ("../../x/../y", "../../y"),
  ])
  func normalizes(path: String, expected: String) {
    #expect(FilePath.normalized(path) == expected)
  }

  @Test(arguments: [
    ("a/b.yaml", "b.yaml", "a"), ("b.yaml", "b.yaml", "."), ("/b", "b", "/"), ("a/b/", "b", "a/b"),
    ("/a/b/c", "c", "/a/b"), ("ordner/größe.env", "größe.env", "ordner"),
  ])
  func takesApart(path: String, name: String, folder: String) {
    #expect(FilePath.name(of: path) == name)
    #expect(FilePath.folder(of: path) == folder)
  }

  @Test(arguments: [
    ("a", "b", "a/b"), (".", "b", "b"), ("a", "/b", "/b"), ("a/b", "../c", "a/c"),
    ("a/", "b", "a/b"),
  ])
  func joins(folder: String, name: String, expected: String) {
    #expect(FilePath.join(folder, name) == expected)
  }
}
