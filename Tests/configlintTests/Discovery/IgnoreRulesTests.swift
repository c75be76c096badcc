import ConfigGuard
import ConfigLinting
import Testing
import configlint

/// A set of ignore files over the common tree.
struct IgnoreSituation: Sendable, CustomTestStringConvertible {
  let name: String
  /// The ignore files by their paths.
  var rules: [String: String]
  /// Files to track in spite of the rules.
  var tracked: [String] = []

  var testDescription: String { name }

  init(_ name: String, _ top: String, tracked: [String] = []) {
    self.name = name
    rules = [".gitignore": top]
    self.tracked = tracked
  }

  init(_ name: String, files: [String: String], tracked: [String] = []) {
    self.name = name
    rules = files
    self.tracked = tracked
  }
}

private let commonFiles = [
  "a", "b.txt", "foo", "foo.txt", "foobar", "Foo.TXT", "!bang", "#hash", "trail ", "trail",
  "back\\slash", "br[ack]et", "a-b", "a]b", "x", "x1", "x9", "xz", "x-", "x^", "x.log", "y.log",
  "tab\tname", "line\nbreak", "größe.yaml", "star*name", "q?mark", "two words", ".hidden",
  ".env", "-dash", "aaaaaaaaaaaaaaaaaaaaaaab",
  "dir/a", "dir/b.txt", "dir/foo", "dir/sub/a", "dir/sub/foo", "dir/sub/deep/foo",
  "dir/sub/deep/x.log", "dir/keep.log", "dir/.hidden",
  "foo.d/foo", "foo.d/bar/baz", "fooa/b/bar", "fooa/bar", "foo_dir/bar",
  "build/out", "build/keep/me", "build/keep/you.txt", "sub/build/out", "sub/dir/a",
  "logs/x.log", "logs/old/y.log", ".config/settings.yml", ".config/.cache/data",
  "deep/1/2/3/4/leaf", "deep/1/leaf", "deep/leaf", "a.d/foo/b.d/bar", "a.d/b.d/bar",
  "vendor/pkg/config.yaml", "vendor/other.yaml", "été/menu.yaml", "sp ace/in side.txt",
]

let ignoreSituations: [IgnoreSituation] = [
  .init("no rules", ""),
  .init("comment and blank lines", "# foo\n\n   \n#x\nfoo\n"),
  .init("escaped hash", "\\#hash\n"),
  .init("escaped bang", "\\!bang\n"),
  .init("bang alone", "!\nfoo\n"),
  .init("name at any depth", "foo\n"),
  .init("leading slash", "/foo\n"),
  .init("folder only", "build/\n"),
  .init("folder only, where a file has the name", "foo/\na/\n"),
  .init("anchored folder only", "/build/\n"),
  .init("middle slash anchors", "dir/foo\n"),
  .init("middle slash with leading slash", "/dir/sub/foo\n"),
  .init("middle slash with trailing slash", "sub/dir/\n"),
  .init("star suffix", "*.log\n"),
  .init("star prefix", "foo*\n"),
  .init("star in the middle", "f*o\n"),
  .init("several stars", "*a*a*b\n"),
  .init("star alone", "*\n"),
  .init("star with exceptions", "*\n!*/\n!*.log\n"),
  .init("star never crosses a slash", "/dir/*/foo\n"),
  .init("star below a folder", "dir/*\n!dir/sub\n"),
  .init("trailing star after slash", "/deep/*\n!/deep/1\n/deep/1/*\n!/deep/1/leaf\n"),
  .init("star slash", "*/foo\n"),
  .init("question mark", "x?\n"),
  .init("question mark never is a slash", "dir?a\n/dir?sub/a\n"),
  .init("set", "x[19]\n"),
  .init("range", "x[0-8]\n"),
  .init("negated set", "x[!0-9]\n"),
  .init("negated set with caret", "x[^0-9]\n"),
  .init("set with bracket first", "a[]-]b\n"),
  .init("set with dash last", "x[1-]\n"),
  .init("set with escaped member", "x[\\^]\n"),
  .init("set with escaped range end", "x[1-\\9]\n"),
  .init("reversed range", "x[9-1]\n"),
  .init("class", "x[[:digit:]]\n"),
  .init("classes and more", "x[[:alpha:]-]\n"),
  .init("negated class", "x[![:alnum:]]\n"),
  .init("unknown class", "x[[:nothing:]]\nfoo\n"),
  .init("class without end", "x[[:digit]\n"),
  .init("set without end", "x[19\nfoo\n"),
  .init("set never is a slash", "dir[/]a\ndir[!x]a\n/dir[^x]sub/a\n"),
  .init("escaped wildcard", "star\\*name\nq\\?mark\n"),
  .init("escaped bracket", "br\\[ack\\]et\n"),
  .init("escaped backslash", "back\\\\slash\n"),
  .init("escaped letter", "\\f\\oo\n"),
  .init("trailing backslash", "foo\\\nbuild\n"),
  .init("escaped slash", "dir\\/foo\nbuild\\/\n"),
  .init("trailing spaces", "foo   \ntrail \n"),
  .init("escaped trailing space", "trail\\ \n"),
  .init("escaped trailing space among more", "trail\\   \n"),
  .init("escaped backslash before a space", "back\\\\ \nfoo\\\\ \n"),
  .init("trailing tab", "foo\t\n"),
  .init("leading space", " foo\n"),
  .init("inner space", "two words\nsp ace/\n"),
  .init("tab in a name", "tab\tname\n"),
  .init("carriage returns", "foo\r\nbuild/\r\n\r\n*.log\r\n"),
  .init("carriage return alone", "foo\r"),
  .init("no line end", "foo"),
  .init("byte order mark", "\u{FEFF}foo\n"),
  .init("non-ASCII name", "größe.yaml\nété/\n"),
  .init("wildcard for one byte", "gr??ße.yaml\n"),
  .init("wildcards for two bytes", "gr????e.yaml\n"),
  .init("leading globstar", "**/foo\n"),
  .init("leading globstar with folder", "**/dir/a\n"),
  .init("trailing globstar", "dir/**\n"),
  .init("trailing globstar with exception", "dir/**\n!dir/keep.log\n"),
  .init("trailing globstar and folders kept", "dir/**\n!dir/**/\n!dir/**/foo\n"),
  .init("globstar in the middle", "deep/**/leaf\n"),
  .init("two globstars", "a.d/**/b.d/**\n"),
  .init("globstars around", "**/sub/**\n"),
  .init("globstar alone", "**\n"),
  .init("globstar and slash alone", "**/\n"),
  .init("slash and globstar", "/**\n!/foo\n"),
  .init("slash, globstar and folder", "/**/build/\n"),
  .init("globstar inside a name", "fo**ar\n"),
  .init("globstar after a literal and before a slash", "foo**/bar\n"),
  .init("globstar after a wildcard and before a slash", "f?o**/bar\n"),
  .init("globstar before a literal", "/dir/**foo\n"),
  .init("three stars", "/deep/***/leaf\n"),
  .init("globstar before an escaped slash", "deep/**\\/leaf\n"),
  .init("globstar and star", "/**/*.log\n!/dir/**/x.log\n"),
  .init("many globstars", "/**/**/**/leaf\n"),
  .init("star then globstar", "/*/**/foo\n"),
  .init("exception", "*.log\n!y.log\n"),
  .init("exception that comes too early", "!y.log\n*.log\n"),
  .init("exception to an exception", "*.log\n!*.log\ny.log\n"),
  .init("no exception below an excluded folder", "build/\n!build/keep/me\n"),
  .init(
    "exception for a folder and its file", "build/*\n!build/keep/\nbuild/keep/*\n!build/keep/me\n"),
  .init("exception for a folder only", "build\n!build/\n"),
  .init("double slash", "//foo\ndir//a\n"),
  .init("slash alone", "/\nfoo\n"),
  .init("double trailing slash", "build//\n"),
  .init("dot folders", ".config/\n"),
  .init("dot names by star", ".*\n"),
  .init("dot path", "./foo\n"),
  .init("dash", "-dash\n"),
  .init("case matters", "FOO\nfoo.txt\n"),
  .init("deeper rules win", files: [".gitignore": "*.log\n", "logs/.gitignore": "!x.log\n"]),
  .init("deeper rules are anchored there", files: ["dir/.gitignore": "/foo\nsub/deep\n"]),
  .init("deeper name rules reach down", files: ["dir/.gitignore": "foo\n"]),
  .init("deeper star", files: ["dir/.gitignore": "*\n!.gitignore\n"]),
  .init(
    "three levels",
    files: [
      ".gitignore": "foo\n", "dir/.gitignore": "!foo\n", "dir/sub/.gitignore": "/foo\n",
    ]),
  .init(
    "rules in an excluded folder do not count",
    files: [".gitignore": "build/\n", "build/.gitignore": "!*\n"]),
  .init(
    "exclude file of the repository",
    files: [".git/info/exclude": "*.log\n/foo\ndir/sub/\n"]),
  .init(
    "exclude file loses",
    files: [".git/info/exclude": "*.log\n", "logs/.gitignore": "!*.log\n"]),
  .init(
    "excludes file of the user",
    files: [
      ".home/gitconfig": "[core]\n\texcludesFile = ~/ignored # note\n", ".home/ignored": "*.log\n",
      ".gitignore": ".home\n",
    ]),
  .init(
    "exclude file wins over the user's",
    files: [
      ".home/gitconfig": "[core] excludesfile=\"~/ignored\"\n", ".home/ignored": "*.log\nfoo\n",
      ".gitignore": ".home\n", ".git/info/exclude": "!x.log\n",
    ]),
  .init(
    "excludes file by default",
    files: [".home/.config/git/ignore": "*.log\n", ".gitignore": ".home\n"]),
  .init(
    "excludes file by an include",
    files: [
      ".home/gitconfig": "[include]\n  path = more\n",
      ".home/more": "[CORE]\nExcludesFile = ~/ig\\\nnored\n", ".home/ignored": "*.log\n",
      ".gitignore": ".home\n",
    ]),
  .init(
    "excludes file relative to the top level",
    files: [
      ".home/gitconfig": "[core]\nexcludesFile = rules/list\n", "rules/list": "*.log\n",
      ".gitignore": ".home\n",
    ]),
  .init("tracked in spite of a rule", "*.log\nfoo\n", tracked: ["x.log", "dir/foo"]),
  .init(
    "tracked in an excluded folder", "build/\nvendor/\n",
    tracked: ["build/keep/me", "vendor/pkg/config.yaml"]),
  .init("everything tracked and excluded", "*\n", tracked: ["foo", "dir/sub/deep/foo", ".env"]),
]

@Suite(.enabled(if: hasGit))
struct IgnoreRulesTests {
  @Test(arguments: ignoreSituations)
  func `agrees with git`(situation: IgnoreSituation) throws {
    let tree = try TemporaryTree()
    for file in commonFiles { try tree.write(file) }
    try tree.git("init", "-q")
    for (file, text) in situation.rules { try tree.write(file, text) }
    if !situation.tracked.isEmpty { try tree.git(["add", "-f", "--"] + situation.tracked) }
    for folder in ["", "dir", "dir/sub", "vendor"] {
      let expected = try tree.gitFiles(folder: folder)
      let found = try tree.walkedFiles(folder: folder)
      #expect(shown(found.subtracting(expected)) == [], "not listed by git in '\(folder)'")
      #expect(shown(expected.subtracting(found)) == [], "listed only by git in '\(folder)'")
    }

    // A file that is named on its own is judged as in the walk.
    let walker = FileWalker(environment: tree.environment()) { _ in true }
    let listed = try tree.gitFiles()
    for file in commonFiles {
      let tracking = try walker.tracking(of: file)
      #expect((tracking == .ignored) != listed.contains(Array(file.utf8)), "\(file)")
      #expect((tracking == .tracked) == situation.tracked.contains(file), "\(file)")
    }
  }

  @Test func `agrees with git without regard to case`() throws {
    let tree = try TemporaryTree()
    for file in ["Foo", "foo.TXT", "Dir/A", "XYZ", "b1", "B2", "Cc", "dD"] { try tree.write(file) }
    try tree.git("init", "-q")
    try tree.git("config", "core.ignoreCase", "true")
    for rules in [
      "foo\n", "*.txt\n", "dir/a\n", "DIR/\n", "x?z\n", "[a-b]?\n", "[B]?\n", "[[:upper:]]c\n",
      "[[:lower:]]d\n", "[C-D]*\n", "D*/A\n",
    ] {
      try tree.write(".gitignore", rules)
      #expect(try shown(tree.walkedFiles()) == shown(tree.gitFiles()), "\(rules)")
    }
  }

  @Test func `agrees with git on random patterns`() throws {
    let tree = try TemporaryTree()
    for folder in ["", "a/", "b/", "ab/", "a/b/", "a/ab/", "a/b/a/", "b/a/b/a/"] {
      for file in ["bb", "aab", "aa", "s/aa", "s/bab"] { try tree.write(folder + file) }
    }
    try tree.git("init", "-q")
    var generator = SplitMix(state: 20)
    let parts = ["a", "b", "*", "**", "?", "/", "/", "[ab]", "[!a]", "**/", "/**", "\\a", "s"]
    for _ in 0..<200 {
      let lines = (0..<Int.random(in: 1...3, using: &generator)).map { line in
        let count = Int.random(in: 1...6, using: &generator)
        let parts = (0..<count).map { _ in parts.randomElement(using: &generator)! }
        let isException = line > 0 && Bool.random(using: &generator)
        return (isException ? "!" : "") + parts.joined() + "\n"
      }
      try tree.write(".gitignore", lines.joined())
      #expect(try shown(tree.walkedFiles()) == shown(tree.gitFiles()), "\(lines)")
    }
  }

  @Test func `hostile pattern takes little time`() {
    var rules = IgnoreRules()
    let pattern = String(repeating: "a*", count: 200) + "/" + String(repeating: "**/a*", count: 99)
    Array("\(pattern)b\n".utf8).withUnsafeBufferPointer { rules.add($0) }
    let path = String(repeating: "a", count: 2000) + String(repeating: "/aaaa", count: 400)
    let time = ContinuousClock().measure {
      #expect(!rules.isIgnored(path, isDirectory: false))
    }
    #expect(time < .seconds(20))
  }

  private func shown(_ paths: Set<[UInt8]>) -> [String] {
    paths.map { String(decoding: $0, as: UTF8.self) }.sorted()
  }
}

/// A generator with the same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
