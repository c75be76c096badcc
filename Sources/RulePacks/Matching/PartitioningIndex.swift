extension RandomAccessCollection {
  /// The first place from which on the elements belong to the second of two parts, or the end.
  ///
  /// - Parameter isInSecond: Whether an element does; with one of them all that follow do.
  @inlinable
  package func partitioningIndex(where isInSecond: (Element) -> Bool) -> Index {
    var low = startIndex
    var length = count
    while length > 0 {
      let half = length / 2
      let middle = index(low, offsetBy: half)
      if isInSecond(self[middle]) {
        length = half
      } else {
        low = index(after: middle)
        length -= half + 1
      }
    }
    return low
  }
}
