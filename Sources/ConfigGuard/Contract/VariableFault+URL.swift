import RulePacks

extension ContractVariable {
  /// What of a URL is not as the contract says.
  func urlFaults(_ text: String, _ probes: ValueProbes) -> [VariableFault] {
    guard let url = URLParts(text) else {
      return [VariableFault("type", ValueType.url.expectation)]
    }
    var faults: [VariableFault] = []
    if !schemes.isEmpty, !schemes.contains(url.scheme) {
      faults.append(VariableFault("url", "the scheme \(Self.either(schemes))"))
    }
    if !hosts.isEmpty, !hosts.contains(where: { Glob.name(url.host, matches: $0) }) {
      faults.append(VariableFault("url", "the host \(Self.either(hosts))"))
    }
    switch credentials {
    case nil: break
    case .required:
      if url.password.map(\.isEmpty) ?? true {
        faults.append(VariableFault("url", "a user and a password before its host"))
      }
    case .forbidden:
      if url.user.map({ !$0.isEmpty }) ?? false {
        faults.append(VariableFault("url", "no user and no password before its host"))
      }
    case .noDefaults:
      if let password = url.password,
        password == url.user || probes.isKnownPassword(password, url.user, name)
      {
        faults.append(
          VariableFault("url", "a password that is neither published nor a placeholder"))
      }
    }
    if needsURLPath, url.path.isEmpty {
      faults.append(VariableFault("url", "a name behind its host, as in `/orders`"))
    }
    for (name, allowed) in query.sorted(by: { $0.key < $1.key }) {
      let given = url.parameters.last { $0.name == name }?.value
      if let given, allowed.isEmpty || allowed.contains(given) { continue }
      let values = Self.either(allowed)
      let wanted: ReportText =
        allowed.isEmpty ? "`\(name: name)` in its query" : "`\(name: name)=\(values)` in its query"
      faults.append(VariableFault("url", wanted))
    }
    return faults
  }

  private static func either(_ texts: [String]) -> ReportText {
    texts.map { ReportText.declared($0) }.joined(separator: " or ")
  }
}

extension URLParts {
  /// What stands between the host and the query, without its first slash.
  fileprivate var path: String {
    let rest = hostRange.upperBound..<text.count
    let end = text[rest].firstIndex { $0 == 0x3F || $0 == 0x23 } ?? text.count
    let start = text[rest.lowerBound..<end].firstIndex(of: 0x2F).map { $0 + 1 } ?? end
    return string(start..<end)
  }
}
