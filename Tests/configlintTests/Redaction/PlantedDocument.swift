import Testing

/// A file with places for secrets: `§S§` for the value of a secret, `§V§` for another value, `§N§`
/// for a name, `§P§` for a path, `§C§` for a comment or for what no reader takes.
struct PlantedDocument: Sendable, CustomTestStringConvertible {
  let path: String
  let text: String
  /// Other files of the same project; they have no places.
  let others: [(path: String, text: String)]

  init(_ path: String, _ text: String, others: [(path: String, text: String)] = []) {
    self.path = path
    self.text = text
    self.others = others
  }

  var testDescription: String { path }

  /// What stands in the other places, and who may stand in this one.
  private static func slot(_ name: Substring) -> (harmless: String, secrets: [PlantedSecret]) {
    switch name {
    case "S": ("x9", PlantedSecret.all)
    case "V": ("info", PlantedSecret.unlikeWords)
    case "N": ("web", PlantedSecret.unlikeNames)
    case "P": ("app.env", PlantedSecret.unlikeWords)
    default: ("note", PlantedSecret.all)
    }
  }

  /// The text with one secret in one place, for every place and every secret that it may hold.
  var planted: [(secret: PlantedSecret, place: Int, text: String)] {
    let parts = text.split(separator: "§", omittingEmptySubsequences: false)
    var result: [(secret: PlantedSecret, place: Int, text: String)] = []
    for place in stride(from: 1, to: parts.count, by: 2) {
      for secret in Self.slot(parts[place]).secrets {
        let filled = parts.enumerated().map { number, part in
          number % 2 == 0 ? String(part) : number == place ? secret.text : Self.slot(part).harmless
        }
        result.append((secret, place / 2 + 1, filled.joined()))
      }
    }
    return result
  }
}

extension PlantedDocument {
  /// Every format, with names, values and comments.
  static let formats: [PlantedDocument] = [
    PlantedDocument(
      "prod/app.yaml",
      """
      # §C§
      anchors: &§N§ {db_password: §S§}
      copy: *§N§
      §N§: {api_token: "§S§", level: §V§}
      admin_password: !!§N§ §S§
      §N§_password: '§S§'
      cors_origins: "§V§"
      debug: §V§
      pool_size: §V§
      list: [§V§, "§S§
      """),
    PlantedDocument(
      "compose.yaml",
      """
      name: §N§
      x-note: §V§
      services:
        §N§:
          image: registry.example.com/§N§:§V§
          container_name: §N§
          env_file: §P§
          profiles: [§N§]
          depends_on: [§N§]
          labels: {app.label: §V§, "§N§": a}
          command: serve --password §S§ --level §V§
          environment:
            DB_PASSWORD: §S§
            §N§: value
            LEVEL: ${LEVEL:-§V§}
            API_TOKEN: ${API_TOKEN:?§S§}
            OTHER_TOKEN: ${§N§:-§S§}
            CORS_ORIGINS: "*"
        api:
          extends: {file: §P§, service: §N§}
          environment: ["ADMIN_PASSWORD=§S§", §N§]
      include: [§P§]
      secrets: {§N§: {environment: §N§}}
      """),
    PlantedDocument(
      "compose.yml",
      """
      services:
        web:
          environment:
            POSTGRES_PASSWORD: 012§S§
            POSTGRES_PASSWORD: §S§
            MYSQL_PASSWORD: pa$§S§
            REDIS_PASSWORD: |
              first line
              §S§: $x
            WHEN: 2024-01-01 §V§
            JWT_SECRET: [§S§]
      """),
    PlantedDocument(
      "k8s/all.yaml",
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: §N§, namespace: §N§, labels: {team: §V§}, annotations: {"§N§": §V§}}
      data: {password: §S§, §N§: YWJj, other: "%%%§S§"}
      stringData: {token: §S§}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: §N§, namespace: production}
      spec:
        template:
          spec:
            containers:
              - name: §N§
                image: §N§
                args: ["--token=§S§", "§V§"]
                env:
                  - {name: DB_PASSWORD, value: §S§}
                  - {name: §N§, value: "1"}
                  - {name: FROM_SECRET, valueFrom: {secretKeyRef: {name: §N§, key: §N§}}}
                  - {name: NUMBER, value: 12}
                envFrom: [{configMapRef: {name: §N§}}]
      """),
    PlantedDocument(
      "overlay/kustomization.yaml",
      """
      namePrefix: §N§-
      resources: [§P§, ../base]
      patches:
        - {target: {kind: Deployment, name: §N§}, path: §P§}
        - target: {kind: Deployment, name: web}
          patch: |
            - {op: replace, path: /spec/§N§, value: §S§}
            - {op: §N§, path: /a}
      configMapGenerator: [{name: §N§, literals: ["LEVEL=§V§", "DB_PASSWORD=§S§"], envs: [§P§]}]
      secretGenerator: [{name: s, behavior: merge, literals: ["token=§S§", §N§], files: [§P§]}]
      replacements: [{source: {kind: Secret, name: §N§, fieldPath: data.§N§}, targets: []}]
      """),
    PlantedDocument(
      "chart/templates/a.yaml",
      """
      # {{ §C§ }}
      password: {{ .Values.auth.§N§ | default "§S§" | quote }}
      {{- if .Values.§N§ }}
      token: §S§
      {{- end }}
      api_key: {{ required "§V§" .Values.key }}
      """),
    PlantedDocument(
      "chart/values-prod.yaml",
      """
      image: {repository: §V§, tag: §V§}
      auth: {password: §S§, existingSecret: §V§}
      env: [{name: §N§, value: §V§}, {name: API_TOKEN, value: §S§}]
      config: {level: §V§}
      """, others: [("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")]),
    PlantedDocument(
      "app.prod.json",
      """
      {"password": "§S§", "§N§": "a", "level": "§V§", "token": §S§, "debug": §V§,
       "a": {"§N§": 1, "§N§": 2}, "secret": "§S§
      """),
    PlantedDocument(
      "appsettings.Production.json",
      """
      {"ConnectionStrings": {"Main": "Server=db;User Id=sa;Password=§S§"},
       "Auth": {"ClientSecret": "§S§"}, "AllowedHosts": "§V§", "§N§": {"Level": "§V§"}} // §C§
      """),
    PlantedDocument(
      "config.prod.toml",
      """
      # §C§
      password = "§S§"
      "§N§" = 1
      "§N§" = 2
      token = '§S§
      [§N§]
      api_key = §S§
      level = "§V§"
      pool_size = 99999999999999999999§V§
      """),
    PlantedDocument(
      "application-prod.properties",
      """
      # §C§
      spring.datasource.password=§S§
      §V§.level=§V§
      api.token = \\u00§S§
      §V§.level=§V§
      """),
    PlantedDocument(
      "application-prod.yml",
      "spring:\n  datasource: {password: §S§, url: §V§}\n  profiles: {active: §V§}\n§N§: §V§\n"),
    PlantedDocument(
      "settings.prod.ini",
      "; §C§\n[§N§]\npassword = §S§\n§N§ = §V§\n§N§ = §V§\n[§N§\n§C§\n"),
    PlantedDocument(
      "prod.tfvars",
      "# §C§\ndb_password = \"§S§\"\n§N§ = \"§V§\"\ntoken = §S§\nsecret = \"§S§\nblock §N§ {}\n"),
    PlantedDocument(
      "Dockerfile",
      """
      # escape=§C§
      FROM registry.example.com/§N§:§V§ AS §N§
      ARG API_TOKEN=§S§
      ENV DB_PASSWORD=§S§ §N§=§V§ OTHER_SECRET="§S§
      ENV ADMIN_PASSWORD §S§
      LABEL note="§V§" §N§=a
      RUN curl -H "Authorization: Bearer §S§" https://example.com/§V§
      §N§ x
      """),
    PlantedDocument(
      "deploy/web.service",
      """
      # §C§
      [Unit]
      Description=§V§
      [Service]
      Environment="DB_PASSWORD=§S§" §N§=a
      Environment=API_TOKEN='§S§
      EnvironmentFile=§P§
      ExecStart=/usr/bin/web --token §S§ --level §V§
      [§N§
      """),
    PlantedDocument(
      "Procfile", "web: DB_PASSWORD=§S§ bin/web --level §V§\n§N§: bin/work\nnot a line §C§\n"),
    PlantedDocument(
      ".github/workflows/deploy.yml",
      """
      name: §V§
      on: push
      env: {API_TOKEN: §S§, LEVEL: §V§}
      jobs:
        §N§:
          runs-on: ubuntu-latest
          environment: §N§
          container: {image: "registry/§N§:1", env: {DB_PASSWORD: §S§}}
          services: {§N§: {image: postgres:16, env: {POSTGRES_PASSWORD: §S§}}}
          steps:
            - {name: §V§, run: "echo §V§", env: {ADMIN_PASSWORD: §S§, §N§: a}}
            - {uses: actions/checkout@v4, with: {token: §S§}}
      """),
    PlantedDocument(
      ".gitlab-ci.yml",
      """
      variables: {API_TOKEN: §S§, LEVEL: §V§, §N§: {value: §V§, description: §V§}}
      §N§:
        stage: deploy
        environment: §N§
        services: [{name: postgres:16, alias: §N§, variables: {POSTGRES_PASSWORD: §S§}}]
        variables: {DB_PASSWORD: §S§}
        script: ["deploy --token §S§"]
      """),
    PlantedDocument(
      "fly.toml",
      "app = \"§N§\"\n[env]\nDB_PASSWORD = \"§S§\"\n§N§ = \"§V§\"\n[processes]\n§N§ = \"run §V§\"\n"
    ),
    PlantedDocument(
      "render.yaml",
      """
      services:
        - {type: web, name: §N§, envVars: [{key: API_TOKEN, value: §S§}, {key: §N§, value: §V§}]}
      envVarGroups: [{name: §N§, envVars: [{key: DB_PASSWORD, value: §S§}]}]
      """),
    PlantedDocument(
      "config/deploy.yml",
      """
      service: §N§
      image: §N§/shop
      servers: {web: [192.0.2.1], §N§: {hosts: [192.0.2.2], env: {clear: {API_TOKEN: §S§}}}}
      registry: {username: §V§, password: §S§}
      env: {clear: {DB_PASSWORD: §S§, §N§: §V§}, secret: [§N§]}
      """),
    PlantedDocument(
      "serverless.yml",
      """
      service: §N§
      provider: {name: aws, stage: §N§, environment: {API_TOKEN: §S§, §N§: §V§}}
      functions: {§N§: {handler: a.b, environment: {DB_PASSWORD: §S§}}}
      """),
    PlantedDocument(
      "template.yaml",
      """
      AWSTemplateFormatVersion: "2010-09-09"
      Parameters: {DbPassword: {Type: String, Default: §S§}, §N§: {Type: String, Default: §V§}}
      Conditions: {§N§: !Equals [!Ref Stage, prod]}
      Resources:
        §N§:
          Type: AWS::Lambda::Function
          Properties: {Environment: {Variables: {API_TOKEN: §S§, §N§: !Ref §N§}}}
      """),
    PlantedDocument(
      "task.json",
      """
      {"family": "§N§", "containerDefinitions": [{"name": "§N§", "image": "§N§",
       "environment": [{"name": "API_TOKEN", "value": "§S§"}, {"name": "§N§", "value": "§V§"}],
       "secrets": [{"name": "DB_PASSWORD", "valueFrom": "§V§"}]}]}
      """),
    PlantedDocument(
      "copilot/web/manifest.yml",
      """
      name: §N§
      type: Load Balanced Web Service
      variables: {API_TOKEN: §S§, §N§: §V§}
      environments: {§N§: {variables: {DB_PASSWORD: §S§}}}
      """),
    PlantedDocument(
      "azure.json",
      """
      {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
       "contentVersion": "1.0.0.0",
       "parameters": {"adminPassword": {"type": "securestring", "defaultValue": "§S§"}},
       "resources": [{"type": "Microsoft.Web/sites", "name": "§N§", "properties": {"siteConfig":
        {"appSettings": [{"name": "API_TOKEN", "value": "§S§"}, {"name": "§N§", "value": "§V§"}]}}}]}
      """),
    PlantedDocument(
      "app.yaml", "runtime: python312\nservice: §N§\nenv_variables: {API_TOKEN: §S§, §N§: §V§}\n"),
    PlantedDocument(
      "app.json",
      """
      {"name": "§N§", "env": {"API_TOKEN": {"value": "§S§", "description": "§V§"}, "§N§": "§V§"},
       "environments": {"§N§": {"env": {"DB_PASSWORD": "§S§"}}}, "buildpacks": []}
      """),
    PlantedDocument(
      ".do/app.yaml",
      """
      name: §N§
      services: [{name: §N§, envs: [{key: API_TOKEN, value: §S§}, {key: §N§, value: §V§}]}]
      """),
    PlantedDocument(
      "railway.toml", "[deploy]\nstartCommand = \"serve --token §S§ §V§\"\n[environments.§N§]\n"),
    PlantedDocument(
      "netlify.toml",
      "[build.environment]\nAPI_TOKEN = \"§S§\"\n§N§ = \"§V§\"\n[context.§N§.environment]\nB = \"§V§\"\n"
    ),
    PlantedDocument(
      "wrangler.toml",
      "name = \"§N§\"\nmain = \"a.js\"\n[vars]\nAPI_TOKEN = \"§S§\"\n[env.§N§.vars]\n§N§ = \"§V§\"\n"
    ),
    PlantedDocument(
      "site.yml",
      """
      - hosts: §N§
        vars: {db_password: §S§, §N§: §V§}
        environment: {API_TOKEN: §S§}
        tasks: [{name: §V§, shell: "login --token §S§", environment: {ADMIN_PASSWORD: §S§}}]
      """),
    PlantedDocument("group_vars/production", "db_password: §S§\n§N§: §V§\n# §C§\n"),
  ]

  /// Texts that break right at the secret, or where it stands in the place of something else.
  static let broken: [PlantedDocument] = [
    PlantedDocument("a.yaml", "password: \"§S§\n"),
    PlantedDocument("a.yaml", "password: §S§\n  bad: [§C§\n\tx: 1\n"),
    PlantedDocument("a.yaml", "db: {password: §S§, password: §S§\n"),
    PlantedDocument("a.yaml", "? §N§\n: &§N§ *§N§\n"),
    PlantedDocument("a.yaml", "%TAG ! §C§\n---\n- §N§ : : §C§\n"),
    PlantedDocument("a.yaml", "private_key: |\n  §S§\nother\n"),
    PlantedDocument("a.yaml", "§C§\n"),
    PlantedDocument("a.json", "{\"password\": '§S§', \"port\": +§V§, §N§: 1}"),
    PlantedDocument("a.json", "{\"token\": \"\\u§S§\"}} §C§"),
    PlantedDocument("a.toml", "password = §S§\nport = 0x§V§\n[[§N§\nwhen = 2024-13-§V§\n"),
    PlantedDocument("a.toml", "password = \"\"\"§S§\n"),
    PlantedDocument("a.ini", "§C§\n[§N§]\n[§N§]\npassword §S§\n"),
    PlantedDocument("a.tfvars", "password = <<EOT\n§S§\n"),
    PlantedDocument("a.properties", "password=\\uZZ§S§\n§N§\n"),
    PlantedDocument("Dockerfile", "FROM \"§N§\nENV =§S§\nENV PASSWORD='§S§\nARG\n§C§ §C§\n"),
    PlantedDocument("a.service", "[Service]\nEnvironment=§S§\nEnvironment=\"TOKEN=§S§\n§C§\n"),
    PlantedDocument("Procfile", "§C§\n§N§ web\n"),
    PlantedDocument(
      "compose.yaml",
      "services:\n  §N§: §V§\n  web: {env_file: [§P§, {path: §P§}], environment: §V§}\n"),
    PlantedDocument("k8s.yaml", "apiVersion: v1\nkind: Secret\nmetadata: §N§\ndata: {a: §S§}\n"),
    PlantedDocument(
      "kustomization.yaml", "resources: §P§\npatches: §V§\nsecretGenerator: {a: §S§}\n"),
  ]

  /// An env file as every reader of such files reads it.
  static let environmentFile = PlantedDocument(
    ".env.production",
    """
    # §C§
    DB_PASSWORD=§S§
    API_TOKEN="§S§"
    export ADMIN_PASSWORD='§S§'
    §N§=§V§
    §N§: §V§
    LEVEL=${LEVEL:-§V§}
    MIXED_PASSWORD=pa$§S§
    OTHER_TOKEN=${§N§:?§S§}
    PORT=§V§
    POOL_SIZE=99999§V§
    CORS_ORIGINS=https://§V§.example.com
    DB_PASSWORD=§S§
    §N§
    RUN_SECRET=$(echo §S§)
    LAST_SECRET="§S§

    """)
}
