// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "guarded-server",
  dependencies: [
    .package(name: "configguard", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "guarded-server",
      dependencies: [.product(name: "ConfigGuard", package: "configguard")]
    )
  ],
  swiftLanguageModes: [.v6]
)
