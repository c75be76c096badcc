package import ConfigGuard
import RulePacks

/// A ConfigMap or a Secret, written down as such or as something that makes one.
package struct ConfigurationObject: Sendable {
  package static let configMap = "ConfigMap"
  package static let secret = "Secret"

  /// The kind is `ConfigMap` or `Secret`, whatever makes it.
  package var name: ObjectName
  /// Where the name stands.
  package var place: Place
  /// The kind of what makes the object, if it is not written down as it is.
  package var maker: String?
  /// Whether the object has no keys beyond those in `settings`.
  package var isComplete = true
  /// Its keys are added to a Secret that somebody else makes.
  package var mergesIntoSecret = false
  /// Its keys; where the value is kept elsewhere, a reference.
  ///
  /// Those are left out of which no rule has anything to say, and which nothing repeats.
  package private(set) var settings: [Setting] = []
  var passedOver: PassedOverSettings?
  private var positions: [String: Int] = [:]

  package init(name: ObjectName, place: Place, maker: String? = nil) {
    self.name = name
    self.place = place
    self.maker = maker
  }

  /// What reports call it.
  package var source: String {
    let kind = maker ?? name.kind
    return PlainName.isPlain(name.name) ? "\(kind) \(name.name)" : kind
  }

  package var folder: String { FilePath.folder(of: place.file.path) }

  /// How many keys are written down.
  var count: Int { settings.count + (passedOver?.count ?? 0) }

  func setting(_ key: String, _ keys: KeyTable, _ values: ValueReader) -> Setting? {
    positions[key].map { settings[$0] } ?? passedOver?.setting(key, keys, values)
  }

  func everySetting(_ keys: KeyTable, _ values: ValueReader) -> [Setting] {
    passedOver?.merged(with: settings, keys, values) ?? settings
  }

  /// Adds a key, or lets it replace the one of the same name.
  package mutating func set(_ setting: Setting) {
    guard let position = positions[setting.key] else {
      positions[setting.key] = settings.count
      settings.append(setting)
      return
    }
    var setting = setting
    // A mapping that gives one key again and again must not make this list grow with it.
    setting.shadowed = Array(([settings[position].layer] + setting.shadowed).prefix(8))
    settings[position] = setting
  }
}

/// What sets how many there are of something: its upper bound.
package struct KubernetesScaler: Sendable {
  package var target: ObjectName
  package var most: Int
  /// Where the bound stands.
  package var place: Place

  package init(target: ObjectName, most: Int, place: Place) {
    self.target = target
    self.most = most
    self.place = place
  }
}

/// What manifests declare besides workloads, for workloads of the same set to refer to.
package struct KubernetesDeclarations: Sendable {
  package var objects: [ConfigurationObject] = []
  package var scalers: [KubernetesScaler] = []

  package init() {}

  package var isEmpty: Bool { objects.isEmpty && scalers.isEmpty }

  package mutating func add(_ other: KubernetesDeclarations) {
    objects += other.objects
    scalers += other.scalers
  }
}
