@testable import ConfigGuard
@testable import ConfigLinting

/// Formats whose documents have one environment, or settings that are for one program.
extension ProbeFormat {
  static let environments: [ProbeFormat] = [
    lines(EnvironmentFile.name, ".env.production") { "\($0.name)='\($0.value)'" },
    lines("dockerfile", "deploy/production/Dockerfile", "FROM registry.example.com/orders:4") {
      "ENV \($0.name)=\"\($0.value.escaping(["\\", "\"", "$"]))\""
    },
    lines("systemd-unit", "deploy/production/orders.service", "[Service]\nExecStart=/bin/orders") {
      "Environment='\($0.name)=\($0.value.escaping(["\\"]).replacing("%", with: "%%"))'"
    },
    ProbeFormat(
      name: Procfile.name, path: "production/Procfile",
      room: .environment { variables in
        let start = variables.map { "\($0.name)='\($0.value)' " }.joined()
        return "web: \(start)./orders\n"
      }),
    lines("properties", "deploy/production/orders.properties") {
      "\($0.name)=\($0.value.escaping(["\\"]))"
    },
    lines("ini", "deploy/production/orders.ini", "[orders]") { "\($0.name) = \($0.value)" },
    lines("toml", "deploy/production/orders.toml") {
      "\($0.name) = \(RowFile.quoted($0.value))"
    },
    lines("tfvars", "deploy/production.tfvars") {
      "\($0.name) = \(RowFile.quoted($0.value.replacing("${", with: "$${")))"
    },
    lines(FlyApp.name, "fly.toml", "app = 'orders'\n[env]") {
      "\($0.name) = \(RowFile.quoted($0.value))"
    },
    lines(NetlifySite.name, "netlify.toml", "[context.production.environment]") {
      "\($0.name) = \(RowFile.quoted($0.value))"
    },
    lines(WranglerWorker.name, "wrangler.toml", "name = 'orders'\n[env.production.vars]") {
      "\($0.name) = \(RowFile.quoted($0.value))"
    },
    outline("json", "deploy/production/orders.json") { $0 },
    outline(PlainDocument.name, "deploy/production/orders.yaml") { $0 },
    outline(HelmValues.name, "deploy/values-production.yaml") { ["env": $0] },
    outline(AppEngineService.name, "deploy/production/app.yaml") {
      ["runtime": "python312", "env_variables": $0]
    },
    outline(CopilotManifest.name, "copilot/orders/manifest.yml") {
      [
        "name": "orders", "type": "Backend Service",
        "environments": ["production": ["variables": $0]],
      ]
    },
    outline(AnsibleVariables.name, "group_vars/production.yml") { $0 },
    outline(SpringConfiguration.name, "src/main/resources/application-production.yml") { $0 },
    outline(ASPNETSettings.name, "src/orders/appsettings.Production.json") { $0 },
    outline(GitHubAction.name, "deploy/production/action.yml") {
      ["runs": ["using": "composite", "steps": [["run": "./deploy", "env": $0]]]]
    },
    ProbeFormat(
      name: HerokuApp.name, path: "app.json",
      room: .environment { variables in
        let entries = variables.map {
          (key: $0.name, value: ["value": .text($0.value)] as RowOutline)
        }
        return (["name": "orders", "env": .mapping(entries)] as RowOutline).json()
      }),
    ProbeFormat(
      name: Kustomization.name, path: "deploy/production/kustomization.yaml",
      room: .environment { variables in
        let literals = variables.map { RowOutline.text("\($0.name)=\($0.value)") }
        let outline: RowOutline = [
          "namespace": "production",
          "configMapGenerator": [["name": "orders", "literals": .list(literals)]],
        ]
        return outline.yaml() + "\n"
      }),
  ]

  private static func lines(
    _ name: String, _ path: String, _ head: String? = nil,
    _ line: @escaping @Sendable (Probe.Variable) -> String
  ) -> ProbeFormat {
    ProbeFormat(
      name: name, path: path,
      room: .environment { variables in
        ((head.map { [$0] } ?? []) + variables.map(line)).joined(separator: "\n") + "\n"
      })
  }

  private static func outline(
    _ name: String, _ path: String, _ frame: @escaping @Sendable (RowOutline) -> RowOutline
  ) -> ProbeFormat {
    ProbeFormat(
      name: name, path: path,
      room: .environment { variables in
        let outline = frame(RowOutline(variables))
        return path.hasSuffix(".json") ? outline.json() : outline.yaml() + "\n"
      })
  }
}
