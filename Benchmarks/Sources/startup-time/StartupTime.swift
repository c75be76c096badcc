import ConfigGuard

/// Validates an environment of 200 variables with a contract and the built-in rules.
///
/// `startup-time contract` prints the contract, `startup-time environment` the variables,
/// `startup-time once` validates once, `startup-time repeat N` so many times with one validator, and
/// `startup-time` reports times in milliseconds.
@main struct StartupTime {
  static func main() {
    do {
      let arguments = CommandLine.arguments.dropFirst()
      switch arguments.first {
      case "contract": print(contractText())
      case "environment":
        for (name, value) in environment().sorted(by: { $0.key < $1.key }) {
          print("\(name)=\(value)")
        }
      case "once": print(try validate(times: 1))
      case "repeat": print(try validate(times: arguments.last.flatMap { Int($0) } ?? 1))
      default: try measure()
      }
    } catch {
      print("\(error)")
    }
  }

  /// Names, types and values such as services have, in turn.
  static let kinds: [(name: String, fields: String, value: String)] = [
    ("PORT", "type: port, required: true", "8080"),
    ("POOL_SIZE", "type: int, range: {min: 1, max: 500}", "20"),
    ("TIMEOUT", "type: float, range: {min: 0, max: 600}", "2.5"),
    ("FEATURE_ENABLED", "type: bool", "true"),
    ("LOG_FORMAT", "one-of: [json, text]", "json"),
    ("SERVICE_URL", "type: url, required: true", "https://orders.internal.example/v1"),
    ("REGION", "pattern: '[a-z]{2}-[a-z]+-[0-9]'", "eu-west-1"),
    ("CONTACT", "type: email", "ops@shop.example"),
    ("TENANT", "min-length: 3, required: true", "orchard"),
    ("NODE_ID", "type: uuid", "123e4567-e89b-12d3-a456-426614174000"),
  ]

  static func contractText() -> String {
    var lines = ["version: 1", "variables:"]
    for number in 0..<20 {
      for kind in kinds { lines.append("  S\(number)_\(kind.name): {\(kind.fields)}") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func environment() -> [String: String] {
    var environment: [String: String] = [:]
    for number in 0..<20 {
      for kind in kinds { environment["S\(number)_\(kind.name)"] = kind.value }
    }
    return environment
  }

  /// The number of errors, which is zero.
  static func validate(times: Int) throws -> Int {
    let validator = Validator(contract: try Contract(yaml: contractText()), stage: .production)
    let environment = environment()
    return (0..<max(times, 0)).reduce(0) { errors, _ in
      errors + validator.validate(environment: environment).summary.errors
    }
  }

  static func measure() throws {
    let clock = ContinuousClock()
    let text = contractText()
    let environment = environment()
    let start = clock.now
    let contract = try Contract(yaml: text)
    let read = clock.now
    let validator = Validator(contract: contract, stage: .production)
    let first = validator.validate(environment: environment)
    let cold = clock.now
    var times: [Duration] = []
    for _ in 0..<200 {
      let begin = clock.now
      _ = validator.validate(environment: environment)
      times.append(begin.duration(to: clock.now))
    }
    times.sort()
    let milliseconds = { (duration: Duration) in
      Double(Int(duration / .nanoseconds(1))) / 1_000_000
    }
    print("contract read:      \(milliseconds(start.duration(to: read))) ms")
    print("first validation:   \(milliseconds(read.duration(to: cold))) ms")
    print("another validation: \(milliseconds(times[times.count / 2])) ms (median of 200)")
    print("findings:           \(first.findings.count)")
  }
}
