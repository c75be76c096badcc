import ConfigGuard
import FoundationEssentials

/// What a small program does with FoundationEssentials.
struct Start: Codable {
  var program: String
  var arguments: [String]
  var date: Date
}

let process = ProcessInfo.processInfo
let contract = try Contract(yaml: PackageResources.configguard_yaml)
try Validator(contract: contract).requireValidEnvironment(process.environment)
let start = Start(program: process.processName, arguments: process.arguments, date: Date())
let encoder = JSONEncoder()
encoder.outputFormatting = .sortedKeys
print(String(decoding: try encoder.encode(start), as: UTF8.self))
