/// One line of a file of ignore rules.
struct IgnorePattern: Sendable {
  private enum Shape: Sendable {
    /// The text as it stands.
    case literal
    /// Any text that ends so.
    case suffix
    /// The text, then a glob.
    case glob
  }

  let isNegated: Bool
  let needsDirectory: Bool
  /// The pattern has no slash but a trailing one, so it is compared with the last component only.
  let matchesName: Bool
  private let shape: Shape
  private let text: [UInt8]
  private let glob: IgnoreGlob

  /// Reads a line without its line end, or returns nil when it can match nothing.
  init?(line: some Collection<UInt8>, foldsCase: Bool) {
    var pattern = IgnorePattern.trimmed(Array(line))[...]
    var isNegated = false
    if pattern.first == UInt8(ascii: "!") {
      isNegated = true
      pattern = pattern.dropFirst()
    }
    var needsDirectory = false
    if pattern.last == slash {
      needsDirectory = true
      pattern = pattern.dropLast()
    }
    let matchesName = !pattern.contains(slash)
    let special = pattern.firstIndex(where: IgnorePattern.isSpecial)
    var prefix = pattern[..<(special ?? pattern.endIndex)]
    var rest = pattern[(special ?? pattern.endIndex)...]
    if !matchesName, prefix.first == slash { prefix = prefix.dropFirst() }
    if prefix.isEmpty && rest.isEmpty { return nil }

    var shape = rest.isEmpty ? Shape.literal : .glob
    if matchesName, prefix.isEmpty, rest.first == UInt8(ascii: "*"),
      !rest.dropFirst().contains(where: IgnorePattern.isSpecial)
    {
      shape = .suffix
      prefix = rest.dropFirst()
      rest = []
    }
    guard let glob = IgnoreGlob(rest, crossesSlash: matchesName, foldsCase: foldsCase) else {
      return nil
    }
    self.isNegated = isNegated
    self.needsDirectory = needsDirectory
    self.matchesName = matchesName
    self.shape = shape
    self.text = foldsCase ? prefix.map(lowercase) : Array(prefix)
    self.glob = glob
  }

  /// Whether the text, a last component or a path relative to the rules' folder, matches.
  func matches(_ subject: UnsafeBufferPointer<UInt8>) -> Bool {
    switch shape {
    case .literal:
      return subject.count == text.count && agrees(subject, at: 0)
    case .suffix:
      return subject.count >= text.count && agrees(subject, at: subject.count - text.count)
    case .glob:
      guard subject.count >= text.count, agrees(subject, at: 0) else { return false }
      return glob.matches(UnsafeBufferPointer(rebasing: subject[text.count...]))
    }
  }

  private func agrees(_ subject: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    text.withUnsafeBufferPointer { text in
      for offset in 0..<text.count {
        let byte = subject[start + offset]
        guard (glob.foldsCase ? lowercase(byte) : byte) == text[offset] else { return false }
      }
      return true
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "\\")
  }

  /// The line without trailing spaces, except one that a backslash protects.
  private static func trimmed(_ line: [UInt8]) -> ArraySlice<UInt8> {
    var end = 0
    var offset = 0
    while offset < line.count, line[offset] != 0 {
      let escapes =
        line[offset] == UInt8(ascii: "\\") && offset + 1 < line.count && line[offset + 1] != 0
      let isKept = escapes || line[offset] != UInt8(ascii: " ")
      offset += escapes ? 2 : 1
      if isKept { end = offset }
    }
    return line[..<end]
  }
}

/// A shell pattern in git's dialect.
///
/// Matching takes time in proportion to the product of both lengths: of each kind of wildcard only
/// the last one is ever tried again, which suffices because an earlier start of a wildcard always
/// reaches every place that a later start reaches.
private struct IgnoreGlob: Sendable {
  private enum Element: Sendable {
    case byte(UInt8)
    case set(ByteSet)
    /// Any run without a slash.
    case star
    /// Any run.
    case globstar
    /// Nothing, or any run that ends with a slash.
    case directories
  }

  let foldsCase: Bool
  private var elements: [Element] = []

  /// Reads a pattern, or returns nil when it can match nothing.
  init?(_ pattern: ArraySlice<UInt8>, crossesSlash: Bool, foldsCase: Bool) {
    self.foldsCase = foldsCase
    let bytes = Array(pattern)
    var position = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "*"):
        let start = position
        while position < bytes.count, bytes[position] == UInt8(ascii: "*") { position += 1 }
        let isWhole = start == 0 || bytes[start - 1] == slash
        if crossesSlash || position - start < 2 || !isWhole {
          elements.append(.star)
        } else if position == bytes.count {
          elements.append(.globstar)
        } else if bytes[position] == slash {
          elements.append(.directories)
          position += 1
        } else if bytes[position...].starts(with: [UInt8(ascii: "\\"), slash]) {
          elements.append(.globstar)
        } else {
          elements.append(.star)
        }
      case UInt8(ascii: "?"):
        elements.append(.set(ByteSet { $0 != slash }))
        position += 1
      case UInt8(ascii: "["):
        guard let set = IgnoreGlob.bracket(bytes, &position, foldsCase: foldsCase) else {
          return nil
        }
        elements.append(.set(set))
      case UInt8(ascii: "\\"):
        guard position + 1 < bytes.count else { return nil }
        elements.append(.byte(foldsCase ? lowercase(bytes[position + 1]) : bytes[position + 1]))
        position += 2
      default:
        elements.append(.byte(foldsCase ? lowercase(bytes[position]) : bytes[position]))
        position += 1
      }
    }
  }

  /// Reads a bracket expression from its `[` to behind its `]`, or returns nil when it is malformed.
  private static func bracket(
    _ bytes: [UInt8], _ position: inout Int, foldsCase: Bool
  ) -> ByteSet? {
    var cursor = position + 1
    func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }
    let isNegated = byte(cursor) == UInt8(ascii: "!") || byte(cursor) == UInt8(ascii: "^")
    if isNegated { cursor += 1 }
    var set = ByteSet()
    var previous: UInt8 = 0
    repeat {
      var current = byte(cursor)
      if current == 0 { return nil }
      if current == UInt8(ascii: "\\") {
        cursor += 1
        current = byte(cursor)
        if current == 0 { return nil }
        set.insert(current)
      } else if current == UInt8(ascii: "-"), previous != 0, byte(cursor + 1) != 0,
        byte(cursor + 1) != UInt8(ascii: "]")
      {
        cursor += 1
        current = byte(cursor)
        if current == UInt8(ascii: "\\") {
          cursor += 1
          current = byte(cursor)
          if current == 0 { return nil }
        }
        if previous <= current {
          for member in previous...current {
            set.insert(member)
            if foldsCase { set.insert(lowercase(member)) }
          }
        }
        current = 0
      } else if current == UInt8(ascii: "["), byte(cursor + 1) == UInt8(ascii: ":") {
        let start = cursor + 2
        var end = start
        while byte(end) != 0, byte(end) != UInt8(ascii: "]") { end += 1 }
        if byte(end) == 0 { return nil }
        if end - start >= 1, byte(end - 1) == UInt8(ascii: ":") {
          guard let members = ByteSet(className: bytes[start..<(end - 1)], foldsCase: foldsCase)
          else { return nil }
          set.formUnion(members)
          cursor = end
          current = 0
        } else {
          set.insert(current)
        }
      } else {
        set.insert(current)
      }
      previous = current
      cursor += 1
    } while byte(cursor) != UInt8(ascii: "]")
    position = cursor + 1
    let members = set
    // A bracket never matches a slash, not even a negated one.
    return ByteSet { candidate in
      candidate != slash
        && members.contains(foldsCase ? lowercase(candidate) : candidate) != isNegated
    }
  }

  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    elements.withUnsafeBufferPointer { elements in
      var position = 0
      var element = 0
      var star: (element: Int, position: Int)?
      var globstar: (element: Int, position: Int, isWhole: Bool)?
      while true {
        if element == elements.count {
          if position == text.count { return true }
        } else {
          switch elements[element] {
          case .star:
            element += 1
            star = (element, position)
            continue
          case .globstar, .directories:
            let isWhole = if case .directories = elements[element] { true } else { false }
            element += 1
            if element == elements.count && !isWhole { return true }
            globstar = (element, position, isWhole)
            star = nil
            continue
          case .byte(let expected):
            if position < text.count {
              let byte = text[position]
              if (foldsCase ? lowercase(byte) : byte) == expected {
                position += 1
                element += 1
                continue
              }
            }
          case .set(let set):
            if position < text.count, set.contains(text[position]) {
              position += 1
              element += 1
              continue
            }
          }
        }
        if let last = star, last.position < text.count, text[last.position] != slash {
          position = last.position + 1
          element = last.element
          star = (element, position)
          continue
        }
        guard let last = globstar else { return false }
        position = last.position
        if last.isWhole {
          while position < text.count, text[position] != slash { position += 1 }
        }
        if position >= text.count { return false }
        position += 1
        element = last.element
        globstar = (element, position, last.isWhole)
        star = nil
      }
    }
  }
}

/// A set of bytes.
private struct ByteSet: Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  init(_ isMember: (UInt8) -> Bool) {
    for byte in UInt8.min...UInt8.max where isMember(byte) { insert(byte) }
  }

  /// The members of a POSIX character class by its name, or nil when there is no such class.
  init?(className: ArraySlice<UInt8>, foldsCase: Bool) {
    func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
    func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    func isAlpha(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
    func isGraph(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
    switch String(decoding: className, as: UTF8.self) {
    case "alnum": self.init { isAlpha($0) || isDigit($0) }
    case "alpha": self.init(isAlpha)
    case "blank": self.init { $0 == 0x20 || $0 == 0x09 }
    case "cntrl": self.init { $0 < 0x20 || $0 == 0x7F }
    case "digit": self.init(isDigit)
    case "graph": self.init(isGraph)
    case "lower": self.init(isLower)
    case "print": self.init { isGraph($0) || $0 == 0x20 }
    case "punct": self.init { isGraph($0) && !isAlpha($0) && !isDigit($0) }
    case "space": self.init(isSpace)
    case "upper": self.init { isUpper($0) || (foldsCase && isLower($0)) }
    case "xdigit": self.init { isDigit($0) || (lowercase($0) >= 0x61 && lowercase($0) <= 0x66) }
    default: return nil
    }
  }

  mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  mutating func formUnion(_ other: ByteSet) {
    words.0 |= other.words.0
    words.1 |= other.words.1
    words.2 |= other.words.2
    words.3 |= other.words.3
  }

  func contains(_ byte: UInt8) -> Bool {
    let word =
      switch byte >> 6 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return word >> UInt64(byte & 63) & 1 != 0
  }
}
