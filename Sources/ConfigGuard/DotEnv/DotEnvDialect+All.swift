extension DotEnvDialect {
  package static let all: [DotEnvDialect] = [.compose, .raw]

  package static func named(_ id: String) -> DotEnvDialect? {
    all.first { $0.id == id }
  }
}

extension DotEnvResolution {
  package var wouldRunCommand: [String] { [] }
}

extension DotEnvDialect {
  var lowercasesNames: Bool { id.hasPrefix("hummingbird") }
}
