extension Setting {
  /// Whether the value has a colon, without which there is no address.
  package var mayBeAddress: Bool {
    (value.effective ?? value.text).utf8.contains(UInt8(ascii: ":"))
  }
}
