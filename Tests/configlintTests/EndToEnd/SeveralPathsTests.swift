import Testing

/// What paths that are given together have to do with one another.
@Suite struct SeveralPathsTests {
  /// The second path lets the first one's file reach what it imports, once it is read again.
  @Test func whatALaterPathBringsWithinReachIsTakenIn() throws {
    let tree = try TemporaryTree()
    try tree.write(
      "a/application.yml",
      """
      spring:
        config:
          import: "optional:file:../b/application-prod.yml"
      server:
        port: 8080

      """)
    try tree.write("a/.env.example", "GREETING=x\n")
    try tree.write(
      "b/application-prod.yml",
      """
      spring:
        jpa:
          show-sql: true
      debug: true

      """)
    try tree.folder("w")
    for format in ["text", "json"] {
      let result = try Tool.run(["../a", "../b", "--format", format], in: tree, folder: "w")
      #expect(result.status == 0, "\(result.output)")
    }
    let text = try Tool.run(["../a", "../b"], in: tree, folder: "w").output
    #expect(text.contains(", 1 workload;"), "\(text)")
  }

  /// The repository that a folder belongs to knows of its files what one around it does not.
  @Test func theRepositoryOfTheLastPathSaysWhatIsTracked() throws {
    let tree = try TemporaryTree()
    try tree.git("init", "-q")
    try tree.write(
      "compose.yaml", "services: {web: {image: \"example/web:1\", env_file: [sub/prod.env]}}\n")
    try tree.write("sub/prod.env", "DB_PASSWORD=Xk29dkLmq02xPz7vB3\n")
    try tree.write("sub/configguard.yaml", "version: 1\nignore: [\"prod.env\"]\n")
    try tree.git("add", "-f", "sub/prod.env")
    try tree.git("init", "-q", folder: "sub")
    for paths in [["."], ["sub", "."], ["./sub", "."], [".", "sub"]] {
      let result = try Tool.run(paths, in: tree)
      #expect(result.status == 1, "\(paths)")
      #expect(result.output.contains("sub/prod.env:1:13: error:"), "\(paths)")
    }
  }
}
