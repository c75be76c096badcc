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
}
