import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// The readers of files that programs log in with.
@Suite struct CredentialReaderTests {
  private func rows(_ text: String, _ file: CredentialFile) throws -> [String] {
    let bytes = SourceBytes(text)
    let read = try #require(file.entries(of: bytes))
    for problem in read.problems { #expect(problem.range.end <= bytes.count) }
    let entries = read.entries.map { entry in
      "\(entry.key)=\(entry.text)@\(entry.range.start)-\(entry.range.end)"
        + (entry.isSecret ? "!" : "") + (entry.isExact ? "" : "~")
    }
    return entries + read.problems.map { "\($0.message.plain)@\($0.range.start)" }
  }

  @Test(arguments: [
    ("machine a login b password c\n", ["login=b@16-17", "password=c@27-28!"]),
    ("machine a\n  login b\n\tpassword c", ["login=b@18-19", "password=c@30-31!"]),
    ("default login b password c", ["login=b@14-15", "password=c@25-26!"]),
    ("# machine x password y\nmachine a password c", ["password=c@42-43!"]),
    ("machine a password \"b c\" login d", ["password=b c@20-23!", "login=d@31-32"]),
    ("machine a password \"b\\\"c\"", ["password=b\"c@20-24!~"]),
    ("macdef init\npassword no\n\nmachine a password c", ["password=c@44-45!"]),
    ("machine a password", ["nothing follows `password`@10"]),
    ("machine", ["a machine needs a name@0"]),
    (
      "machine a port 1",
      [
        "this word announces nothing that .netrc knows@10",
        "this word announces nothing that .netrc knows@15",
      ]
    ),
    ("machine a password \"b\n", ["password=b@20-21!", "this quote is not closed on its line@19"]),
    ("", []),
  ])
  func netrc(_ text: String, _ expected: [String]) throws {
    let found = try rows(text, .netrc)
    #expect(found == expected)
  }

  @Test(arguments: [
    ("//r.test/:_authToken=abc\n", ["_authToken=abc@21-24!"]),
    ("_authToken = \"abc\"\r\n", ["_authToken=abc@14-17!"]),
    ("//r.test/:_auth=YTpiYw==", ["_auth=bc@16-24!~"]),
    ("//r.test/:_password=YmNk", ["_password=bcd@20-24!~"]),
    ("; _authToken=abc\n# _authToken=abc\n[a]\nsave-exact\n", []),
    ("registry=https://r.test/\n", ["registry=https://r.test/@9-24"]),
    ("=x", ["a name must stand before `=`@0"]),
  ])
  func npmrc(_ text: String, _ expected: [String]) throws {
    #expect(try rows(text, .npmrc) == expected)
  }

  @Test(arguments: [
    ("h:1:d:u:p\n", ["password=p@8-9!"]),
    ("# h:1:d:u:p\n\n*:*:*:u:p:q\n", ["password=p:q@21-24!"]),
    ("a\\:b:1:d:u:p\\\\q", ["password=p\\q@11-15!~"]),
    ("h:1:d:u", ["a line of .pgpass has five fields with colons between them@0"]),
    ("h:1:d:u:", ["password=@8-8!"]),
    ("h:1:d:u\\", ["a line of .pgpass has five fields with colons between them@0"]),
  ])
  func pgpass(_ text: String, _ expected: [String]) throws {
    #expect(try rows(text, .pgpass) == expected)
  }

  @Test(arguments: [
    ("https://u:p@h.test\n", ["password=p@10-11!"]),
    ("https://h.test\nnonsense\n", ["a line of .git-credentials is an address@15"]),
  ])
  func addresses(_ text: String, _ expected: [String]) throws {
    #expect(try rows(text, .gitCredentials) == expected)
  }

  @Test func aKeyAlone() throws {
    #expect(try rows("\u{FEFF}\n abc \n", .masterKey) == ["key=abc@5-8!"])
    #expect(try rows("a\nb\n", .masterKey) == [])
  }

  @Test(arguments: [CredentialFile.netrc, .npmrc, .pgpass, .gitCredentials, .masterKey])
  func hostileTextEnds(_ file: CredentialFile) throws {
    let units = [
      "\"", "\\", ":", "=", "password ", "machine\n", "\u{0}", "h:1:d:u:p\n", "a://b:c@",
    ]
    for unit in units {
      let bytes = SourceBytes(String(repeating: unit, count: 20_000))
      let read = try #require(file.entries(of: bytes))
      #expect(read.problems.count <= ReadingLimits.problems)
      for entry in read.entries { #expect(entry.range.end <= bytes.count) }
    }
  }

  @Test(arguments: [
    (".netrc", CredentialFile.netrc), ("home/.aws/credentials", .awsCredentials),
    (".docker/config.json", .dockerConfig), ("config/master.key", .masterKey),
    ("a/config/credentials/production.key", .masterKey), ("server.key", .privateKey),
    ("ID_RSA", .privateKey), ("a.tfstate", .terraformState), ("x.P12", .keystore),
    ("dev.kubeconfig", .kubeconfig),
  ])
  func isKnownByItsPath(_ path: String, _ expected: CredentialFile) {
    #expect(CredentialFile(path: path) == expected)
    #expect(FileType(path: path) == .credentials)
    #expect(FileType.mayBeKnown(name: FilePath.name(of: path)))
  }

  @Test(arguments: [
    "config.json", "credentials", "id_rsa.pub", "master", "keys.txt", "config/config",
  ])
  func othersAreNot(_ path: String) { #expect(CredentialFile(path: path) == nil) }
}

@Suite struct GeneratedTextTests {
  @Test(arguments: [
    "q7Zt2VxL9mB4nR8sKd3WfY6hJc", "9f2c7a1be04d583c6e91a7f3d2b8045c",
    "k3v9x1q8z7m2n4b6c5d0f", "Zm9v+2Jh/3Nx7Qk1Lp0Rt5Yw==", "3e1f9c1a-7b5d-4e2f-9a8c-6d0b1e4f7a2c",
  ])
  func isGenerated(_ text: String) { #expect(GeneratedText.isWhole(text)) }

  @Test(arguments: [
    "seven-brave-otters-count-lanterns", "YourSuperSecretKeyGoesHere123",
    "0123456789abcdef0123456789abcdef", "changeme-changeme-changeme-1", "short1A2b3",
    "your_api_key_here_2024", "this is a sentence 1 2 3 4 5 6", "AAAAAAAAAAAAAAAAAAAAAAAA1",
    "django-insecure-development-key-1", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "https://user1:pass2@host3:4567/db8", "postgres16-development-password1",
  ])
  func isWritten(_ text: String) { #expect(!GeneratedText.isWhole(text)) }
}
