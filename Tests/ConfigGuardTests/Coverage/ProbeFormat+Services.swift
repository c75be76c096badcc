@testable import ConfigGuard
@testable import ConfigLinting

/// Formats whose documents declare several services.
extension ProbeFormat {
  static let services: [ProbeFormat] = [
    ProbeFormat(
      name: ComposeFile.name, path: "deploy/compose.production.yaml",
      room: .services { probes in
        [
          "services": .named(probes) { probe in
            .entries([
              ("image", .text(probe.image ?? unnamed)), ("command", .text(probe.command)),
              ("environment", RowOutline(probe.variables)),
            ])
          }
        ]
      }),
    ProbeFormat(
      name: KubernetesManifest.name, path: "deploy/production/list.yaml",
      room: .services { probes in
        [
          "apiVersion": "v1", "kind": "List",
          "items": .listed(probes) { probe, name in
            [
              "apiVersion": "apps/v1", "kind": "Deployment",
              "metadata": ["name": .text(name), "namespace": "production"],
              "spec": ["template": ["spec": ["containers": [container(probe, name)]]]],
            ]
          },
        ]
      }),
    ProbeFormat(
      name: ECSTaskDefinition.name, path: "deploy/production/task-definition.json",
      room: .services { probes in
        [
          "family": "orders-production",
          "containerDefinitions": .listed(probes) { probe, name in
            .entries([
              ("name", .text(name)), ("image", .text(probe.image ?? unnamed)),
              ("command", probe.command.map { .list([.text($0)]) }),
              ("environment", .pairs(probe.variables)),
            ])
          },
        ]
      }),
    ProbeFormat(
      name: CloudFormationTemplate.name, path: "deploy/production/template.yaml",
      room: .services { probes in
        [
          "AWSTemplateFormatVersion": "2010-09-09",
          "Resources": .named(probes) { probe in
            let container = RowOutline.entries([
              ("Name", "app"), ("Image", .text(probe.image ?? unnamed)),
              ("Command", probe.command.map { .list([.text($0)]) }),
              ("Environment", .pairs(probe.variables, "Name", "Value")),
            ])
            return [
              "Type": "AWS::ECS::TaskDefinition",
              "Properties": ["ContainerDefinitions": [container]],
            ]
          },
        ]
      }),
    ProbeFormat(
      name: ServerlessService.name, path: "deploy/production/serverless.yml",
      room: .services { probes in
        [
          "service": "orders",
          "provider": ["name": "aws", "runtime": "nodejs22.x", "stage": "production"],
          "functions": .named(probes) { probe in
            .entries([("handler", "a.b"), ("environment", RowOutline(probe.variables))])
          },
        ]
      }),
    ProbeFormat(
      name: AzureContainerApp.name, path: "deploy/production/app.yaml",
      room: .services { probes in
        [
          "properties": ["template": ["containers": .listed(probes, container)]]
        ]
      }),
    ProbeFormat(
      name: AzureTemplate.name, path: "deploy/production/azuredeploy.json",
      room: .services { probes in
        [
          "$schema":
            "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "resources": .listed(probes) { probe, name in
            [
              "type": "Microsoft.App/containerApps", "name": .text(name),
              "properties": ["template": ["containers": [container(probe, name)]]],
            ]
          },
        ]
      }),
    ProbeFormat(
      name: DigitalOceanAppSpec.name, path: ".do/app.production.yaml",
      room: .services { probes in
        [
          "name": "orders",
          "services": .listed(probes) { probe, name in
            .entries([
              ("name", .text(name)), ("run_command", .text(probe.command)),
              ("envs", .pairs(probe.variables, "key")),
            ])
          },
        ]
      }),
    ProbeFormat(
      name: RenderBlueprint.name, path: "render.yaml",
      room: .services { probes in
        [
          "services": .listed(probes) { probe, name in
            .entries([
              ("type", "web"), ("name", .text(name)), ("runtime", "image"),
              ("image", ["url": .text(probe.image ?? unnamed)]),
              ("dockerCommand", .text(probe.command)),
              ("envVars", .pairs(probe.variables, "key")),
            ])
          }
        ]
      }),
    ProbeFormat(
      name: GitHubWorkflow.name, path: ".github/workflows/deploy.yml",
      room: .services { probes in
        [
          "on": "push",
          "jobs": .named(probes) { probe in
            .entries([
              ("runs-on", "ubuntu-24.04"), ("environment", "production"),
              ("env", RowOutline(probe.variables)),
              ("steps", [["run": .text(probe.command ?? "./deploy")]]),
            ])
          },
        ]
      }),
    ProbeFormat(
      name: GitLabPipeline.name, path: ".gitlab-ci.yml",
      room: .services { probes in
        .named(probes) { probe in
          .entries([
            ("image", .text(probe.image)), ("environment", "production"),
            ("variables", RowOutline(probe.variables)),
            ("script", [.text(probe.command ?? "./deploy")]),
          ])
        }
      }),
    ProbeFormat(
      name: AnsiblePlaybook.name, path: "deploy/production/playbook.yml",
      room: .services { probes in
        [
          [
            "hosts": "production",
            "tasks": .listed(probes) { probe, name in
              .entries([
                ("name", .text(name)),
                (
                  "community.docker.docker_container",
                  .entries([
                    ("name", .text(name)), ("image", .text(probe.image ?? unnamed)),
                    ("command", .text(probe.command)), ("env", RowOutline(probe.variables)),
                  ])
                ),
              ])
            },
          ]
        ]
      }),
    ProbeFormat(
      name: KamalDeployment.name, path: "config/deploy.yml",
      room: .services { probes in
        [
          "service": "orders", "image": "acme/orders", "servers": ["192.0.2.1"],
          "accessories": .named(probes) { probe in
            .entries([
              ("image", .text(probe.image ?? unnamed)), ("cmd", .text(probe.command)),
              ("env", probe.variables.isEmpty ? nil : ["clear": RowOutline(probe.variables)]),
            ])
          },
        ]
      }),
  ]

  private static let unnamed = "registry.example.com/orchard/orders:4"

  private static func container(_ probe: Probe, _ name: String) -> RowOutline {
    .entries([
      ("name", .text(name)), ("image", .text(probe.image ?? unnamed)),
      ("command", probe.command.map { .list([.text($0)]) }), ("env", .pairs(probe.variables)),
    ])
  }
}
