import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct VariableNameTests {
  @Test(
    arguments: [
      ("port", "PORT"), ("http.port", "HTTP_PORT"), ("http.serverTimeout", "HTTP_SERVER_TIMEOUT"),
      ("http.server-timeout", "HTTP_SERVER_TIMEOUT"),
      ("http.server.timeout", "HTTP_SERVER_TIMEOUT"), ("allowHTTPS", "ALLOW_HTTPS"),
      ("HTTPServer", "HTTPSERVER"), ("user agent", "USER_AGENT"), ("a..b", "A__B"), ("", ""),
      ("straße.größe", "STRASSE_GRÖSSE"), ("v2Api", "V2API"),
    ])
  func keysBecomeVariables(key: String, variable: String) {
    #expect(VariableName.of(dotted: key) == variable)
  }

  @Test(arguments: ["PORT", "HTTP_SERVER_TIMEOUT", "A__B", "_X", "X_", "V2_API"])
  func theSimplestKeyOfAVariableFindsIt(variable: String) {
    #expect(VariableName.of(VariableName.components(of: variable)) == variable)
  }
}
