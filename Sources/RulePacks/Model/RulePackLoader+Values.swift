extension RulePackLoader {
  /// The parts of a value test about durations and sizes.
  func readQuantities(
    _ fields: NodeReader.Fields, into test: inout ValueTest
  ) throws(RulePackProblem) {
    test.duration = try fields["duration"].map { node throws(RulePackProblem) in
      try quantityTest(node, .duration)
    }
    test.size = try fields["size"].map { node throws(RulePackProblem) in
      try quantityTest(node, .size)
    }
    test.isDuration = try fields.optionalBool("is-duration")
  }

  private func quantityTest(
    _ node: NodeIndex, _ kind: QuantityKind
  ) throws(RulePackProblem) -> QuantityTest {
    let fields = try reader.fields(node, allowed: ["below", "above", "unit"])
    var test = QuantityTest(kind: kind)
    test.below = try bound(fields["below"], kind)
    test.above = try bound(fields["above"], kind)
    test.unit = try unit(fields["unit"], kind)
    guard test.below != nil || test.above != nil else {
      throw reader.problem("a \(kind) is tested with `below` or `above`", at: node)
    }
    return test
  }

  private func bound(
    _ node: NodeIndex?, _ kind: QuantityKind
  ) throws(RulePackProblem) -> Int? {
    guard let node else { return nil }
    guard let value = kind.value(of: try reader.string(node), unit: nil), value < 1e15 else {
      throw reader.problem(
        kind == .duration
          ? "this must be a duration with its unit, such as 500ms, 30s or 5m"
          : "this must be a size with its unit, such as 64KiB or 1MiB", at: node)
    }
    return Int(value)
  }

  private func unit(
    _ node: NodeIndex?, _ kind: QuantityKind
  ) throws(RulePackProblem) -> String? {
    guard let node else { return nil }
    guard kind != .number else {
      throw reader.problem("a unit needs `as: duration` or `as: size`", at: node)
    }
    let unit = try reader.string(node)
    guard kind.factor(of: unit) != nil else {
      throw reader.problem(
        kind == .duration
          ? "this must be a unit of time: `ms`, `s`, `m`, `h` or `d`"
          : "this must be a unit of size: `b`, `kib`, `mib` or `gib`", at: node)
    }
    return unit
  }

  func relation(_ node: NodeIndex) throws(RulePackProblem) -> Check {
    let fields = try reader.fields(node, allowed: ["left", "is", "right", "as", "pair"])
    let kind = try fields.optionalChoice("as", QuantityKind.self) ?? .number
    return .relation(
      Relation(
        left: try side(fields.required("left"), kind),
        comparison: try reader.choice(fields.required("is")),
        right: try side(fields.required("right"), kind), kind: kind,
        pairing: try fields.optionalChoice("pair") ?? .word))
  }

  /// Key patterns, or a mapping that says where in a setting's value the number stands.
  private func side(
    _ node: NodeIndex, _ kind: QuantityKind
  ) throws(RulePackProblem) -> Relation.Side {
    guard reader.tree.isMapping(node) else {
      return Relation.Side(keys: try reader.keyPatterns(node))
    }
    let fields = try reader.fields(node, allowed: ["keys", "except", "query", "unit"])
    let side = Relation.Side(
      keys: try fields["keys"].map(orThrow: reader.keyPatterns) ?? [],
      except: try fields["except"].map(orThrow: reader.keyPatterns) ?? [],
      query: try fields.strings("query").map { $0.lowercased() },
      unit: try unit(fields["unit"], kind))
    guard !side.keys.isEmpty || !side.query.isEmpty else {
      throw reader.problem("a side of a relation has `keys` or a `query`", at: node)
    }
    return side
  }

  /// Kinds of origins, or these under `are` with the syntax of the list.
  func originTest(_ node: NodeIndex) throws(RulePackProblem) -> OriginTest {
    guard reader.tree.isMapping(node) else { return OriginTest(try reader.choices(node)) }
    let fields = try reader.fields(node, allowed: ["are", "as"])
    return OriginTest(
      try reader.choices(fields.required("are")), as: try fields.optionalChoice("as") ?? .list)
  }
}
