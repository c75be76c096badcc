/// The name of a container image without its registry and tag.
package enum ContainerImage {
  /// `docker.io/library/postgres:16` and `bitnami/postgresql` become `postgres` and
  /// `bitnami/postgresql`.
  package static func repository(of image: String) -> String {
    let (colon, slash, dot) = (UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "."))
    let name = untaggedBytes(of: image)
    var parts = name.split(separator: slash)[...]
    if parts.count > 1, let first = parts.first,
      first.contains(dot) || first.contains(colon) || first.elementsEqual("localhost".utf8)
    {
      parts.removeFirst()
    }
    if parts.count > 1, parts.first?.elementsEqual("library".utf8) == true { parts.removeFirst() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.count)
    for part in parts {
      if !bytes.isEmpty { bytes.append(slash) }
      bytes += part
    }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }

  /// What all tags of an image have in common; an image with a digest is kept as it is.
  package static func untagged(_ image: String) -> String {
    image.utf8.contains(UInt8(ascii: "@")) ? image : String(Substring(untaggedBytes(of: image)))
  }

  private static func untaggedBytes(of image: String) -> Substring.UTF8View {
    let (at, colon, slash) = (UInt8(ascii: "@"), UInt8(ascii: ":"), UInt8(ascii: "/"))
    let name = image[...].utf8.split(separator: at).first ?? image[...].utf8
    guard let tag = name.lastIndex(of: colon), !name[tag...].contains(slash) else { return name }
    return name[..<tag]
  }

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
      products.contains { product in
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
