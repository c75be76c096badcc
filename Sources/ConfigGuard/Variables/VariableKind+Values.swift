import RulePacks

extension VariableKind where Value == Int {
  private static func integer(_ type: ValueType) -> Self {
    VariableKind(type, write: { String($0) }) { value in
      switch value {
      case .integer(let number), .size(let number): number
      default: nil
      }
    }
  }

  /// A whole number of 64 bits.
  public static var int: Self { integer(.int) }
  /// A port, 1 to 65535.
  public static var port: Self { integer(.port) }
  /// A size in bytes, written as `512`, `64KiB` or `10MB`; units are powers of 1024.
  public static var byteSize: Self { integer(.byteSize) }

  /// Numbers within bounds that are allowed themselves; for sizes, in bytes.
  public func range(_ range: ClosedRange<Int>) -> Self {
    with { ($0.minimum, $0.maximum) = (Double(range.lowerBound), Double(range.upperBound)) }
  }

  /// Numbers from a bound on, which is allowed itself.
  public func range(_ range: PartialRangeFrom<Int>) -> Self {
    with { $0.minimum = Double(range.lowerBound) }
  }

  /// Numbers up to a bound, which is allowed itself.
  public func range(_ range: PartialRangeThrough<Int>) -> Self {
    with { $0.maximum = Double(range.upperBound) }
  }
}

extension VariableKind where Value == Double {
  /// A finite number.
  public static var double: Self {
    VariableKind(.float, write: { String($0) }) { $0.magnitude }
  }

  /// Numbers within bounds that are allowed themselves.
  public func range(_ range: ClosedRange<Double>) -> Self {
    with { ($0.minimum, $0.maximum) = (range.lowerBound, range.upperBound) }
  }
}

extension VariableKind where Value == Bool {
  /// On or off, in the words of the contract's type `bool`.
  public static var bool: Self {
    VariableKind(.bool, write: { String($0) }) { value in
      guard case .truth(let truth) = value else { return nil }
      return truth
    }
  }
}

extension VariableKind where Value == Duration {
  /// A duration such as `30s`, `5m` or `1h30m`; a bare number counts seconds.
  public static var duration: Self {
    VariableKind(.duration, write: { $0.text }) { value in
      guard case .milliseconds(let number) = value, number < 9e18 else { return nil }
      return .milliseconds(number)
    }
  }

  /// Durations within bounds that are allowed themselves.
  public func range(_ range: ClosedRange<Duration>) -> Self {
    with {
      $0.minimum = range.lowerBound / .milliseconds(1)
      $0.maximum = range.upperBound / .milliseconds(1)
    }
  }
}

extension Duration {
  /// In the unit that keeps all of it down to nanoseconds; nil for what a contract cannot write.
  var text: String? {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0, seconds < 1 << 40 else { return nil }
    let rest = attoseconds / 1_000_000_000
    return rest.isMultiple(of: 1_000_000)
      ? "\(inMilliseconds)ms" : "\(seconds * 1_000_000_000 + rest)ns"
  }

  var inMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, isOver) = seconds.multipliedReportingOverflow(by: 1000)
    return isOver ? .max : product &+ attoseconds / 1_000_000_000_000_000
  }
}

extension VariableKind where Value == [UInt8] {
  private static func data(_ type: ValueType, _ bytes: ClosedRange<Int>?) -> Self {
    let kind = VariableKind(
      type, write: { type == .hex ? HexadecimalDigits.text(of: $0) : nil },
      convert: { value in
        guard case .data(let bytes) = value else { return nil }
        return bytes
      })
    return kind.with {
      ($0.fewestBytes, $0.mostBytes) = (bytes?.lowerBound.inBounds, bytes?.upperBound.inBounds)
    }
  }

  /// Bytes in base64 (RFC 4648, either alphabet, padding optional).
  public static var base64: Self { data(.base64, nil) }

  /// This many bytes in base64.
  public static func base64(bytes count: Int) -> Self { data(.base64, count...count) }

  /// As many bytes in base64 as the range allows.
  public static func base64(bytes range: ClosedRange<Int>) -> Self { data(.base64, range) }

  /// Bytes in hexadecimal digits.
  public static var hex: Self { data(.hex, nil) }

  /// This many bytes in hexadecimal digits.
  public static func hex(bytes count: Int) -> Self { data(.hex, count...count) }
}

extension VariableKind {
  /// A case of an enumeration, by its raw value.
  public static func choice(of type: Value.Type) -> Self
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    let kind = VariableKind(.choice, write: { $0.rawValue }) { value in
      guard case .text(let text) = value else { return nil }
      return Value(rawValue: text)
    }
    return kind.with { $0.choices = Value.allCases.map(\.rawValue) }
  }

  /// A list with commas, or a JSON array; what `items` asks for holds for each item.
  public static func list<Item>(
    of items: VariableKind<Item>, separator: String = ",", count: ClosedRange<Int>? = nil
  ) -> Self where Value == [Item] {
    let kind = VariableKind(
      .list,
      write: { list in
        let texts = list.map(items.write)
        guard texts.allSatisfy({ $0 != nil }) else { return nil }
        let written = texts.compactMap { $0 }
        let joined = written.joined(separator: separator)
        return (try? ListText.items(of: joined, separator: separator)) == written ? joined : nil
      },
      convert: { value in
        guard case .list(let values) = value else { return nil }
        let converted = values.map(items.convert)
        return converted.allSatisfy { $0 != nil } ? converted.compactMap { $0 } : nil
      })
    return kind.with {
      $0 = items.shape
      $0.items = items.shape.type == .string ? nil : items.shape.type
      $0.type = .list
      $0.separator = separator.isEmpty ? "," : separator
      ($0.fewestItems, $0.mostItems) = (count?.lowerBound, count?.upperBound)
    }
  }

  /// A secret of another kind, in a wrapper that does not print it.
  public static func secret<Inner>(_ kind: VariableKind<Inner>) -> Self
  where Value == Secret<Inner> {
    VariableKind(kind.shape.type, write: { _ in nil }) { kind.convert($0).map { Secret($0) } }
      .with {
        $0 = kind.shape
        $0.isSecret = true
      }
  }
}

extension VariableKind where Value == Secret<String> {
  /// A secret text.
  public static var secret: Self { secret(.string) }
}

/// What only secrets have.
public protocol SecretValue: Sendable {}

extension Secret: SecretValue {}

extension VariableKind where Value: SecretValue {
  /// At least this many bits that somebody has to guess who knows which characters are used.
  public func minEntropy(bits: Int) -> Self { with { $0.minimumEntropy = bits.inBounds } }

  /// Values with which the service skips a check; each is reported as authentication switched off.
  public func sentinels(_ texts: String...) -> Self { with { $0.sentinels = texts } }

  /// Another value in every stage.
  public func distinctAcrossStages() -> Self { with { $0.isDistinctAcrossStages = true } }
}
