import RulePacks

/// The attributes of a service, most of those that are asked for not being there.
struct ComposeAttributes {
  let node: LayeredNode
  /// Where the attributes stand in their file; nil where that takes a closer look.
  private let places: Places?

  /// The value of each attribute that is asked for, 0 for one that is not there.
  private struct Places {
    private var nodes = InlineArray<17, UInt32>(repeating: 0)

    subscript(name: Name) -> NodeIndex {
      get { Int(nodes[Int(name.rawValue)]) }
      set { nodes[Int(name.rawValue)] = UInt32(newValue) }
    }
  }

  /// An attribute that is asked for.
  enum Name: UInt8, CaseIterable {
    case build, command, configs, deploy, entrypoint, environment, extends, healthcheck, image
    case labels, ports, profiles, provider, scale, volumes
    case envFile, networkMode

    var text: StaticString {
      switch self {
      case .build: "build"
      case .command: "command"
      case .configs: "configs"
      case .deploy: "deploy"
      case .entrypoint: "entrypoint"
      case .environment: "environment"
      case .extends: "extends"
      case .healthcheck: "healthcheck"
      case .image: "image"
      case .labels: "labels"
      case .ports: "ports"
      case .profiles: "profiles"
      case .provider: "provider"
      case .scale: "scale"
      case .volumes: "volumes"
      case .envFile: "env_file"
      case .networkMode: "network_mode"
      }
    }

    /// The only attribute that a key may name, by its length and single letters.
    @inline(__always)
    private static func candidate(_ key: UnsafeBufferPointer<UInt8>) -> Name? {
      guard key.count >= 5 else { return nil }
      return switch (key.count, key[0]) {
      case (5, UInt8(ascii: "b")): .build
      case (5, UInt8(ascii: "i")): .image
      case (5, UInt8(ascii: "p")): .ports
      case (5, UInt8(ascii: "s")): .scale
      case (6, UInt8(ascii: "d")): .deploy
      case (6, UInt8(ascii: "l")): .labels
      case (7, UInt8(ascii: "c")): key[2] == UInt8(ascii: "m") ? .command : .configs
      case (7, UInt8(ascii: "e")): .extends
      case (7, UInt8(ascii: "v")): .volumes
      case (8, UInt8(ascii: "e")): .envFile
      case (8, UInt8(ascii: "p")): key[3] == UInt8(ascii: "f") ? .profiles : .provider
      case (10, UInt8(ascii: "e")): .entrypoint
      case (11, UInt8(ascii: "e")): .environment
      case (11, UInt8(ascii: "h")): .healthcheck
      case (12, UInt8(ascii: "n")): .networkMode
      default: nil
      }
    }

    /// The attribute that a key names; nil for one that nobody asks for.
    init?(_ key: UnsafeBufferPointer<UInt8>) {
      guard let name = Self.candidate(key) else { return nil }
      let text = name.text
      for offset in 0..<key.count where key[offset] != text.utf8Start[offset] { return nil }
      self = name
    }
  }

  init(_ node: LayeredNode, _ loader: ComposeLoader) {
    self.node = node
    places = node.writtenCollection.flatMap { Self.places(in: $0, of: loader.origins[node.origin]) }
  }

  subscript(name: Name) -> LayeredNode? {
    guard let places else { return node["\(name.text)"] }
    let place = places[name]
    return place == 0 ? nil : node.writtenNode(place)
  }

  private static func places(in mapping: NodeIndex, of origin: ComposeOrigin) -> Places? {
    let bytes = origin.tree.bytes
    return origin.tree.nodes.withUnsafeBufferPointer { nodes in
      var places = Places()
      var index = mapping + 1
      let end = Int(nodes[mapping].next)
      while index < end {
        let key = nodes[index]
        let value = Int(key.next)
        guard value < end else { break }
        // What is not in the file byte for byte is rare, and `<<` takes other mappings in.
        guard key.kind == .scalar, !key.isCooked else { return nil }
        let text = UnsafeBufferPointer(
          start: bytes.pointer + Int(key.textStart), count: Int(key.textCount))
        if text.first == UInt8(ascii: "<") { return nil }
        // Of several of one name the last one counts.
        if let name = Name(text) { places[name] = value }
        index = Int(nodes[value].next)
      }
      return places
    }
  }
}
