import ConfigGuard
import RulePacks

/// Gives variables their values as dotenv-expand does, which looks at a value again after every
/// replacement.
struct DotEnvRepeatedResolver {
  private let file: DotEnvFile
  private let environment: (String) -> String?
  private(set) var resolution = DotEnvResolution(values: [:], unsetReferences: [], errors: [])
  /// How many bytes may still be moved or kept; the reader itself knows no limit.
  private var budget: Int

  init(_ file: DotEnvFile, _ environment: @escaping (String) -> String?) {
    self.file = file
    self.environment = environment
    let length = file.entries.reduce(0) { $0 + $1.valueRange.count }
    budget = (1 << 24) + 64 * min(length, 1 << 30)
  }

  mutating func resolve() {
    for (key, entry) in inOrder() {
      var text = entry.cookedValue
      if let host = environment(key), !host.isEmpty, !Array(host.utf8).elementsEqual(text) {
        text = Array(host.utf8)
      } else if text.contains(UInt8(ascii: "$")), !replaceAll(in: &text, entry) {
        resolution.errors.append(.expansionLimit(at: entry.valueRange))
        continue
      }
      let value = DotEnvRepeatedResolver.withoutEscapes(text)
      resolution.values[key] = String(decoding: value, as: UTF8.self)
    }
  }

  /// The last entry of each name, in the order in which JavaScript goes through them: numbers come
  /// first, and the rest as they first came up, which for Node.js is sorted.
  private func inOrder() -> [(key: String, entry: DotEnvEntry)] {
    var places: [String: Int] = [:]
    var found: [(key: String, entry: DotEnvEntry)] = []
    for entry in file.entries {
      let key = entry.key
      if let place = places[key] {
        found[place].entry = entry
      } else {
        places[key] = found.count
        found.append((key, entry))
      }
    }
    if file.dialect.sortsNames {
      found.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
    let numbers = found.compactMap { item in
      DotEnvRepeatedResolver.arrayIndex(item.key).map { (index: $0, item: item) }
    }
    guard !numbers.isEmpty else { return found }
    let first = numbers.sorted { $0.index < $1.index }.map(\.item)
    return first + found.filter { DotEnvRepeatedResolver.arrayIndex($0.key) == nil }
  }

  private static func arrayIndex(_ key: String) -> UInt32? {
    guard let number = UInt32(key), number < .max, String(number) == key else { return nil }
    return number
  }

  private static func withoutEscapes(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "$")) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for (index, byte) in text.enumerated() {
      let isEscape =
        byte == UInt8(ascii: "\\") && index + 1 < text.count
        && text[index + 1] == UInt8(ascii: "$")
      if !isEscape { result.append(byte) }
    }
    return result
  }

  private func value(of name: String) -> String? {
    environment(name) ?? resolution.values[name]
  }

  /// Replaces one reference after another until none is left; false where that goes on too long.
  private mutating func replaceAll(in text: inout [UInt8], _ entry: DotEnvEntry) -> Bool {
    var seen: Set<[UInt8]> = []
    var from = 0
    while let reference = RepeatedReference.first(in: text, from: &from) {
      budget -= 2 * text.count + 16
      guard budget >= 0 else { return false }
      seen.insert(text)
      let written = Array(text[reference.range])
      let replacement = replacement(for: reference, seen, entry)
      // The first text of this form is replaced, even if a backslash stands before it.
      let place = RepeatedReference.place(of: written, in: text, before: reference.range)
      let new = RepeatedReference.filled(replacement, text, place)
      budget -= new.count
      text.replaceSubrange(place, with: new)
      from = min(from, place.lowerBound)
      if let running = resolution.values[reference.name], running.utf8.elementsEqual(text) {
        return true
      }
    }
    return true
  }

  private mutating func replacement(
    for reference: RepeatedReference, _ seen: Set<[UInt8]>, _ entry: DotEnvEntry
  ) -> [UInt8] {
    let value = value(of: reference.name)
    if reference.isReplacement {
      return value?.isEmpty ?? true ? [] : reference.argument
    }
    guard let value, !value.isEmpty else {
      if value == nil, reference.argument.isEmpty { note(reference, in: entry) }
      return reference.argument
    }
    let text = Array(value.utf8)
    return seen.contains(text) ? reference.argument : text
  }

  private mutating func note(_ reference: RepeatedReference, in entry: DotEnvEntry) {
    resolution.unsetReferences.append(
      Interpolation.Reference(
        name: reference.name, range: entry.valueRange, nameRange: entry.valueRange))
  }
}
