/// Structures that name a secret and hold none, and their counterparts in clear text.
enum SafeStructures {
  static let all = cluster + charts + services + names

  private static let literal = MadeValue.password
  private static let hardcoded = ["hardcoded-secret"]

  private static func manifest(
    _ name: String, _ text: String, _ rules: [String] = []
  ) -> MarkedFile {
    MarkedFile(name: name, path: "k8s/production/manifest.yaml", text: text + "\n", rules: rules)
  }

  /// An object of the cluster that only refers to a store.
  private static func object(_ version: String, _ kind: String, _ spec: String) -> MarkedFile {
    manifest(
      kind,
      "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: db, namespace: production}\n"
        + "spec:\n  " + spec.replacing("\n", with: "\n  "))
  }

  private static let cluster = [
    manifest(
      "values from elsewhere",
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: api, namespace: production}
      spec:
        containers:
          - name: api
            image: registry.acme.io/api:1.4.2
            envFrom:
              - secretRef: {name: api-secrets}
            env:
              - name: DB_PASSWORD
                valueFrom: {secretKeyRef: {name: db, key: password}}
              - name: API_TOKEN
                valueFrom: {configMapKeyRef: {name: api, key: token}}
              - name: NODE_SECRET
                valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
              - name: DATABASE_PASSWORD
                value: $(DB_PASSWORD)
      """),
    manifest(
      "Secret in clear text",
      "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: production}\n"
        + "stringData: {password: ⟦\(literal)⟧}", hardcoded),
    object(
      "bitnami.com/v1alpha1", "SealedSecret",
      "encryptedData:\n  password: AgB\(MadeValue.of("{b64:600}"))"),
    object(
      "external-secrets.io/v1", "ExternalSecret",
      "secretStoreRef: {name: aws, kind: ClusterSecretStore}\ntarget: {name: db}\n"
        + "data:\n  - secretKey: password\n    remoteRef: {key: api/db, property: password}"),
    object(
      "external-secrets.io/v1", "SecretStore",
      "provider:\n  vault:\n    server: https://vault.acme.io\n    path: secret\n"
        + "    auth: {tokenSecretRef: {name: vault-token, key: token}}"),
    object(
      "generators.external-secrets.io/v1alpha1", "Password",
      "length: 42\ndigits: 5\nsymbols: 5\nsymbolCharacters: \"-_$@!\"\nnoUpper: false"),
    object(
      "secrets-store.csi.x-k8s.io/v1", "SecretProviderClass",
      "provider: azure\nparameters:\n  keyvaultName: acme\n"
        + "secretObjects:\n  - secretName: db\n    type: Opaque\n"
        + "    data:\n      - {objectName: db-password, key: password}"),
    object(
      "secrets.hashicorp.com/v1beta1", "VaultStaticSecret",
      "mount: kv\npath: api/db\ntype: kv-v2\ndestination: {name: db, create: true}"),
    object(
      "external-secrets.io/v1", "ClusterExternalSecret",
      "externalSecretName: db\nnamespaceSelector: {matchLabels: {team: orders}}\n"
        + "externalSecretSpec:\n  secretStoreRef: {name: aws, kind: ClusterSecretStore}\n"
        + "  dataFrom:\n    - extract: {key: api/db}"),
    object(
      "external-secrets.io/v1alpha1", "PushSecret",
      "secretStoreRefs:\n  - {name: aws, kind: ClusterSecretStore}\n"
        + "selector: {secret: {name: db}}\n"
        + "data:\n  - match: {secretKey: db-password, remoteRef: {remoteKey: api/db}}"),
    object(
      "secrets.hashicorp.com/v1beta1", "VaultDynamicSecret",
      "mount: database\npath: creds/orders\ndestination: {name: db, create: true}"),
    object(
      "secrets.infisical.com/v1alpha1", "InfisicalSecret",
      "authentication:\n  serviceToken:\n"
        + "    serviceTokenSecretReference: {secretName: infisical-token, secretNamespace: ops}\n"
        + "    secretsScope: {envSlug: production, secretsPath: /db}"),
    object(
      "k8s.bitwarden.com/v1", "BitwardenSecret",
      "organizationId: \(MadeValue.of("{uuid}"))\nsecretName: db\n"
        + "map:\n  - {bwSecretId: \(MadeValue.of("{uuid}", "b")), secretKeyName: db_password}\n"
        + "authToken: {secretName: bw-auth-token, secretKey: token}"),
    object("onepassword.com/v1", "OnePasswordItem", "itemPath: vaults/production/items/db"),
    object(
      "secrets.doppler.com/v1alpha1", "DopplerSecret",
      "tokenSecret: {name: doppler-token}\nmanagedSecret: {name: db, namespace: production}"),
    MarkedFile(
      name: "Kustomize: literals", path: "k8s/overlays/production/kustomization.yaml",
      text: "secretGenerator:\n  - name: db\n    literals:\n      - password=⟦\(literal)⟧\n",
      rules: hardcoded),
    MarkedFile(
      name: "Kustomize: files", path: "k8s/overlays/production/kustomization.yaml",
      text: "secretGenerator:\n  - name: db\n    envs: [secrets.env]\n    files: [password.txt]\n"),
  ]

  private static let charts = [
    MarkedFile(
      name: "names in values of a chart", path: "charts/api/values-production.yaml",
      text: """
        auth:
          existingSecret: api-redis
          existingSecretKey: redis-password
          existingSecretPasswordKey: redis-password
          passwordSecretKey: admin-password
          userSecretKey: smtpPassword
          secretKeys:
            adminPasswordKey: postgres-password
            userPasswordKey: password
        tls:
          existingSecret: api-tls
          secretName: api-tls
          certKeyFilename: client.key
        global:
          imagePullSecrets: [registry-credentials]
          pullSecrets: [registry]
        ssh:
          existingSecretKey: id_rsa

        """)
  ]
}
