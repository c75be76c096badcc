import RulePacks

/// The items of the value that was read last: several rules ask for those of one value in turn.
final class ReadItems {
  private var text: String?
  private var range = SourceRange(at: 0)
  private var isInPlace = false
  private var items: [Value.Fallback] = []

  func items(of value: Value) -> [Value.Fallback] {
    if let items = value.items { return items }
    guard let text = value.literal else { return [] }
    let isInPlace = value.isExact && value.effective == value.text
    let isKnown =
      range == value.range && self.isInPlace == isInPlace
      && self.text?.hasSameBytes(as: text) == true
    if !isKnown {
      items = ListItems.items(of: text, at: value.range, isInPlace: isInPlace)
      self.text = text
      range = value.range
      self.isInPlace = isInPlace
    }
    return items
  }

  func forget() {
    text = nil
    items = []
  }
}
