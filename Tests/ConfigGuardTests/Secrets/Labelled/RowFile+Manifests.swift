@testable import ConfigGuard
@testable import ConfigLinting

/// Manifests of Kubernetes whose fields are given by their paths.
extension RowFile {
  static func manifest(_ key: String, _ value: RowOutline) -> Contents {
    let parts = RowOutline.parts(of: key)
    var frame: RowOutline
    let kind: String
    switch (parts.first, parts.dropFirst().first) {
    case ("data", _), ("stringData", _):
      kind = "Secret"
      frame = object("v1", kind, ["type": "Opaque"])
    case ("spec", "encryptedData"):
      kind = "SealedSecret"
      frame = object("bitnami.com/v1alpha1", kind, [:])
    case ("spec", "secretName"):
      kind = "Certificate"
      frame = object(
        "cert-manager.io/v1", kind,
        [
          "spec": [
            "dnsNames": ["orders.acme.io"],
            "issuerRef": ["name": "letsencrypt", "kind": "ClusterIssuer"],
          ]
        ])
    case ("webhooks", _):
      kind = "ValidatingWebhookConfiguration"
      frame = object("admissionregistration.k8s.io/v1", kind, ["webhooks": [webhook]])
    case ("rules", _):
      kind = "Role"
      frame = object(
        "rbac.authorization.k8s.io/v1", kind, ["rules": [["apiGroups": [""], "verbs": ["get"]]]])
    default:
      kind = "Deployment"
      frame = object("apps/v1", kind, ["spec": deployment])
    }
    frame.set(parts, to: value)
    return ("k8s/production/\(kind.lowercased()).yaml", frame.yaml() + "\n")
  }

  private static func object(
    _ version: String, _ kind: String, _ rest: RowOutline
  ) -> RowOutline {
    let head: RowOutline = [
      "apiVersion": .text(version), "kind": .text(kind),
      "metadata": ["name": "orders", "namespace": "production"],
    ]
    guard case .mapping(let first) = head, case .mapping(let others) = rest else { return head }
    return .mapping(first + others)
  }

  private static let webhook: RowOutline = [
    "name": "orders.acme.io", "sideEffects": "None", "admissionReviewVersions": ["v1"],
    "clientConfig": ["service": ["name": "orders", "namespace": "production"]],
  ]

  private static let deployment: RowOutline = [
    "selector": ["matchLabels": ["app": "orders"]],
    "template": [
      "metadata": ["labels": ["app": "orders"]],
      "spec": [
        "containers": [
          [
            "name": "orders", "image": "registry.acme.io/orders/api:1.4.2",
            "env": [["name": "LOG_LEVEL", "value": "info"]],
          ]
        ],
        "volumes": [["name": "keys"]],
      ],
    ],
  ]
}
