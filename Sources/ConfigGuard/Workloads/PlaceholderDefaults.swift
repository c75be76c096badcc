import RulePacks

/// Literal defaults in `${name:default}`, as Spring and its relatives write them
/// (docs.spring.io/spring-boot/reference/features/external-config.html, "Property Placeholders"),
/// and in `${source:name, 'default'}`, where the word in front of the colon is no name.
enum PlaceholderDefaults {
  private static let deepest = 8
  /// Words for a place that values are fetched from (kafka.apache.org/documentation, "Configuration
  /// Providers"; serverless.com/framework/docs/guides/variables; commons.apache.org/text).
  private static let sources: Set<String> = [
    "env", "sys", "file", "dir", "directory", "ssm", "param", "self", "opt", "cf", "sls", "aws",
    "s3", "git", "const", "environment",
  ]
  /// Words that are a source where an address stands behind them, and a name otherwise.
  private static let stores: Set<String> = [
    "vault", "secret", "secrets", "secretsmanager", "configmaps", "sm", "kms",
  ]

  /// The defaults in a text, with their ranges as offsets in its UTF-8.
  static func defaults(in text: String) -> [(text: String, range: SourceRange)] {
    var found: [(text: String, range: SourceRange)] = []
    let bytes = Array(text.utf8)
    scan(bytes[...], depth: 0, into: &found)
    return found
  }

  private static func scan(
    _ bytes: ArraySlice<UInt8>, depth: Int, into found: inout [(text: String, range: SourceRange)]
  ) {
    guard depth < deepest else { return }
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      guard bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "{") else {
        index += 1
        continue
      }
      // Looking on behind a brace that nothing closes would make the work quadratic.
      guard let end = closingBrace(in: bytes, from: index + 2) else { return }
      let inner = bytes[(index + 2)..<end]
      index = end + 1
      guard let colon = inner.firstIndex(of: UInt8(ascii: ":")),
        inner[..<colon].allSatisfy(isNameByte), colon > inner.startIndex
      else { continue }
      var argument = inner[(colon + 1)...]
      if isSource(inner[..<colon], argument) {
        collect(fromSource: argument, into: &found)
        continue
      }
      // `${name::…}` and `${sm://…}` are no defaults, and `${name:?…}` is a message.
      if argument.first == UInt8(ascii: ":") || argument.first == UInt8(ascii: "?")
        || argument.starts(with: "//".utf8)
      {
        continue
      }
      if let mark = argument.first, "-=+".utf8.contains(mark) { argument = argument.dropFirst() }
      if argument.starts(with: [UInt8(ascii: "$"), UInt8(ascii: "{")]) {
        scan(argument, depth: depth + 1, into: &found)
      } else if !argument.isEmpty {
        let range = SourceRange(start: argument.startIndex, end: argument.endIndex)
        found.append((String(decoding: argument, as: UTF8.self), range))
      }
    }
  }

  private static func isSource(
    _ name: ArraySlice<UInt8>, _ argument: ArraySlice<UInt8>
  ) -> Bool {
    let name = String(decoding: name, as: UTF8.self).lowercased()
    if sources.contains(name) { return true }
    return stores.contains(name) && argument.contains { "/:#".utf8.contains($0) }
  }

  /// `${env:NAME:-default}`, or literals behind a comma.
  private static func collect(
    fromSource argument: ArraySlice<UInt8>,
    into found: inout [(text: String, range: SourceRange)]
  ) {
    if let mark = argument.indices.dropLast().first(where: {
      argument[$0] == UInt8(ascii: ":") && argument[$0 + 1] == UInt8(ascii: "-")
    }) {
      let literal = argument[(mark + 2)...]
      if !literal.isEmpty, !literal.starts(with: "${".utf8) {
        let range = SourceRange(start: literal.startIndex, end: literal.endIndex)
        found.append((String(decoding: literal, as: UTF8.self), range))
      }
      return
    }
    found += ServerlessReference.literals(inArgument: argument).map { ($0.text, $0.range) }
  }

  private static func closingBrace(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var depth = 1
    for index in start..<bytes.endIndex {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
