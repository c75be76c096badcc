// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// What lets the linker leave out of a program what it never calls, such as the readers of files in
/// a service that embeds the library.
///
/// The compiler marks all that other modules can see as used, and puts the functions of a file into
/// one section. Only binaries for release are made so.
let deadCodeSettings: [SwiftSetting] = [
  .unsafeFlags(
    ["-Xfrontend", "-internalize-at-link", "-Xfrontend", "-function-sections"],
    .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "configguard",
  products: [
    .library(name: "ConfigGuard", targets: ["ConfigGuard"]),
    .library(name: "ConfigGuardConfiguration", targets: ["ConfigGuardConfiguration"]),
    .library(name: "ConfigGuardLogging", targets: ["ConfigGuardLogging"]),
    .executable(name: "configlint", targets: ["configlint"]),
    .plugin(name: "ConfiglintCommand", targets: ["ConfiglintCommand"]),
  ],
  traits: [
    .trait(
      name: "ConfigurationSupport",
      description: "Validating providers and an access reporter for swift-configuration."),
    .trait(name: "LoggingSupport", description: "Reports as records of swift-log."),
    .default(enabledTraits: []),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Nobody fetches these two without the traits.
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.3"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .systemLibrary(name: "CMalloc"),
    .target(
      name: "RulePacks",
      dependencies: ["CLibYAML"],
      swiftSettings: swiftSettings + deadCodeSettings
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
      swiftSettings: swiftSettings + deadCodeSettings,
      plugins: ["EmbedRulePacks"]
    ),
    .target(
      name: "BuiltinPages",
      swiftSettings: swiftSettings,
      plugins: ["EmbedRulePacks"]
    ),
    .target(
      name: "ConfigGuard",
      dependencies: ["BuiltinRules", "RulePacks"],
      swiftSettings: swiftSettings + deadCodeSettings
    ),
    .target(
      name: "ConfigGuardConfiguration",
      dependencies: [
        "ConfigGuard",
        .product(
          name: "Configuration", package: "swift-configuration",
          condition: .when(traits: ["ConfigurationSupport"])),
      ],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "ConfigGuardLogging",
      dependencies: [
        "ConfigGuard",
        .product(
          name: "Logging", package: "swift-log", condition: .when(traits: ["LoggingSupport"])),
      ],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "ConfigLinting",
      dependencies: ["BuiltinPages", "ConfigGuard", "RulePacks"],
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "configlint",
      dependencies: [
        "CMalloc", "ConfigGuard", "ConfigLinting", "RulePacks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings
    ),
    // It names no dependency: as one of a plugin the linter would be compiled twice in every build.
    .plugin(
      name: "ConfiglintCommand",
      capability: .command(
        intent: .custom(
          verb: "configlint",
          description: "Find what would hurt a service in its configuration."))
    ),
    .testTarget(
      name: "RulePacksTests",
      dependencies: ["RulePacks"],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "ConfigGuardTests",
      dependencies: ["ConfigGuard", "ConfigLinting", "RulePacks"],
      exclude: [
        "Rules/Facts", "Secrets/Labelled/blind.tsv", "Secrets/Labelled/sighted.tsv",
        "Secrets/Labelled/unseen.tsv",
      ],
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "configlintTests",
      dependencies: [
        "configlint", "ConfigGuard", "ConfigLinting", "RulePacks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings
    ),
  ],
  swiftLanguageModes: [.v6]
)

// `make fuzz` asks for it: the readers are instrumented, and a program is added whose entry is the
// fuzzer's own.
if Context.environment["CONFIGGUARD_FUZZ"] != nil {
  let instrumented: SwiftSetting = .unsafeFlags(["-sanitize=fuzzer"])
  for target in package.targets {
    switch target.name {
    case "RulePacks", "ConfigGuard", "ConfigLinting": target.swiftSettings?.append(instrumented)
    // It runs during the build and needs no fuzzer, but links what is instrumented.
    case "embed-rule-packs": target.dependencies.append("CoverageStubs")
    default: break
    }
  }
  package.targets += [
    .target(name: "CoverageStubs", path: "Fuzzing/coverage-stubs"),
    .target(name: "FuzzDriver", path: "Fuzzing/fuzz-driver"),
    .executableTarget(
      name: "fuzz-readers",
      dependencies: ["ConfigGuard", "ConfigLinting", "FuzzDriver", "RulePacks"],
      path: "Fuzzing/fuzz-readers",
      swiftSettings: swiftSettings + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]
    ),
  ]
}
