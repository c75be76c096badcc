// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "configguard",
  products: [
    .library(name: "ConfigGuard", targets: ["ConfigGuard"]),
    .executable(name: "configlint", targets: ["configlint"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .target(
      name: "RulePacks",
      dependencies: ["CLibYAML"],
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "embed-rule-packs",
      dependencies: ["RulePacks"],
      swiftSettings: swiftSettings
    ),
    .plugin(
      name: "EmbedRulePacks",
      capability: .buildTool(),
      dependencies: ["embed-rule-packs"]
    ),
    .target(
      name: "BuiltinRules",
      path: "rules",
      swiftSettings: swiftSettings,
      plugins: ["EmbedRulePacks"]
    ),
    .target(
      name: "ConfigGuard",
      dependencies: ["BuiltinRules", "RulePacks"],
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "configlint",
      dependencies: [
        "ConfigGuard",
        "RulePacks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "RulePacksTests",
      dependencies: ["RulePacks"],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "ConfigGuardTests",
      dependencies: ["ConfigGuard", "RulePacks"],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "configlintTests",
      dependencies: [
        "configlint", "ConfigGuard", "RulePacks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings
    ),
  ],
  swiftLanguageModes: [.v6]
)
