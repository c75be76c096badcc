/// Reads the symbol that starts at `index`: a code point, or one byte of invalid UTF-8.
///
/// A lead byte is never part of another sequence, so where symbols start does not depend on where
/// reading began. That is what lets `symbol(in:endingAt:from:)` find the same symbols backwards.
func symbol(
  in bytes: UnsafeBufferPointer<UInt8>, at index: Int
) -> (symbol: UInt32, width: Int) {
  let lead = bytes[index]
  if lead < 0x80 { return (UInt32(lead), 1) }
  let invalid = (symbol: SymbolSet.invalidByte, width: 1)
  let width: Int
  // The bounds of the second byte rule out overlong forms, surrogates and values past U+10FFFF.
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch lead {
  case 0xC2...0xDF:
    width = 2
  case 0xE0...0xEF:
    width = 3
    if lead == 0xE0 { second = 0xA0...0xBF }
    if lead == 0xED { second = 0x80...0x9F }
  case 0xF0...0xF4:
    width = 4
    if lead == 0xF0 { second = 0x90...0xBF }
    if lead == 0xF4 { second = 0x80...0x8F }
  default:
    return invalid
  }
  guard width <= bytes.count - index, second.contains(bytes[index + 1]) else { return invalid }
  var value = UInt32(lead) & (0x7F >> UInt32(width))
  for offset in 1..<width {
    let byte = bytes[index + offset]
    guard byte & 0xC0 == 0x80 else { return invalid }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  return (value, width)
}

/// Reads the symbol that ends before `end`, in bytes whose symbols are read from `start` on.
func symbol(
  in bytes: UnsafeBufferPointer<UInt8>, endingAt end: Int, from start: Int
) -> (symbol: UInt32, width: Int) {
  let last = bytes[end - 1]
  if last < 0x80 { return (UInt32(last), 1) }
  var width = 2
  if last & 0xC0 == 0x80 {
    while width <= 4, end - width >= start {
      let lead = bytes[end - width]
      if lead & 0xC0 != 0x80 {
        let read = symbol(in: bytes, at: end - width)
        if read.width == width { return read }
        break
      }
      width += 1
    }
  }
  return (SymbolSet.invalidByte, 1)
}
