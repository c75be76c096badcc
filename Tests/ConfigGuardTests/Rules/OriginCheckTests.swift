import RulePacks
import Testing

@testable import ConfigGuard

@Suite struct OriginCheckTests {
  @Test(arguments: [
    "*", "*://*", "http://*", "https://*", "https://*:*", "*:*", "http*", "*.*", "https://*.com",
    "regex:.*", "~.*", ".*", "^.*$", "/.*/", "(.*)", ".+", "^https?://.*$", "https://.*",
  ])
  func everyone(origin: String) { #expect(OriginCheck.kind(of: origin) == .any) }

  @Test(arguments: [
    "https://app.example.com", "https://*.example.com", "*.example.com",
    "^https://[a-z]+\\.example\\.com$", "https://a.example:8443", "${ORIGIN}", "",
    "http://backend", "http://10.0.0.3",
  ])
  func somebody(origin: String) { #expect(OriginCheck.kind(of: origin) == nil) }

  @Test(arguments: [
    "http://localhost:3000", "localhost:3000", "http://127.0.0.1", "https://[::1]:80",
  ])
  func loopback(origin: String) { #expect(OriginCheck.kind(of: origin) == .loopback) }

  @Test func others() {
    #expect(OriginCheck.kind(of: "null") == .null)
    #expect(OriginCheck.kind(of: "http://shop.example.com") == .plainHTTP)
  }
}

@Suite struct URLPartsTests {
  @Test(
    arguments: [
      ("postgres://u:p@h:5432/d?sslmode=require", "postgres", "u", "p", "h"),
      ("redis://:p@h", "redis", "", "p", "h"), ("https://h/path", "https", nil, nil, "h"),
      ("postgres://u:p/w?x@h/d", "postgres", "u", "p/w?x", "h"),
      ("jdbc:postgresql://u:p@h/d", "postgresql", "u", "p", "h"),
      ("mongodb+srv://u:p@h.example/d", "mongodb+srv", "u", "p", "h.example"),
      ("http://[::1]:80/x", "http", nil, nil, "::1"), ("amqp://u@h", "amqp", "u", nil, "h"),
    ] as [(String, String, String?, String?, String)])
  func parts(text: String, scheme: String, user: String?, password: String?, host: String) throws {
    let url = try #require(URLParts(text))
    #expect(url.scheme == scheme && url.user == user && url.password == password)
    #expect(url.host == host)
  }

  @Test(arguments: ["", "no address", "://x", "a b://c", "mailto:x@y"])
  func none(text: String) { #expect(URLParts(text) == nil) }

  @Test(arguments: [
    ("localhost", true), ("db", true), ("10.1.2.3", true), ("172.20.0.1", true),
    ("172.32.0.1", false), ("192.168.0.9", true), ("db.internal", true), ("db.example.com", false),
    ("8.8.8.8", false), ("fd00::1", true), ("2001:db8::1", false),
  ])
  func privacy(host: String, isPrivate: Bool) { #expect(HostName.isPrivate(host) == isPrivate) }
}
