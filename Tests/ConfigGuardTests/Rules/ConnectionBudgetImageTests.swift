import Testing

/// Which images are servers that take connections.
@Suite struct ConnectionBudgetImageTests {
  /// Tags are taken off once: what is left of `postgres:16:17` names no server.
  @Test(arguments: [
    ("postgres:16", true), ("postgres:16:17", false), ("docker.io/library/postgres:16", true),
  ])
  func imagesAreKnownWithoutTheirTags(_ image: String, isServer: Bool) throws {
    let found = try ConnectionBudgetTests.findings(
      "compose.production.yaml",
      """
      services:
        db: {image: '\(image)'}
        cache: {image: 'postgres'}
        api:
          image: shop/api:2
          environment: {DATABASE_URL: "postgres://shop:${P}@db/shop", DB_POOL_SIZE: 200}
          deploy: {replicas: 6}
      """)
    #expect(found.isEmpty != isServer)
  }
}
