import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct OriginCheckTests {
  private let check = OriginCheck(BuiltinPacks.prepared.index.vocabulary)

  private func kinds(_ origin: String, as syntax: OriginTest.Syntax = .list) -> Set<OriginKind> {
    check.kinds(of: origin, as: syntax)
  }

  @Test(arguments: [
    "*", "*://*", "http://*", "https://*", "https://*:*", "*:*", "http*", "*.*", "https://*.com",
    "regex:.*", "~.*", ".*", "^.*$", "/.*/", "(.*)", ".+", "^https?://.*$", "https://.*", "any",
    "ALL", "http://*:3000", "**", "/^https?:\\/\\/.+$/i", "https://*.co.uk",
  ])
  func everyone(origin: String) { #expect(kinds(origin) == [.any]) }

  @Test(arguments: [
    "https://app.example.com", "https://*.example.com", "*.example.com",
    "^https://[a-z]+\\.example\\.com$", "https://a.example:8443", "${ORIGIN}", "",
    "http://backend", "http://10.0.0.3", "capacitor://localhost", "https://tauri.localhost",
    "^https://app-[0-9]{1,3}\\.example\\.com$", "^https://(.+\\.)?example\\.com$",
    "https://*.example.com:*", "https://*shop.example.com",
    "^https://(a|b)\\.example\\.com(:\\d+)?$", "(", "[", "a{9999}{9999}", "chrome-extension://*",
  ])
  func somebody(origin: String) { #expect(kinds(origin) == []) }

  @Test(arguments: [
    "http://localhost:3000", "localhost:3000", "http://127.0.0.1", "https://[::1]:80",
    "http://host.docker.internal:3000", "^http://localhost(:[0-9]+)?$",
  ])
  func loopback(origin: String) { #expect(kinds(origin) == [.loopback]) }

  @Test(arguments: [
    "^.*example.com", "^https?://.*example\\.com$", "example\\.com$", "https://*example.com",
    "*example.com", "https://.+example\\.com", "https://app.example.com*",
    "^https://.*.example.com$", "^https://[a-z.]*example\\.co\\.uk$",
  ])
  func lookalikes(origin: String) { #expect(kinds(origin).contains(.lookalike)) }

  @Test(arguments: [
    "^https://app\\.example\\.com", "https://app\\.example\\.com", "https://app-[0-9]*",
    ".*\\.example\\.com",
  ])
  func openEnds(origin: String) { #expect(kinds(origin) == [.openEnd]) }

  /// No byte of it is one of a pattern's own.
  @Test(arguments: ["regex:", "Regexp:", "~"])
  func marked(prefix: String) {
    #expect(kinds(prefix + "https://app.example.com") == [.openEnd, .looseDot])
  }

  @Test func markedBySlashes() {
    #expect(kinds("/https:..app.example.com/") == [.openEnd])
  }

  @Test func dots() {
    #expect(kinds("^https://app.example.com$") == [.looseDot])
    #expect(kinds("^https://example.com$") == [])
    #expect(kinds("https://app.example.com", as: .expression) == [.openEnd, .looseDot])
  }

  @Test(
    arguments: [
      ("", [.any]), ("https", [.any]), ("https://", [.any]), ("https://shop.example", [.openEnd]),
      ("https://shop.example:", []), ("http://localhost:", [.loopback]),
    ] as [(String, Set<OriginKind>)])
  func prefixes(origin: String, expected: Set<OriginKind>) {
    #expect(kinds(origin, as: .prefix) == expected)
  }

  @Test func others() {
    #expect(kinds("null") == [.null] && kinds("file://") == [.null])
    #expect(kinds("http://shop.example.com") == [.plainHTTP])
  }
}

@Suite struct ListItemsTests {
  @Test(
    arguments: [
      ("a,b c;d", "a b c d"), ("[\"a\", 'b']", "a b"), ("[*]", "*"), ("[a, b]", "a b"),
      ("[a]", "a"), ("x-[0-9]*", "x-[0-9]*"), ("[a-z]+.b,c", "[a-z]+.b c"),
      ("[\"[a-z]{1,3}\\.b$\",c]", "[a-z]{1,3}\\.b$ c"), ("a{1,2},b{,c}", "a{1,2} b{ c}"),
      ("http://[::1]:80,b", "http://[::1]:80 b"), ("[", ""), ("]", ""), ("a[b", "a b"),
      ("[https://a,https://b]", "https://a https://b"),
    ])
  func items(text: String, expected: String) {
    let range = SourceRange(start: 10, end: 10 + text.utf8.count)
    let items = ListItems.items(of: text, at: range, isInPlace: true)
    #expect(items.map(\.text).joined(separator: " ") == expected)
    for item in items {
      let own = Array(text.utf8)[(item.range.start - 10)..<(item.range.end - 10)]
      #expect(String(decoding: own, as: UTF8.self) == item.text)
    }
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
    ("8.8.8.8", false), ("fd00::1", true), ("2001:db8::1", false), ("fe80::1", true),
    ("100.64.0.1", true), ("100.128.0.1", false), ("169.254.169.254", true),
    ("stock.default", true),
  ])
  func privacy(host: String, isPrivate: Bool) { #expect(HostName.isPrivate(host) == isPrivate) }
}
