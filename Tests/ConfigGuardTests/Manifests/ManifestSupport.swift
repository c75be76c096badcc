import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Reads one text as a file of the given name, with the built-in rules.
func readDocument(_ text: String, named name: String) -> FileReading {
  let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
  let reader = ConfigurationReader(context: context, load: { _ in .missing("nothing is there") })
  let file = SourceFile(path: name, bytes: SourceBytes(text), tracking: .unknown)
  return reader.read(file, as: .yaml).withEverySetting
}

/// What the linter reports of one file.
func report(of text: String, named name: String, as type: FileType = .yaml) throws -> Report {
  let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
  var linter = Linter(contexts: { _ in context }, load: { _ in .missing("nothing is there") })
  let file = SourceFile(path: name, bytes: SourceBytes(text), tracking: .unknown)
  try linter.add(file, as: type)
  return linter.report()
}

extension FileReading {
  /// The same with the settings of which no rule has anything to say.
  var withEverySetting: FileReading {
    var reading = self
    for index in self.workloads.indices {
      reading.workloads[index].environment = self.workloads[index].everySetting(
        self.context.keys, self.context.values)
      reading.workloads[index].passedOver = nil
    }
    return reading
  }

  func setting(_ key: String) throws -> Setting {
    try #require(self.workloads.first?.setting(key))
  }
}
