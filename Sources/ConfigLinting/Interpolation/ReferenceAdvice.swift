import ConfigGuard
import RulePacks

/// Finds references that say something else than their author meant.
struct ReferenceAdvice {
  /// Whether a name has a value at this place.
  let isSet: (String) -> Bool
  /// Whether a name gets one only further down in the same file.
  let isSetLater: (String) -> Bool
  /// Whether a name has a value here, and not only where the project runs; nil asks `isSet`.
  var hasValue: ((String) -> Bool)?
  /// The name with a value that is meant by one without.
  let meant: (String) -> String?

  func problems(in value: Interpolation, key: String, isSecret: Bool) -> [ReadingProblem] {
    var problems: [ReadingProblem] = []
    for (index, segment) in value.segments.enumerated() {
      guard case .reference(let reference) = segment else { continue }
      if let problem = hyphen(reference, key) {
        problems.append(problem)
      } else if let problem = nearMiss(reference, key) {
        problems.append(problem)
      } else if reference.operation == nil, !isSet(reference.name) {
        problems.append(unset(reference, at: index, of: value, key, isSecret))
      }
    }
    return problems
  }

  /// `${DB-HOST}`: the author means a variable of this name, the reader takes `HOST` for a default.
  private func hyphen(_ reference: Interpolation.Reference, _ key: String) -> ReadingProblem? {
    guard reference.operation == .defaultIfUnset, let text = reference.argument?.literalText,
      let first = text.utf8.first, Self.isUpper(first), text.utf8.allSatisfy(Self.isNameByte),
      !isSet(reference.name)
    else { return nil }
    return ReadingProblem(
      kind: .hyphenDefault,
      message: "a name cannot hold a hyphen: this is another variable, with a default behind it",
      range: reference.range, key: key)
  }

  /// `${DATABSE_URL:-…}`: a default hides that the name is wrong.
  private func nearMiss(_ reference: Interpolation.Reference, _ key: String) -> ReadingProblem? {
    let name = reference.name
    guard !(hasValue ?? isSet)(name), !isSetLater(name), name.utf8.allSatisfy(Self.isNameByte)
    else { return nil }
    guard let meant = meant(name), PlainName.isPlain(meant), PlainName.isPlain(name) else {
      return nil
    }
    return ReadingProblem(
      kind: .referenceNearMiss, message: "nothing here sets \(key: name), and \(key: meant) is set",
      range: reference.range, key: key)
  }

  private func unset(
    _ reference: Interpolation.Reference, at index: Int, of value: Interpolation, _ key: String,
    _ isSecret: Bool
  ) -> ReadingProblem {
    let isShellName = reference.name.utf8.allSatisfy(Self.isNameByte)
    if isSetLater(reference.name) {
      return ReadingProblem(
        kind: .referenceTooEarly,
        message:
          "\(shown(reference, isSecret)) is set only further down; nothing is put here",
        range: reference.range, key: key)
    }
    let isBare = reference.range.count == reference.nameRange.count + 1
    let isGlued = index > 0 && isAfterWord(value.segments[index - 1])
    let isWhole = value.segments.count == 1
    if isBare, !(isWhole && isShellName), isSecret || isGlued && !isShellName {
      // What seems to be a name may be a part of the password, so it is not shown.
      return ReadingProblem(
        kind: .dollarExpanded,
        message: "`$` begins a reference here, to a variable that nothing sets: this part is lost",
        range: reference.range, key: key)
    }
    return ReadingProblem(
      kind: .referenceUnset, message: "nothing here sets \(shown(reference, isSecret))",
      range: reference.range, key: key)
  }

  /// What looks like a name may be a part of a secret.
  private func shown(_ reference: Interpolation.Reference, _ isSecret: Bool) -> ReportText {
    !isSecret && reference.name.utf8.allSatisfy(Self.isNameByte)
      ? PlainName.shown(reference.name) : "this variable"
  }

  private func isAfterWord(_ segment: Interpolation.Segment) -> Bool {
    guard case .literal(let text, _) = segment, let last = text.utf8.last else { return false }
    return Self.isNameByte(last) && last != 0x5F || (0x61...0x7A).contains(last)
  }

  /// Upper-case letters, digits and `_`, of which names of variables are made.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    isUpper(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
