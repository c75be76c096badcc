extension Check {
  /// The keys of the settings that a check of whole environments compares or asks for.
  package var keys: [KeyPattern] {
    switch self {
    case .requires(let keys), .twins(let keys, _): keys
    case .relation(let relation): relation.left.keys + relation.right.keys
    default: []
    }
  }
}
