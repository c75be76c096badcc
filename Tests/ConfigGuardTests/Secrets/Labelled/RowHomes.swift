@testable import ConfigGuard
@testable import ConfigLinting

/// The file of YAML in which a path is at home, and what else stands there.
///
/// Where such files are passed over by their names or folders, the path is in another one.
struct YAMLHome {
  let path: String
  let frame: RowOutline

  init(_ row: LabelledRow) {
    let parts = Array(RowOutline.parts(of: row.key))
    switch parts.first ?? "" {
    case "spring", "server", "management", "app", "jwt":
      path = "src/main/resources/application-production.yml"
      frame = ["logging": ["level": ["root": "info"]]]
    case "framework", "doctrine", "parameters":
      path = "config/packages/prod/\(parts[0]).yaml"
      frame = ["monolog": ["channels": ["audit"]]]
    case "production", "staging":
      let isDatabase = parts.last == "password"
      path = isDatabase ? "config/database.yml" : "config/secrets.yml"
      frame =
        isDatabase
        ? RowOutline.mapping([
          (parts[0], ["adapter": "postgresql", "database": "orders", "username": "orders"])
        ]) : ["development": ["log_level": "debug"]]
    case "jobs", "permissions":
      path = ".github/workflows/deploy.yml"
      frame = Self.workflow(parts)
    case "before_script":
      path = ".gitlab-ci.yml"
      frame = [
        "stages": ["deploy"],
        "deploy": ["stage": "deploy", "environment": "production", "script": ["./deploy"]],
      ]
    case "scrape_configs":
      path = "deploy/production/prometheus.yml"
      frame = [
        "global": ["scrape_interval": "15s"],
        "scrape_configs": [["job_name": "orders", "metrics_path": "/metrics"]],
      ]
    case "repos":
      path = ".pre-commit-config.yaml"
      frame = [
        "repos": [
          ["repo": "https://github.com/acme/hooks", "hooks": [["id": "end-of-file-fixer"]]]
        ]
      ]
    case "model_list":
      path = "deploy/production/litellm.yaml"
      frame = [
        "model_list": [["model_name": "large", "litellm_params": ["model": "acme/large"]]]
      ]
    case "shop":
      path = "deploy/production/profiles.yml"
      frame = [
        "shop": ["target": "prod", "outputs": ["prod": ["type": "postgres", "user": "shop"]]]
      ]
    case "provider":
      path = "serverless.yml"
      frame = [
        "service": "orders", "provider": ["name": "aws", "runtime": "nodejs22.x", "stage": "prod"],
        "functions": ["api": ["handler": "api.handler"]],
      ]
    case "components":
      path = "api/production/components.yaml"
      frame = ["components": ["schemas": ["Order": ["type": "object"]]]]
    case "en":
      path = "deploy/production/texts.yml"
      frame = ["en": ["hello": "Hello"]]
    case let name where ["ansible_", "mysql_root_", "vault_"].contains { name.hasPrefix($0) }:
      path = "group_vars/production.yml"
      frame = ["log_level": "info"]
    default:
      path = "config/production.yaml"
      frame = ["log_level": "info", "port": 8080]
    }
  }

  private static func workflow(_ parts: [String]) -> RowOutline {
    let step: RowOutline =
      parts.contains("0")
      ? ["uses": "docker/login-action@v3", "with": ["username": "acme"]]
      : ["uses": "actions/cache@v4", "with": ["path": "~/.m2/repository"]]
    let checkout: RowOutline = ["uses": "actions/checkout@v5"]
    let job: RowOutline = [
      "runs-on": "ubuntu-24.04", "environment": "production",
      "steps": parts.contains("0") ? [step, checkout] : [checkout, step],
    ]
    return [
      "name": "Deploy", "on": ["push": ["branches": ["main"]]],
      "jobs": .mapping([(parts.count > 2 ? parts[1] : "deploy", job)]),
    ]
  }
}

/// The file of JSON in which a path is at home, and what else stands there.
struct JSONHome {
  let path: String
  let frame: RowOutline
  /// Where the path begins, with a dot behind it.
  private(set) var prefix = ""

  init(_ row: LabelledRow) {
    let first = RowOutline.parts(of: row.key).first ?? ""
    switch first {
    case "private_key", "private_key_id", "token_uri":
      path = "deploy/production/service-account.json"
      frame = [
        "type": "service_account", "project_id": "acme-prod",
        "client_email": "ci@acme-prod.iam.gserviceaccount.com",
      ]
    case "MasterUserPassword", "KeySchema":
      let isTable = first == "KeySchema"
      path = "deploy/production/database.template.json"
      prefix = "Resources.Store.Properties."
      frame = [
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": [
          "Store": ["Type": isTable ? "AWS::DynamoDB::Table" : "AWS::RDS::DBInstance"]
        ],
      ]
    case "packages", "dependencies", "devDependencies", "scripts", "contributes":
      path = "deploy/production/node.json"
      frame = ["name": "orders", "private": .bare("true")]
    case "special_tokens":
      path = "models/production/tokenizer_config.json"
      frame = ["model_max_length": 512]
    case "definitions":
      path = "api/production/definitions.json"
      frame = ["type": "object"]
    case _ where row.group == "prose":
      path = "deploy/production/texts.json"
      frame = ["hello": "Hello"]
    case let name where name.first?.isUppercase == true:
      path = "src/Orders/appsettings.Production.json"
      frame = ["Logging": ["LogLevel": ["Default": "Information"]]]
    default:
      path = "config/production.json"
      frame = ["logLevel": "info", "port": 8080]
    }
  }
}
