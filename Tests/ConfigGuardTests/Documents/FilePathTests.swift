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

  @Test(arguments: [
    ("a/fly.toml", "fly", true), ("a/FLY.toml", "fly", true), ("fly", "fly", true),
    ("a/flight.toml", "fly", false), ("fly/a.toml", "fly", false), ("a/f", "fly", false),
    ("a/f\u{131}y.toml", "fly", true), ("a/\u{212A}ey", "key", true), ("fly/", "key", true),
  ])
  func mayBegin(path: String, word: String, expected: Bool) {
    let found =
      word == "fly"
      ? FilePath.name(of: path, mayBeginWith: "fly") : FilePath.name(of: path, mayBeginWith: "key")
    #expect(found == expected)
  }

  @Test(arguments: [
    ("a/group_vars/b.yml", true), ("a/VARS", true), ("a/var/s.yml", false), ("", false),
    ("a/va", false), ("a/va\u{17F}.yml", true), ("größe", true),
  ])
  func mayHold(path: String, expected: Bool) {
    #expect(FilePath.path(path, mayHold: "vars") == expected)
  }
}
