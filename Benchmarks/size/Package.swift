// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "size",
  dependencies: [
    .package(name: "configguard", path: "../..")
  ],
  targets: [
    .executableTarget(name: "plain"),
    .executableTarget(
      name: "guarded",
      dependencies: [.product(name: "ConfigGuard", package: "configguard")],
      resources: [.embedInCode("configguard.yaml")]
    ),
  ],
  swiftLanguageModes: [.v6]
)
