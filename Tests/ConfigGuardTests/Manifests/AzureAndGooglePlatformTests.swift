import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Azure Container Apps, Azure templates and Cloud Run.
@Suite struct AzureAndGooglePlatformTests {
  @Test func containerApp() throws {
    let text = """
      name: shop
      properties:
        configuration:
          secrets:
            - {name: db-password, value: changeme123}
            - {name: api-key, keyVaultUrl: "https://shop.vault.azure.net/secrets/key"}
            - {name: old-token, value: changeme456}
          registries: [{server: shop.azurecr.io, passwordSecretRef: registry-password}]
        template:
          scale: {minReplicas: 1, maxReplicas: 8}
          containers:
            - name: api
              image: shop/api:v1
              command: [serve]
              env:
                - {name: LOG_LEVEL, value: info}
                - {name: DB_PASSWORD, secretRef: db-password}
                - {name: API_KEY, secretRef: api-key}
                - {name: OTHER_KEY, secretRef: of-the-portal}

      """
    let file = try PlatformFile(text, named: "containerapp.yaml")
    #expect(file.format == "azure-container-app")
    #expect(file.workloads == ["shop/api: unknown, image shop/api:v1, runs serve, 8 times"])
    #expect(
      try file.environment("shop/api") == [
        "LOG_LEVEL=info", "DB_PASSWORD!=changeme123", "API_KEY! -> elsewhere",
        "OTHER_KEY! -> elsewhere",
      ])
    #expect(
      file.findings == [
        "5:36 placeholder-secret warning DB_PASSWORD",
        "7:34 placeholder-secret warning old-token",
      ])
    let setting = try file.setting("DB_PASSWORD", of: "shop/api")
    #expect(setting.uses.map { $0.place.file.bytes.text($0.place.range) } == ["db-password"])
  }

  @Test func containerAppWrongShapes() throws {
    let text = """
      properties:
        configuration: {secrets: {db-password: changeme123}}
        template:
          scale: text
          containers: [text, {name: api, env: {API_KEY: changeme456}}, {env: [x, {name: [a]}]}]

      """
    let file = try PlatformFile(text, named: "a.yaml")
    #expect(
      file.reading.workloads.map(\.name) == ["azure-container-app/api", "azure-container-app"])
    #expect(
      file.findings == [
        "2:42 placeholder-secret warning db-password", "5:51 placeholder-secret warning API_KEY",
      ])
  }

  private static let schema =
    "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"

  @Test func template() throws {
    let text = """
      {"$schema": "\(Self.schema)",
       "parameters": {
         "appName": {"type": "string", "defaultValue": "shop"},
         "dbPassword": {"type": "securestring", "defaultValue": "changeme123"},
         "apiKey": {"type": "securestring"},
         "oldPassword": {"type": "string", "defaultValue": "changeme456"}},
       "variables": {"level": "info", "token": "changeme789"},
       "resources": [
         {"type": "Microsoft.Web/sites", "name": "[parameters('appName')]", "properties": {
           "siteConfig": {"linuxFxVersion": "DOCKER|shop/api:v1", "appSettings": [
             {"name": "LOG_LEVEL", "value": "[variables('level')]"},
             {"name": "DB_PASSWORD", "value": "[parameters('dbPassword')]"},
             {"name": "API_KEY", "value": "[parameters('apiKey')]"},
             {"name": "STORAGE_KEY", "value": "[listKeys(variables('x'), '2021').keys[0].value]"},
             {"name": "DEBUG", "value": "[[true]"}]}}},
         {"type": "Microsoft.Sql/servers", "name": "db", "properties": {
           "administratorLoginPassword": "[parameters('apiKey')]"}},
         {"type": "Microsoft.Resources/deployments", "name": "inner", "properties": {"template": {
           "parameters": {"key": {"type": "string", "defaultValue": "changeme321"}},
           "resources": {"app": {"type": "Microsoft.App/containerApps", "name": "jobs",
             "properties": {"configuration": {"secrets": [
               {"name": "k", "value": "[parameters('key')]"}]},
               "template": {"scale": {"maxReplicas": 3}, "containers": [{"name": "jobs",
                 "image": "shop/jobs", "env": [{"name": "API_KEY", "secretRef": "k"}]}]}}}}}}}]}

      """
    let file = try PlatformFile(text, named: "azuredeploy.json")
    #expect(file.format == "azure-template")
    #expect(
      file.workloads == [
        "shop: unknown, image shop/api:v1, unread", "jobs: unknown, image shop/jobs, 3 times",
      ])
    #expect(
      try file.environment("shop") == [
        "LOG_LEVEL=info", "DB_PASSWORD!=changeme123", "API_KEY! -> elsewhere",
        "STORAGE_KEY -> elsewhere", "DEBUG=[[true]",
      ])
    #expect(try file.environment("jobs") == ["API_KEY!=changeme321"])
    #expect(
      file.findings == [
        "4:60 placeholder-secret warning DB_PASSWORD",
        "6:5 secret-parameter-shown warning oldPassword",
        "6:55 placeholder-secret warning oldPassword",
        "7:43 placeholder-secret warning token",
        "19:64 placeholder-secret warning API_KEY",
      ])
  }

  @Test func templateWrongShapes() throws {
    let text = """
      {"$schema": "\(Self.schema)", "parameters": [1], "variables": "x",
       "resources": [1, {"type": 7, "properties": {"password": "changeme123"}},
         {"type": "Microsoft.Web/sites", "properties": {"siteConfig": {
           "appSettings": {"API_KEY": "changeme456"}}}},
         {"type": "Microsoft.App/containerApps", "properties": {"template": [1]}}]}

      """
    let file = try PlatformFile(text, named: "a.json")
    #expect(file.workloads == ["resource: unknown, built, unread"])
    #expect(
      file.findings == [
        "2:59 placeholder-secret warning password", "4:34 placeholder-secret warning API_KEY",
      ])
  }

  @Test(arguments: [
    ("[parameters('a')]", "a"), ("[parameters('a').b]", nil), ("[parameters('a', 'b')]", nil),
    ("[parameters('')]", nil), ("parameters('a')", nil), ("[parameters(']", nil),
  ])
  func arguments(text: String, name: String?) {
    #expect(AzureExpression.argument(of: "parameters", in: text) == name)
  }

  @Test func cloudRunService() throws {
    let text = """
      apiVersion: serving.knative.dev/v1
      kind: Service
      metadata:
        name: shop
        namespace: production
        annotations: {run.googleapis.com/ingress: all, run.googleapis.com/launch-stage: BETA}
      spec:
        template:
          metadata:
            annotations:
              autoscaling.knative.dev/maxScale: "7"
              run.googleapis.com/secrets: db-password:projects/1/secrets/db-password
              run.googleapis.com/cloudsql-instances: a:b:c
          spec:
            containers:
              - name: shop
                image: shop/api:v1
                env:
                  - {name: DEBUG, value: "true"}
                  - {name: DB_PASSWORD, valueFrom: {secretKeyRef: {key: latest, name: db-password}}}

      """
    let file = try PlatformFile(text, named: "service.yaml")
    #expect(file.format == "kubernetes")
    #expect(file.workloads == ["shop: production, image shop/api:v1, 7 times"])
    #expect(try file.environment("shop") == ["DEBUG=true", "DB_PASSWORD -> elsewhere"])
    #expect(file.findings == ["19:37 debug-enabled error DEBUG"])
  }

  @Test func cloudRunJob() throws {
    let text = """
      apiVersion: run.googleapis.com/v1
      kind: Job
      metadata: {name: import}
      spec:
        template:
          spec:
            parallelism: 4
            taskCount: 10
            template:
              spec:
                containers:
                  - image: shop/import
                    command: [import]
                    args: [--all]
                    env: [{name: API_KEY, value: changeme123}]

      """
    let file = try PlatformFile(text, named: "job.yaml")
    #expect(
      file.workloads == [
        "import/container: unknown, image shop/import, runs import --all, 4 times"
      ])
    #expect(file.findings == ["15:44 placeholder-secret warning API_KEY"])
  }

  @Test func cloudRunWrongShapes() throws {
    let text = """
      apiVersion: serving.knative.dev/v1
      kind: Service
      metadata: {name: shop}
      spec: {template: {metadata: {annotations: [x]}, spec: {containers: [{env: text}, text]}}}

      """
    let file = try PlatformFile(text, named: "service.yaml")
    #expect(file.workloads == ["shop/container: unknown"])
  }
}
