import RulePacks
import Testing

@Suite struct PathPartsTests {
  @Test(arguments: [
    ("a/b.yaml", ["a", "b.yaml"]), ("/a", ["", "a"]), ("a//b/", ["a", "", "b", ""]), ("", [""]),
    ("ordner/größe", ["ordner", "größe"]),
    // An accent on the slash makes another sign of it.
    ("a/\u{301}b/c", ["a/\u{301}b", "c"]),
  ])
  func takesApart(path: String, parts: [String]) {
    #expect(PathParts.of(path) == parts)
  }
}
