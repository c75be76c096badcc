import RulePacks

/// The number of the account that an AWS key id carries.
package enum AWSAccount {
  /// The twelve digits, or nil for ids of the time before they held any.
  package static func id(ofKey key: UnsafeBufferPointer<UInt8>) -> String? {
    let digits = Array(key.suffix(16))
    guard digits.count == 16, digits[0] != 0x49, digits[0] != 0x4A,
      let bytes = ChecksumDigits.bytes(of: digits, .base32), bytes.count >= 6
    else { return nil }
    let number = bytes.prefix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let account = String((number & 0x7FFF_FFFF_FF80) >> 7)
    guard account.utf8.count <= 12 else { return nil }
    return String(repeating: "0", count: 12 - account.utf8.count) + account
  }
}
