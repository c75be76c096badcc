package import RulePacks

/// One way in which a literal breaks what its variable's contract says.
package struct VariableFault: Sendable, Hashable {
  /// The kind of violation, as rules of the scope `contract` name it.
  package var check: String
  package var expected: ReportText
  /// The form of what was found.
  package var found: ReportText?

  init(_ check: String, _ expected: ReportText, found: ReportText? = nil) {
    self.check = check
    self.expected = expected
    self.found = found
  }
}

/// What a literal is under its variable's contract: its value, or what is wrong with it.
package struct VariableReading: Sendable {
  /// Nil if the text is not of the type.
  package var value: TypedValue?
  package var faults: [VariableFault] = []
}

/// What a contract asks of values and cannot answer from their text alone.
package struct ValueProbes {
  /// Whether a pattern matches the whole text.
  package var matches: (_ pattern: String, _ text: String) -> Bool
  /// Whether everybody knows the password of a variable, or is told to replace it.
  package var isKnownPassword: (_ password: String, _ user: String?, _ key: String) -> Bool
  /// What stands at a path; nil to leave that question out.
  package var target: ((String) -> ContractVariable.PathTarget?)?

  package init(
    matches: @escaping (String, String) -> Bool,
    isKnownPassword: @escaping (String, String?, String) -> Bool = { _, _, _ in false },
    target: ((String) -> ContractVariable.PathTarget?)? = nil
  ) {
    self.matches = matches
    self.isKnownPassword = isKnownPassword
    self.target = target
  }
}

extension ContractVariable {
  /// Reads a literal; what is of the wrong type is tested no further.
  package func reading(of text: String, _ probes: ValueProbes) -> VariableReading {
    var reading = VariableReading()
    do throws(ValueShape) {
      guard type == .list else {
        let value = try TypedValue(text, as: type)
        reading.value = value
        reading.faults = faults(text, value, probes)
        appendLengths(text, &reading.faults)
        return reading
      }
      let texts = try ListText.items(of: text, separator: separator)
      var values: [TypedValue] = []
      for (number, text) in texts.enumerated() {
        do throws(ValueShape) {
          values.append(try TypedValue(text, as: itemType))
        } catch {
          throw ValueShape("in its item \(number + 1), \(error.words)")
        }
      }
      reading.value = .list(values)
      // The first item of each kind stands for all of them.
      for (text, value) in zip(texts, values) {
        for fault in faults(text, value, probes)
        where !reading.faults.contains(where: { $0.check == fault.check }) {
          reading.faults.append(fault)
        }
      }
      appendLengths(text, &reading.faults)
      appendCount(values.count, &reading.faults)
    } catch {
      reading.faults = [VariableFault("type", expectation, found: error.words)]
    }
    return reading
  }

  /// What the value must be, with what the contract says of its parts.
  package var expectation: ReportText {
    if type == .choice { return "one of \(oneOfThese)" }
    if type == .list {
      let items: ReportText = itemType == .string ? "" : ", each item \(itemType.expectation)"
      if separator == "," { return "a list with commas\(items)" }
      return "a list with \(.declared(separator, otherwise: "separators")) between\(items)"
    }
    guard fewestBytes != nil || mostBytes != nil else { return type.expectation }
    return "\(type.expectation) of \(span(fewestBytes, mostBytes)) bytes"
  }

  private var oneOfThese: ReportText {
    choices.map { ReportText.declared($0) }.joined(separator: ", ")
  }

  private func span(_ least: Int?, _ most: Int?) -> ReportText {
    switch (least, most) {
    case (let least?, let most?): least == most ? "\(least)" : "\(least) to \(most)"
    case (let least?, nil): "at least \(least)"
    case (nil, let most?): "at most \(most)"
    case (nil, nil): "any number of"
    }
  }

  private func faults(
    _ text: String, _ value: TypedValue, _ probes: ValueProbes
  ) -> [VariableFault] {
    var faults: [VariableFault] = []
    if case .data(let bytes) = value,
      bytes.count < fewestBytes ?? 0 || bytes.count > mostBytes ?? .max
    {
      faults.append(VariableFault("type", expectation, found: "it stands for \(bytes.count)"))
    }
    if !choices.isEmpty, !choices.contains(text) {
      faults.append(VariableFault("one-of", oneOfThese))
    }
    if let pattern, !probes.matches(pattern, text) {
      faults.append(
        VariableFault("pattern", .pattern(pattern, otherwise: "that the contract gives")))
    }
    if let number = value.magnitude { faults += rangeFaults(number) }
    if hasURLParts { faults += urlFaults(text, probes) }
    faults += pathFaults(text, probes)
    return faults
  }

  private func appendLengths(_ text: String, _ faults: inout [VariableFault]) {
    let length = text.unicodeScalars.count
    if let minimumLength, length < minimumLength {
      faults.append(
        VariableFault(
          isSecret ? "secret-length" : "length", "at least \(minimumLength) characters",
          found: "it has \(length)"))
    }
    if let maximumLength, length > maximumLength {
      faults.append(
        VariableFault("too-long", "at most \(maximumLength) characters", found: "it has \(length)"))
    }
    if let minimumEntropy, SecretStrength.bits(of: text) < minimumEntropy {
      faults.append(VariableFault("strength", "at least \(minimumEntropy) bits to guess"))
    }
  }

  private func appendCount(_ count: Int, _ faults: inout [VariableFault]) {
    guard count < fewestItems ?? 0 || count > mostItems ?? .max else { return }
    faults.append(
      VariableFault("range", "\(span(fewestItems, mostItems)) items", found: "it has \(count)"))
  }

  private func rangeFaults(_ number: Double) -> [VariableFault] {
    if let minimum, number < minimum {
      return [VariableFault("range", "at least \(QuantityWords.text(minimum, of: itemType))")]
    }
    if let maximum, number > maximum {
      return [VariableFault("range", "at most \(QuantityWords.text(maximum, of: itemType))")]
    }
    return []
  }

  private func pathFaults(_ text: String, _ probes: ValueProbes) -> [VariableFault] {
    guard itemType == .path else { return [] }
    if needsAbsolutePath, !text.hasPrefix("/") {
      return [VariableFault("path", "a path that begins with a slash")]
    }
    guard let pathTarget, let target = probes.target else { return [] }
    let found = target(text)
    let expected: ReportText
    switch pathTarget {
    case .any: expected = "a path where something is"
    case .file: expected = "the path of a file"
    case .directory: expected = "the path of a directory"
    }
    guard let found else {
      return [VariableFault("path", expected, found: "nothing is there")]
    }
    guard pathTarget != .any, found != pathTarget else { return [] }
    return [
      VariableFault(
        "path", expected, found: found == .file ? "a file is there" : "no file is there")
    ]
  }
}
