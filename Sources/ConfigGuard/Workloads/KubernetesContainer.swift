import RulePacks

/// What a container says of where its variables come from.
@usableFromInline
package struct KubernetesContainer: Sendable {
  /// The object that the container belongs to.
  package var owner: ObjectName
  /// In the order in which they count; empty where all of them are the container's own, and after
  /// they were joined.
  package var sources: [EnvironmentSource] = []
  /// A template may add more when it is rendered.
  package var isOpen = false

  package init(owner: ObjectName) { self.owner = owner }
}

/// One item of a container's `envFrom` or `env`.
package enum EnvironmentSource: Sendable {
  /// All keys of an object, each with the text in front of its name.
  indirect case object(ConfigurationReference, prefix: String)
  /// One key of an object; the setting is the variable as long as nothing is known of the value.
  indirect case key(ObjectKeyReference, Setting)
  case own(Setting)
  /// Something that is known only elsewhere.
  case unread
}

/// The name of a ConfigMap or a Secret in a container.
package struct ConfigurationReference: Sendable {
  /// `ConfigMap` or `Secret`.
  package var kind: String
  package var name: String
  package var place: Place
  package var isOptional: Bool

  package init(kind: String, name: String, place: Place, isOptional: Bool) {
    self.kind = kind
    self.name = name
    self.place = place
    self.isOptional = isOptional
  }
}

/// A key of a ConfigMap or a Secret, named in a container.
package struct ObjectKeyReference: Sendable {
  package var object: ConfigurationReference
  package var key: String
  package var place: Place

  package init(object: ConfigurationReference, key: String, place: Place) {
    self.object = object
    self.key = key
    self.place = place
  }
}
