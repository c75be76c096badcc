import RulePacks

extension JSONSchema {
  /// A place that a schema does not accept.
  struct Refusal: Sendable, Hashable, CustomStringConvertible {
    /// The place as a JSON pointer; empty for the whole instance.
    let path: String
    let reason: String

    var description: String { "\(path): \(reason)" }
  }

  /// What the schema refuses, sorted by place; empty where it accepts the instance.
  func refusals(of instance: JSONValue) -> [Refusal] {
    Set(refusals("#", instance, "")).sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
  }

  private func accepts(_ pointer: Pointer, _ instance: JSONValue) -> Bool {
    refusals(pointer, instance, "").isEmpty
  }

  private func refusals(_ pointer: Pointer, _ instance: JSONValue, _ path: String) -> [Refusal] {
    guard let part = parts[pointer] else { preconditionFailure("no schema at \(pointer)") }
    if part.refusesAll { return [Refusal(path: path, reason: "nothing is allowed here")] }
    var result: [Refusal] = []
    func refuse(_ reason: String) { result.append(Refusal(path: path, reason: reason)) }
    if !part.types.isEmpty, !part.types.contains(where: instance.has(type:)) {
      refuse("this is no \(part.types.joined(separator: " or "))")
    }
    if let choices = part.choices, !choices.contains(instance) { refuse("this is no choice") }
    switch instance {
    case .string(let text):
      if let pattern = part.pattern, !pattern.isFound(in: text) {
        refuse("this does not match `\(pattern.text)`")
      }
      check(Double(text.unicodeScalars.count), part, "minLength", "maxLength", refuse)
    case .number(let number): check(number, part, "minimum", "maximum", refuse)
    case .array(let items): result += refusals(part, items, path)
    case .object(let members): result += refusals(part, members, path)
    case .null, .bool: break
    }
    return result + combinedRefusals(part, instance, path)
  }

  private func check(
    _ number: Double, _ part: Part, _ least: String, _ most: String, _ refuse: (String) -> Void
  ) {
    if let limit = part.limits[least], number < limit { refuse("less than `\(least)`") }
    if let limit = part.limits[most], number > limit { refuse("more than `\(most)`") }
  }

  private func refusals(_ part: Part, _ items: [JSONValue], _ path: String) -> [Refusal] {
    var result: [Refusal] = []
    func refuse(_ reason: String) { result.append(Refusal(path: path, reason: reason)) }
    check(Double(items.count), part, "minItems", "maxItems", refuse)
    if part.wantsUniqueItems, Set(items).count < items.count { refuse("an item is given twice") }
    for (index, item) in items.enumerated() {
      let isPrefix = index < part.prefixItems.count
      guard let child = isPrefix ? part.prefixItems[index] : part.single["items"] else { continue }
      result += refusals(child, item, "\(path)/\(index)")
    }
    return result
  }

  private func refusals(
    _ part: Part, _ members: [String: JSONValue], _ path: String
  ) -> [Refusal] {
    var result: [Refusal] = []
    func refuse(_ reason: String) { result.append(Refusal(path: path, reason: reason)) }
    check(Double(members.count), part, "minProperties", "maxProperties", refuse)
    for name in part.required where members[name] == nil { refuse("`\(name)` is missing") }
    for (name, value) in members {
      let place = "\(path)/\(name)"
      if let names = part.single["propertyNames"] {
        result += refusals(names, .string(name), place)
      }
      var children = part.patternProperties.filter { $0.pattern.isFound(in: name) }.map(\.pointer)
      if let child = part.properties[name] { children.append(child) }
      if children.isEmpty, let child = part.single["additionalProperties"] { children = [child] }
      for child in children { result += refusals(child, value, place) }
    }
    return result
  }

  private func combinedRefusals(
    _ part: Part, _ instance: JSONValue, _ path: String
  ) -> [Refusal] {
    var result: [Refusal] = []
    func refuse(_ reason: String) { result.append(Refusal(path: path, reason: reason)) }
    for child in part.allOf { result += refusals(child, instance, path) }
    if let children = part.anyOf, !children.contains(where: { accepts($0, instance) }) {
      refuse("no alternative holds")
    }
    if let children = part.oneOf {
      let count = children.count { accepts($0, instance) }
      if count != 1 { refuse("\(count) alternatives hold instead of one") }
    }
    if let child = part.single["not"], accepts(child, instance) { refuse("this must not hold") }
    if let condition = part.single["if"] {
      let branch = accepts(condition, instance) ? "then" : "else"
      if let child = part.single[branch] { result += refusals(child, instance, path) }
    }
    if let child = part.single["$ref"] { result += refusals(child, instance, path) }
    return result
  }
}
