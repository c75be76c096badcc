/// Objects and values of charts that name secrets without holding one.
enum StructuralReferences {
  static let all = makers + uses + charts

  private static func manifest(_ name: String, _ text: String) -> MarkedFile {
    MarkedFile(name: name, path: "production/manifest.yaml", text: text + "\n")
  }

  private static let makers = [
    manifest(
      "ExternalSecret with a template",
      """
      apiVersion: external-secrets.io/v1
      kind: ExternalSecret
      metadata: {name: web}
      spec:
        secretStoreRef: {name: backend, kind: ClusterSecretStore}
        target:
          name: web-credentials
          template: {data: {PASSWORD: "{{ .password }}"}}
        data:
          - secretKey: database-password-of-production
            remoteRef: {key: production/web/database, property: password}
          - secretKey: password
            remoteRef: {key: secret/data/database-password, property: database-password}
        dataFrom: [{extract: {key: production/web-credentials-password}}]
      """),
    manifest(
      "ClusterExternalSecret and PushSecret",
      """
      apiVersion: external-secrets.io/v1
      kind: ClusterExternalSecret
      metadata: {name: web}
      spec:
        externalSecretSpec:
          target: {name: database-password}
          data: [{secretKey: password, remoteRef: {key: credentials, property: password}}]
      ---
      apiVersion: external-secrets.io/v1alpha1
      kind: PushSecret
      metadata: {name: web}
      spec:
        data:
          - match: {secretKey: database-password-of-web, remoteRef: {remoteKey: web/password}}
      """),
    manifest(
      "SealedSecret",
      """
      apiVersion: bitnami.com/v1alpha1
      kind: SealedSecret
      metadata: {name: web}
      spec:
        encryptedData:
          password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEqAgBy3i4OJSWK+PiTySYZZA9rO43cGDEq
          API_TOKEN: AgBy3i4OJSWK+PiTySYZZA9rO43cGDErAgBy3i4OJSWK+PiTySYZZA9rO43cGDEr
      """),
    manifest(
      "operators of secret managers",
      """
      apiVersion: k8s.bitwarden.com/v1
      kind: BitwardenSecret
      metadata: {name: web}
      spec:
        secretName: web-secret-of-production
        map: [{bwSecretId: 6c230265-d472-45f7-b763-b11b01023ca6, secretKeyName: api-token-key}]
        authToken: {secretName: bitwarden-auth-token, secretKey: bitwarden-token-key}
      ---
      apiVersion: secrets.doppler.com/v1alpha1
      kind: DopplerSecret
      metadata: {name: web}
      spec: {tokenSecret: {name: doppler-token-secret}, managedSecret: {name: web-secret}}
      ---
      apiVersion: onepassword.com/v1
      kind: OnePasswordItem
      metadata: {name: web}
      spec: {itemPath: "vaults/Production/items/database-password"}
      """),
    manifest(
      "Argo CD's plugin",
      """
      apiVersion: v1
      kind: Secret
      metadata:
        name: web
        annotations: {avp.kubernetes.io/path: kv/data/production/web}
      stringData: {password: <password>, token: "<api-token | base64encode>"}
      data: {secret: PHNlY3JldC1rZXk+}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, annotations: {avp.kubernetes.io/path: kv/data/production/web}}
      spec:
        template:
          spec:
            containers:
              - {name: web, image: "web:1.4.2", env: [{name: DB_PASSWORD, value: <db-password>}]}
      """),
    MarkedFile(
      name: "placeholders without Argo CD's annotation", path: "production/secret.yaml",
      text: """
        apiVersion: v1
        kind: Secret
        metadata: {name: web}
        stringData: {password: ⟦<password>⟧}

        """, rules: ["placeholder-secret"]),
    manifest(
      "references in a Secret",
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: web}
      data: {password: b3A6Ly92YXVsdC9pdGVtL2ZpZWxk, token: JHtEQl9QQVNTV09SRH0=}
      stringData: {LOG_LEVEL: info, DB_NAME: orders, api-token: "ref+vault://secret/web#/token"}
      """),
  ]

  private static let uses = [
    manifest(
      "annotations that name Secrets and paths",
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: web
        annotations:
          nginx.ingress.kubernetes.io/auth-secret: basic-auth-production
          nginx.ingress.kubernetes.io/auth-tls-secret: shop/ca-secret-production
          traefik.ingress.kubernetes.io/auth-secret: basic-auth-production
          vault.hashicorp.com/agent-inject-secret-password: secret/data/database/password
          vault.hashicorp.com/agent-inject-token: "true"
          secret.reloader.stakater.com/reload: web-database-secret
      spec: {tls: [{hosts: [web.orchard.test], secretName: web-certificate-production}]}
      """),
    manifest(
      "operators of databases",
      """
      apiVersion: postgresql.cnpg.io/v1
      kind: Cluster
      metadata: {name: db}
      spec:
        superuserSecret: {name: db-superuser-secret}
        backup:
          retentionPolicy: 30d
          barmanObjectStore:
            s3Credentials:
              accessKeyId: {name: backup-credentials, key: access-key-identifier}
              secretAccessKey: {name: backup-credentials, key: secret-access-key-name}
      ---
      apiVersion: pxc.percona.com/v1
      kind: PerconaXtraDBCluster
      metadata: {name: db}
      spec:
        secretsName: cluster-secrets-production
        sslSecretName: cluster-certificate-production
        backup:
          schedule: [{name: daily, schedule: "0 0 * * *", keep: 30}]
          storages: {s3: {type: s3, s3: {credentialsSecret: cluster-backup-credentials}}}
      """),
    manifest(
      "certificates and monitors",
      """
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: {name: issuer}
      spec:
        acme:
          privateKeySecretRef: {name: issuer-account-key-production}
          solvers:
            - dns01:
                cloudflare:
                  apiTokenSecretRef: {name: cloudflare-api-token, key: api-token-of-cloudflare}
      ---
      apiVersion: monitoring.coreos.com/v1
      kind: ServiceMonitor
      metadata: {name: web}
      spec:
        endpoints:
          - basicAuth:
              password: {name: basic-auth-monitoring, key: password-key-of-monitoring}
            bearerTokenSecret: {name: bearer-token-secret, key: bearer-token-key-name}
      """),
  ]

  private static let charts = [
    MarkedFile(
      name: "values of charts", path: "chart/values-production.yaml",
      text: """
        existingSecret: web-credentials-production
        existingSecretKey: database-password-key
        existingSecretPasswordKey: redis-password
        passwordSecretKey: postgres-password
        auth:
          existingSecret: web-credentials-production
          secretKeys:
            adminPasswordKey: admin-password-key
            password: replication-password-key
        tls: {certificatesSecret: web-certificates-production, secretName: web-certificate}
        image: {pullSecrets: [registry-credentials-production]}
        smtp: {existingSecret: smtp-credentials-production, passwordKey: smtp-password-key}
        ssh: {privateKeySecret: ssh-keys-production, privateKeyKey: id_rsa}
        credentials: {secretName: web-credentials-production, secretKey: password-key-name}
        metrics: {basicAuth: {password: {name: basic-auth-monitoring, key: password-key-name}}}
        extraSecretNamesForEnvFrom: [web-credentials-production]

        """),
    MarkedFile(
      name: "a secret key beside no name", path: "chart/values-production.yaml",
      text: "storage: {bucket: web, secretKey: ⟦\(MadeValue.password)⟧}\n",
      rules: ["hardcoded-secret"]),
  ]
}
