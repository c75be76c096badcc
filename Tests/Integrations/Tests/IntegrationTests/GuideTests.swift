import ConfigGuard
import ConfigGuardConfiguration
import ConfigGuardLogging
import Configuration
import Foundation
import Logging
import Testing

/// The code of docs/swift-configuration.md: it compiles here, and it runs.
@Suite struct GuideTests {
  private let logger = Logger(label: "guide") { _ in SwiftLogNoOpLogHandler() }

  private func contract() throws -> Contract {
    try Contract(
      yaml: """
        version: 1
        default-stage: development
        variables:
          DB_POOL_MAX_SIZE: {type: int}
          HTTP_SERVER_TIMEOUT: {type: int}
        """)
  }

  @Test func judged() throws {
    let contract = try contract()
    let provider = try ValidatingProvider(
      upstreams: [
        EnvironmentVariablesProvider(),
        InMemoryProvider(name: "defaults", values: ["db.pool.max.size": 20]),
      ],
      validator: Validator(contract: contract))
    let config = ConfigReader(provider: provider)
    #expect(config.int(forKey: "db.pool.max.size") != nil)
  }

  @Test func nested() throws {
    let validator = Validator(contract: try contract())
    let providers: [any ConfigProvider] = [
      InMemoryProvider(values: [["http", "serverTimeout"]: 30])
    ]
    let provider = try ValidatingProvider(upstreams: providers, validator: validator) { variable in
      switch variable {
      case "HTTP_SERVER_TIMEOUT": ["http", "serverTimeout"]
      default: AbsoluteConfigKey(environmentVariable: variable)
      }
    }
    #expect(provider.report.findings.isEmpty)
  }

  private func reloads(_ file: ReloadingFileProvider<JSONSnapshot>) async throws {
    let validator = Validator(contract: try contract())
    let logger = logger
    let provider = try ValidatingProvider(
      upstreams: [EnvironmentVariablesProvider(), file], validator: validator,
      onReload: { reload in
        switch reload {
        case .taken(let report), .refused(let report): report.log(to: logger)
        case .failed: logger.warning("The configuration could not be read again")
        }
      })
    async let reloading: Void = file.run()
    async let guarding: Void = provider.run()
    _ = try await (reloading, guarding)
  }

  @Test func reads() throws {
    let provider = try ValidatingProvider(
      upstream: InMemoryProvider(values: [:]), validator: Validator(contract: try contract()))
    let accesses = ContractAccessReporter(for: provider)
    let config = ConfigReader(provider: provider, accessReporter: accesses)
    // … once the service has read its settings:
    accesses.makeReport().log(to: logger)
    _ = config.int(forKey: "other")
    #expect(accesses.makeReport().findings.count == 3)
  }

  @Test func theGuideSaysTheSame() throws {
    let source = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../..").standardized
    let guide = try String(
      contentsOf: root.appendingPathComponent("docs/swift-configuration.md"), encoding: .utf8)
    let blocks = guide.components(separatedBy: "```").enumerated().filter {
      !$0.offset.isMultiple(of: 2)
    }
    .map(\.element).filter { $0.hasPrefix("swift\n") && !$0.hasPrefix("swift\n// Package.swift") }
    #expect(blocks.count == 4)
    for block in blocks {
      let code = Self.lines(block).dropFirst().joined(separator: "\n")
      #expect(Self.lines(source).joined(separator: "\n").contains(code), "\(code)")
    }
  }

  /// Lines without their indentation.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }
}
