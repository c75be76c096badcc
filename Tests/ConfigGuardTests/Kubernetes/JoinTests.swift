import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// What a container gets, by what its manifest and the objects beside it say.
@Suite struct JoinTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let title: String
    let files: [String: String]
    let expected: [String]
    var testDescription: String { title }

    init(_ title: String, _ files: [String: String], _ expected: [String]) {
      self.title = title
      self.files = files
      self.expected = expected
    }
  }

  static let cases: [Case] = [
    Case(
      "all keys of a ConfigMap",
      set(configMap("app", "A: '1'\nB: '2'"), pod("envFrom: [{configMapRef: {name: app}}]")),
      ["A=1 < ConfigMap app", "B=2 < ConfigMap app"]),
    Case(
      "a prefix",
      set(
        configMap("app", "A: '1'"),
        pod("envFrom: [{prefix: APP_, configMapRef: {name: app}}]")),
      ["APP_A=1 < ConfigMap app"]),
    Case(
      "later sources over earlier ones, and env over all",
      set(
        configMap("a", "A: a\nB: a\nC: a"), configMap("b", "B: b\nC: b"),
        pod(
          """
          env: [{name: C, value: own}]
          envFrom: [{configMapRef: {name: a}}, {configMapRef: {name: b}}]
          """)),
      ["A=a < ConfigMap a", "B=b < ConfigMap b", "C=own"]),
    Case(
      "keys by name",
      set(
        configMap("app", "level: info"), configMap("key", "token: aGVsbG8=", kind: "Secret"),
        pod(
          """
          env:
            - {name: LEVEL, valueFrom: {configMapKeyRef: {name: app, key: level}}}
            - {name: TOKEN, valueFrom: {secretKeyRef: {name: key, key: token}}}
            - {name: OTHER, valueFrom: {secretKeyRef: {name: elsewhere, key: token}}}
            - {name: HOST, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}
          """)),
      ["LEVEL=info < ConfigMap app", "TOKEN=hello < Secret key", "OTHER=?", "HOST=?"]),
    Case(
      "clear text of a Secret over its encoded one",
      set(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: key}
        immutable: true
        stringData: {A: clear}
        data: {A: aGVsbG8=, B: aGVsbG8=}

        """, pod("envFrom: [{secretRef: {name: key}}]")),
      ["A=clear < Secret key", "B=hello < Secret key"]),
    Case(
      "a key that may be absent is not set",
      set(
        configMap("app", "A: '1'"),
        pod(
          """
          env:
            - {name: A, valueFrom: {configMapKeyRef: {name: app, key: A}}}
            - {name: B, valueFrom: {configMapKeyRef: {name: app, key: nothing, optional: true}}}
          """)),
      ["A=1 < ConfigMap app"]),
    Case(
      "references see envFrom and what stands before them",
      set(
        configMap("app", "HOST: db"),
        pod(
          """
          env:
            - {name: TOO_EARLY, value: "$(PORT)"}
            - {name: PORT, value: "5432"}
            - {name: URL, value: "tcp://$(HOST):$(PORT)/$(HOST)"}
            - {name: LITERAL, value: "$$(PORT) $PORT $5 $(open"}
          envFrom: [{configMapRef: {name: app}}]
          """)),
      [
        "HOST=db < ConfigMap app", "TOO_EARLY=$(PORT)", "PORT=5432", "URL=tcp://db:5432/db",
        "LITERAL=$(PORT) $PORT $5 $(open",
      ]),
    Case(
      "references in a circle come to nothing",
      set(
        pod(
          """
          env:
            - {name: A, value: "$(B)"}
            - {name: B, value: "$(A)"}
            - {name: C, value: "$(C)x"}
          """)),
      ["A=?", "B=?", "C=?"]),
    Case(
      "values of ConfigMaps hold no references",
      set(
        configMap("app", "A: a-$(B)\nB: b"), pod("envFrom: [{configMapRef: {name: app}}]")),
      ["A=a-$(B) < ConfigMap app", "B=b < ConfigMap app"]),
    Case(
      "bytes are no variables",
      set(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: app}
        data: {A: a}
        binaryData: {B: /w==}

        """, pod("envFrom: [{configMapRef: {name: app}}]")),
      ["A=a < ConfigMap app"]),
    Case(
      "namespaces keep names apart",
      set(
        configMap("app", "A: one", namespace: "one"),
        configMap("app", "A: two", namespace: "two"),
        pod("envFrom: [{configMapRef: {name: app}}]", namespace: "two")),
      ["A=two < ConfigMap app"]),
    Case(
      "of a namespace that is not written down, the only one",
      set(
        configMap("app", "A: one", namespace: "one"),
        pod("envFrom: [{configMapRef: {name: app}}]")),
      ["A=one < ConfigMap app"]),
    Case(
      "objects of another namespace are others",
      set(
        configMap("app", "A: one", namespace: "one"),
        pod(
          "envFrom: [{configMapRef: {name: app}}]\nenv: [{name: B, value: b}]", namespace: "two")),
      ["B=b"]),
    Case(
      "an external secret",
      set(
        """
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata: {name: maker}
        spec:
          target: {name: key}
          data: [{secretKey: TOKEN, remoteRef: {key: a}}]

        """, pod("envFrom: [{secretRef: {name: key}}]")),
      ["TOKEN=? < ExternalSecret key"]),
    Case(
      "a sealed secret",
      set(
        """
        apiVersion: bitnami.com/v1alpha1
        kind: SealedSecret
        metadata: {name: key}
        spec: {encryptedData: {TOKEN: AgBy3i4OJSWK}}

        """, pod("envFrom: [{secretRef: {name: key}}]")),
      ["TOKEN=? < SealedSecret key"]),
    Case(
      "a provider class",
      set(
        """
        apiVersion: secrets-store.csi.x-k8s.io/v1
        kind: SecretProviderClass
        metadata: {name: vault}
        spec: {secretObjects: [{secretName: key, type: Opaque, data: [{objectName: a, key: TOKEN}]}]}

        """, pod("envFrom: [{secretRef: {name: key}}]")),
      ["TOKEN=? < SecretProviderClass key"]),
    Case(
      "the objects of a list",
      set(
        """
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: ConfigMap
            metadata: {name: app}
            data: {A: a}
          - apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec: {containers: [{name: web, envFrom: [{configMapRef: {name: app}}]}]}

        """),
      ["A=a < ConfigMap app"]),
    Case(
      "a file in a ConfigMap is no value",
      set(
        configMap("app", "A: a\napp.properties: |\n  server.port=80"),
        pod("envFrom: [{configMapRef: {name: app}}]")),
      ["A=a < ConfigMap app", "app.properties=? < ConfigMap app"]),
    Case(
      "wrong shapes are passed over",
      set(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata: [A, B]\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: app\ndata: {A: [1], B: {C: d}, E: }\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: [app]}\ndata: text\n",
        pod(
          """
          env:
            - text
            - {name: [A], value: a}
            - {name: B, valueFrom: text}
            - {name: C, valueFrom: {configMapKeyRef: app}}
            - {name: D, valueFrom: {configMapKeyRef: {name: {a: b}, key: [c]}}}
            - {name: E}
          envFrom:
            - text
            - configMapRef: text
            - secretRef: {name: }
            - [a]
          """)),
      ["B=?", "C=?", "D=?", "E=?"]),
    Case("env as a mapping", set(pod("env: {A: a}\nenvFrom: {configMapRef: {name: app}}")), []),
  ]

  @Test(arguments: cases)
  func environmentIsJoined(_ row: Case) throws {
    #expect(try Cluster(row.files).environment("web") == row.expected)
  }

  @Test func whereValuesStandAndWhatTheyShadow() throws {
    let cluster = try Cluster([
      "app/config.yaml": configMap("app", "PORT: '80'"),
      "app/pod.yaml": pod(
        """
        env:
          - {name: LISTEN, valueFrom: {configMapKeyRef: {name: app, key: PORT}}}
          - {name: PORT, value: "81"}
        envFrom: [{configMapRef: {name: app}}]
        """),
    ])
    let workload = try cluster.workload("web")
    let listen = try #require(workload.setting("LISTEN"))
    #expect(listen.file.path == "app/config.yaml" && listen.keyPath == "data.PORT")
    #expect(listen.file.bytes.text(listen.value.range) == "80")
    let use = try #require(listen.uses.first)
    #expect(use.place.file.bytes.text(use.place.range) == "PORT")
    #expect(use.place.file.path == "app/pod.yaml")
    let port = try #require(workload.setting("PORT"))
    #expect(port.shadowed.map(\.source) == ["ConfigMap app"])
    #expect(port.shadowed.map(\.place.file.path) == ["app/config.yaml"])
    #expect(!workload.hasUnreadSources)
  }

  @Test func secretsStayMarkedAsSuch() throws {
    let cluster = try Cluster(
      set(
        configMap("key", "x: aGVsbG8=", kind: "Secret"),
        configMap("app", "db-password: swordfish"),
        pod(
          """
          env:
            - {name: X, valueFrom: {secretKeyRef: {name: key, key: x}}}
            - {name: Y, valueFrom: {configMapKeyRef: {name: app, key: db-password}}}
          """)))
    let workload = try cluster.workload("web")
    let x = try #require(workload.setting("X"))
    #expect(x.isDeclaredSecret && x.isEncoded)
    let y = try #require(workload.setting("Y"))
    #expect(y.isDeclaredSecret && !y.isEncoded)
  }
}
