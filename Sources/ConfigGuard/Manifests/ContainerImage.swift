/// The name of a container image without its registry and tag.
package enum ContainerImage {
  /// `docker.io/library/postgres:16` and `bitnami/postgresql` become `postgres` and
  /// `bitnami/postgresql`.
  package static func repository(of image: String) -> String {
    var name = image.split(separator: "@").first.map(String.init) ?? image
    if let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") {
      name = String(name[..<colon])
    }
    var parts = name.split(separator: "/").map(String.init)
    if parts.count > 1, let first = parts.first,
      first.contains(".") || first.contains(":") || first == "localhost"
    {
      parts.removeFirst()
    }
    if parts.count > 1, parts.first == "library" { parts.removeFirst() }
    return parts.joined(separator: "/").lowercased()
  }

  /// Whether an image is one of the products that a rule names, whoever packaged it.
  package static func matches(_ image: String, _ products: [String]) -> Bool {
    let repository = repository(of: image)
    let name = repository.split(separator: "/").last.map(String.init) ?? repository
    return products.contains { $0.contains("/") ? $0 == repository : $0 == name }
  }
}
