// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "guarded-server",
  platforms: [.macOS(.v14)],
  dependencies: [
    .package(name: "configguard", path: "../.."),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "guarded-server",
      dependencies: [
        .product(name: "ConfigGuard", package: "configguard"),
        .product(name: "Hummingbird", package: "hummingbird"),
      ],
      // The linter looks for the contract in the package's own folder, hence the whole folder.
      path: ".",
      exclude: ["README.md"],
      sources: ["Sources"],
      resources: [.embedInCode("configguard.yaml")]
    )
  ],
  swiftLanguageModes: [.v6]
)
