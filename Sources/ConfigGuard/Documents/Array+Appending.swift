extension Array {
  /// Adds what may be nothing, as most lists of findings and problems are.
  @inlinable @inline(__always)
  package mutating func append(anyOf others: [Element]) {
    // Else even an array that gets nothing would be made ready to grow.
    if !others.isEmpty { self += others }
  }
}
