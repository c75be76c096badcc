// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "guarded-tool",
  dependencies: [
    .package(name: "configguard", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "guarded-tool",
      dependencies: [.product(name: "ConfigGuard", package: "configguard")],
      // The contract lies beside the manifests that are linted against it, hence the whole folder.
      path: ".",
      exclude: ["README.md", "compose.yaml"],
      sources: ["Sources"],
      resources: [.embedInCode("configguard.yaml")]
    )
  ],
  swiftLanguageModes: [.v6]
)
