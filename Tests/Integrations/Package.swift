// swift-tools-version: 6.2
import PackageDescription

// What the library offers behind its package traits, used as a service uses it: from outside.
let package = Package(
  name: "integrations",
  dependencies: [
    .package(
      url: "https://github.com/apple/swift-configuration", from: "1.4.0",
      traits: ["JSON", "Reloading"]),
    .package(
      name: "configguard", path: "../..", traits: ["ConfigurationSupport", "LoggingSupport"]),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // Reloading needs it; for packages given by a path, SwiftPM does not find that out by itself.
    .package(url: "https://github.com/apple/swift-metrics", from: "2.7.0"),
  ],
  targets: [
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        .product(name: "ConfigGuard", package: "configguard"),
        .product(name: "ConfigGuardConfiguration", package: "configguard"),
        .product(name: "ConfigGuardLogging", package: "configguard"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "ConfigurationTesting", package: "swift-configuration"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      ]
    )
  ],
  swiftLanguageModes: [.v6]
)
