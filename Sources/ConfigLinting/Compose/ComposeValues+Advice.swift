import ConfigGuard
import RulePacks

extension ComposeValues {
  /// The references in a setting's value as its file has them; nil where there are none, or where
  /// Compose reads none.
  func references(in setting: Setting) -> Interpolation? {
    let range = setting.value.range
    guard setting.value.isExact else {
      var text = setting.value.text
      guard text.utf8.contains(UInt8(ascii: "$")) else { return nil }
      return text.withUTF8 { try? Interpolation.parse($0, at: range.start) }
    }
    // The value's own text has `$$` undone already.
    let bytes = setting.file.bytes
    return withExtendedLifetime(bytes) {
      let written = bytes.buffer(range)
      guard Self.hasDollar(written), setting.value.text.utf8.contains(UInt8(ascii: "$")) else {
        return nil
      }
      return try? Interpolation.parse(written, at: range.start)
    }
  }

  @inline(__always)
  static func hasDollar(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in text where byte == UInt8(ascii: "$") { return true }
    return false
  }

  /// Whether a reference may say something else than was meant: where nothing else has a name that
  /// could be meant, it needs an operator that takes names for texts, or none.
  private static func mayAdvise(
    on parsed: Interpolation, in environment: ComposeEnvironment
  ) -> Bool {
    !environment.names.isEmpty
      || parsed.segments.contains { segment in
        guard case .reference(let reference) = segment else { return false }
        return reference.operation == nil || reference.operation == .defaultIfUnset
      }
  }

  /// Looks for references in a value that nobody meant, or that nothing sets.
  func advise(on setting: Setting, _ parsed: Interpolation, in origin: ComposeOrigin) {
    guard setting.value.isExact, Self.mayAdvise(on: parsed, in: origin.environment) else { return }
    let environment = origin.environment
    let isDeclared = origin.reading.isDeclared
    let advice = ReferenceAdvice(
      isSet: {
        environment.isSet($0) || isDeclared($0) || environment.exampleNames.contains($0)
      },
      isSetLater: { _ in false }, hasValue: { environment.isSet($0) },
      meant: { name in
        guard !environment.names.isEmpty else { return nil }
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
