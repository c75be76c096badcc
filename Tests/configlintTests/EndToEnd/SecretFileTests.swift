import Testing

/// Files with secrets: under version control, beside it, and open to everybody.
@Suite struct SecretFileTests {
  private static let key = """
    -----BEGIN OPENSSH PRIVATE KEY-----
    c2V2ZW4gYnJhdmUgb3R0ZXJzIGNvdW50IGxhbnRlcm5zIGFuZCBwYWludA==
    -----END OPENSSH PRIVATE KEY-----

    """

  private func rows(_ tree: TemporaryTree) throws -> [String] {
    let result = try Tool.run(["--format", "json"], in: tree)
    return try JSONReport(result.output).rows.map { "\($0.path) \($0.rule) \($0.severity)" }
  }

  private static let modes: [(UInt32, [String])] = [
    (0o644, ["id_ed25519 key-file-readable-by-all warning"]), (0o640, []), (0o600, []),
  ]

  @Test(arguments: modes)
  func aKeyThatEverybodyMayRead(_ mode: UInt32, _ expected: [String]) throws {
    let tree = try TemporaryTree()
    try tree.write("id_ed25519", Self.key)
    tree.setMode("id_ed25519", mode)
    #expect(try rows(tree) == expected)
  }

  @Test func whatGitTracksHasNoModeOfItsOwn() throws {
    let tree = try TemporaryTree()
    try tree.write("deploy/id_ed25519", Self.key)
    tree.setMode("deploy/id_ed25519", 0o644)
    try tree.write(".npmrc", "_authToken=seven-brave-otters-count-lanterns\n")
    tree.setMode(".npmrc", 0o644)
    try tree.git("init", "-q")
    try tree.git("add", "deploy")
    #expect(
      try rows(tree) == [
        ".npmrc secret-file-not-ignored warning", "deploy/id_ed25519 key-file-tracked error",
      ])
    let text = try Tool.run([], in: tree).output
    #expect(text.contains("git rm --cached deploy/id_ed25519"))
    #expect(!text.contains("c2V2ZW4g") && !text.contains("otters"))
  }

  @Test func aNameThatIsNoPlainOneStandsInNoCommand() throws {
    let tree = try TemporaryTree()
    try tree.write("a b; rm x.key", Self.key)
    try tree.git("init", "-q")
    try tree.git("add", ".")
    #expect(try Tool.run([], in: tree).output.contains("git rm --cached FILE"))
  }

  @Test func storesOfKeysAreSeenByTheirNames() throws {
    let tree = try TemporaryTree()
    for name in ["a.p12", "b.jks", "truststore.jks", "debug.keystore", "empty.pfx"] {
      try tree.write(name, bytes: name == "empty.pfx" ? [] : [0x30, 0x82, 0x00, 0x01])
    }
    try tree.git("init", "-q")
    try tree.git("add", ".")
    #expect(
      try rows(tree) == [
        "a.p12 credential-file-tracked error", "b.jks credential-file-tracked error",
      ])
  }
}
