import RulePacks

/// A call of an intrinsic function, as a tag (`!Ref x`) or as a mapping (`{"Ref": "x"}`,
/// `Fn::If: […]`) (docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference,
/// "Intrinsic function reference").
struct CloudFormationCall {
  /// Without `!` and `Fn::`.
  let name: String
  /// What the function is called with; of a tag the tagged node itself.
  let argument: NodeIndex

  init?(_ node: NodeIndex, in tree: DocumentTree) {
    let index = tree.target(of: node)
    if tree.nodes[index].tag != 0, let tag = tree.tag(of: index), tag.utf8.count > 1,
      tag.hasPrefix("!")
    {
      name = String(tag.dropFirst())
      argument = index
      return
    }
    // A call is the only entry of its mapping.
    guard tree.nodes[index].kind == .mapping, tree.nodes[index].childCount == 2,
      let entry = tree.writtenEntries(of: index).first, tree.nodes[entry.key].kind == .scalar
    else { return nil }
    let key = tree.text(of: entry.key)
    guard key == "Ref" || key == "Condition" || key.hasPrefix("Fn::") else { return nil }
    name = key.hasPrefix("Fn::") ? String(key.dropFirst(4)) : key
    argument = tree.target(of: entry.value)
  }
}
