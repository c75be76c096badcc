import RulePacks
import Testing

@Suite struct NearMissTests {
  @Test(arguments: [
    ("databse url", "database url"), ("smtp pasword", "smtp password"), ("apikey", "api key"),
    ("loglevel", "log level"), ("allowed host", "allowed hosts"),
    ("sentry dns url", "sentry dsnn url"),
    ("cache redsi url", "cache redis url"),
  ])
  func slips(name: String, other: String) {
    let isSlip = NearMiss.isSlip(words(name), of: words(other))
    // A word of three letters is as likely another word.
    #expect(isSlip == !name.contains("dns"))
  }

  @Test(arguments: [
    ("db host", "pg host"), ("replica host1", "replica host2"), ("api url", "api uri"),
    ("user name", "user name"), ("smtp host", "smtp port"), ("database url", "redis url"),
    ("a b c", "a b"), ("worker count", "worker mount"),
  ])
  func otherNames(name: String, other: String) {
    // One letter of five: nothing but a dictionary could tell these two apart.
    let isOneLetter = name == "worker count"
    #expect(NearMiss.isSlip(words(name), of: words(other)) == isOneLetter)
  }

  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
