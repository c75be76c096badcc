import ConfigGuard
import RulePacks

extension ComposeValues {
  /// Looks for references in a value that nobody meant, or that nothing sets.
  func advise(on setting: Setting, _ node: LayeredNode) {
    guard setting.value.isExact, setting.value.text.utf8.contains(UInt8(ascii: "$")) else { return }
    let origin = project.origin(of: node)
    let environment = origin.environment
    // The value's own text has `$$` undone already.
    var text = setting.file.bytes.text(setting.value.range)
    let start = setting.value.range.start
    guard let parsed = text.withUTF8({ try? Interpolation.parse($0, at: start) }) else { return }
    let isDeclared = origin.reading.isDeclared
    let advice = ReferenceAdvice(
      isSet: {
        environment.isSet($0) || isDeclared($0) || environment.exampleNames.contains($0)
      },
      isSetLater: { _ in false }, hasValue: { environment.isSet($0) },
      meant: { name in
        let words = NearMiss.words(of: name)
        let letters = NameLetters(name)
        // A name that is asked for elsewhere is meant as it is.
        return environment.names.first {
          !isDeclared($0) && !environment.exampleNames.contains($0)
            && letters.mayBeSlip(of: NameLetters($0))
            && NearMiss.isSlip(words, of: NearMiss.words(of: $0))
        }
      })
    let found = advice.problems(
      in: parsed, key: setting.key, isSecret: setting.info.holdsSecret)
    // Without a `.env` all variables come from whoever starts the project.
    for problem in found where problem.kind != .referenceUnset || !environment.isEmpty {
      report(problem, in: setting.file)
    }
  }
}
