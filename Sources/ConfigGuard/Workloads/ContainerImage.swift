import RulePacks

/// The name of a container image without its registry and tag.
package enum ContainerImage {
  /// `docker.io/library/postgres:16` and `bitnami/postgresql` become `postgres` and
  /// `bitnami/postgresql`.
  package static func repository(of image: String) -> String {
    let name = image.withBytes { repository(of: untagged($0)) }
    return name.utf8.allSatisfy { $0 < 0x80 } ? name : name.lowercased()
  }

  /// The repository of a name without its tag, its ASCII letters in lower case.
  private static func repository(of name: UnsafeBufferPointer<UInt8>) -> String {
    String(unsafeUninitializedCapacity: name.count) { text in
      var count = 0
      var parts = 0
      var hasRegistry = false
      var start = 0
      while start < name.count {
        var end = start
        while end < name.count, name[end] != slash { end += 1 }
        let part = UnsafeBufferPointer(rebasing: name[start..<end])
        start = end + 1
        guard !part.isEmpty else { continue }
        parts += 1
        // Another part follows, or there would be nothing left.
        if holdsPart(name, from: start) {
          if parts == 1, isRegistry(part) {
            hasRegistry = true
            continue
          }
          if parts == 1 || parts == 2 && hasRegistry, part.elementsEqual("library".utf8) {
            continue
          }
        }
        if count > 0 {
          text[count] = slash
          count += 1
        }
        for byte in part {
          text[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
          count += 1
        }
      }
      return count
    }
  }

  private static func holdsPart(_ name: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var index = start
    while index < name.count, name[index] == slash { index += 1 }
    return index < name.count
  }

  private static func isRegistry(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in part where byte == dot || byte == colon { return true }
    return part.elementsEqual("localhost".utf8)
  }

  /// What all tags of an image have in common; an image with a digest is kept as it is.
  package static func untagged(_ image: String) -> String {
    let name = image.withBytes { bytes -> String? in
      guard !bytes.contains(at) else { return nil }
      let name = untagged(bytes)
      return name.count == bytes.count ? nil : String(decoding: name, as: UTF8.self)
    }
    return name ?? image
  }

  /// The name in front of a digest and of a tag.
  private static func untagged(
    _ image: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    while start < image.count, image[start] == at { start += 1 }
    guard start < image.count else { return image }
    var end = start
    while end < image.count, image[end] != at { end += 1 }
    var tag = end
    while tag > start {
      tag -= 1
      if image[tag] == slash { break }
      if image[tag] == colon { return UnsafeBufferPointer(rebasing: image[start..<tag]) }
    }
    return UnsafeBufferPointer(rebasing: image[start..<end])
  }

  private static let at = UInt8(ascii: "@")
  private static let colon = UInt8(ascii: ":")
  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")
  private static let official = "library/"

  /// Whether an image is one of the products that a rule names: `postgres` whoever packaged it,
  /// `bitnami/postgresql` by its whole name, `library/postgres` as Docker's official image.
  package static func matches(_ image: String, _ products: [String]) -> Bool {
    Identity(image).matches(products)
  }

  /// The parts of an image's name, taken apart once for all rules that ask for products.
  package struct Identity: Sendable {
    private let image: String
    private let repository: String
    /// The last part of the repository's name.
    let name: String

    package init(_ image: String) {
      self.image = image
      repository = ContainerImage.repository(of: image)
      name = FilePath.name(of: repository)
    }

    package func matches(_ products: [String]) -> Bool {
      let last = name.utf8.last
      return products.contains { product in
        // Whatever is meant, the last part of both names is the same.
        guard product.utf8.last == last else { return false }
        if product == name { return true }
        guard product.utf8.contains(UInt8(ascii: "/")) else { return false }
        return product.hasPrefix(official)
          ? isOfficial(image, repository, product) : product == repository
      }
    }
  }

  /// A bare name, the same at Docker Hub, or a mirror that keeps the name's `library/`.
  private static func isOfficial(_ image: String, _ repository: String, _ product: String) -> Bool {
    if repository.hasSuffix("/" + product) { return true }
    guard repository == product.dropFirst(official.count) else { return false }
    let path = image.lowercased()
    // The bare name in another registry may be anybody's image.
    return !path.contains("/") || path.contains(official) || path.hasPrefix("docker.io/")
  }
}
