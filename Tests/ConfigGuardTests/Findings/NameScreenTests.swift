import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Which names of files and resources reports show.
@Suite struct NameScreenTests {
  private let screen = NameScreen.builtin

  @Test(arguments: [
    "community/solutions/TodosDynamoDbTable.yaml", "OrdersEventBridgeSchedulerTemplate.yml",
  ])
  func wordsWrittenTogether(path: String) { #expect(screen.path(path).text == path) }

  @Test(arguments: ["q7Rv2LxT9bK4mZ8wYc3Nf6HsJ1pDg5Xa.yaml", "kQzXvWbTpLmRtGnDhJcFsYw.yaml"])
  func generatedNames(path: String) { #expect(screen.path(path).text != path) }

  @Test(arguments: [
    ("web/api", true), ("web=api", false), ("web (production)", true), ("app@.service", true),
    ("a:b@c", false),
  ])
  func wordsOfNames(name: String, isName: Bool) { #expect(screen.isName(name) == isName) }

  @Test func aTokenIsNoNameInAnyWord() {
    let token = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
    for name in [token, "web/" + token, "web " + token] { #expect(!screen.isName(name)) }
  }

  /// Swift takes the sign of kelvin for a K, and one of the two words is long and random.
  @Test func wordsOfOtherBytesAreJudgedOnTheirOwn() {
    let words = ["K7fQ2mZx9LpR4tVw8N", "\u{212A}7fQ2mZx9LpR4tVw8N"]
    #expect(words[0] == words[1])
    let alone = words.map { NameScreen.builtin.path($0).text }
    #expect(alone.count { $0 == NameScreen.mask } == 1)
    #expect(words.map { screen.path($0).text } == alone)
    let other = NameScreen.builtin
    #expect(words.reversed().map { other.path($0).text } == alone.reversed())
  }

  /// The folder that was shown last is not shown for another one.
  @Test func foldersThatFollowOneAnother() {
    let secret = "q7Rv2LxT9bK4mZ8wYc3Nf6HsJ1pDg5Xa"
    let paths = [
      "web/api/a.yaml", "web/api/b.yaml", "web/\(secret)/a.yaml", "web/\(secret)/b.yaml",
      "web/a.yaml", "a.yaml", "web/api/\(secret)", "/a", "//a", "web//a", "web/", "",
      "größe/a", "größe/b", "web/api/a.yaml",
    ]
    for path in paths {
      let alone = path.split(separator: "/", omittingEmptySubsequences: false)
        .map { $0 == secret ? NameScreen.mask : String($0) }.joined(separator: "/")
      #expect(screen.path(path).text == alone)
    }
  }
}
