import RulePacks

/// What pages for people call a format.
package enum FormatTitle {
  private static let titles: [String: String] = [
    ASPNETSettings.name: "ASP.NET settings",
    AnsiblePlaybook.name: "Ansible playbooks",
    AnsibleVariables.name: "Ansible variables",
    AppEngineService.name: "App Engine",
    AzureContainerApp.name: "Azure Container Apps",
    AzureTemplate.name: "ARM templates",
    CloudFormationTemplate.name: "CloudFormation and SAM",
    ComposeFile.name: "Docker Compose",
    CopilotManifest.name: "AWS Copilot",
    DigitalOceanAppSpec.name: "DigitalOcean app specifications",
    DockerClientConfig.name: "Docker's client configuration",
    ECSTaskDefinition.name: "ECS task definitions",
    EnvironmentFile.name: "env files",
    FileType.credentials.rawValue: "credential files",
    FileType.dockerfile.rawValue: "Dockerfiles",
    FileType.ini.rawValue: "INI",
    FileType.json.rawValue: "other JSON",
    FileType.properties.rawValue: "Java properties",
    FileType.text.rawValue: "other text",
    FileType.tfvars.rawValue: "Terraform variables",
    FileType.toml.rawValue: "other TOML",
    FlyApp.name: "Fly.io",
    GitHubAction.name: "GitHub actions",
    GitHubWorkflow.name: "GitHub workflows",
    GitLabPipeline.name: "GitLab pipelines",
    HelmValues.name: "Helm values",
    HerokuApp.name: "Heroku `app.json`",
    KamalDeployment.name: "Kamal",
    Kubeconfig.name: "kubeconfig",
    KubernetesManifest.name: "Kubernetes",
    Kustomization.name: "Kustomize",
    NetlifySite.name: "Netlify",
    PlainDocument.name: "other YAML",
    Procfile.name: "Procfiles",
    RailwayService.name: "Railway",
    RenderBlueprint.name: "Render",
    ServerlessService.name: "Serverless Framework",
    SpringConfiguration.name: "Spring",
    WranglerWorker.name: "Wrangler",
    "process": "the environment of a process",
    "systemd-unit": "systemd units",
  ]

  /// The title of a format; formats without one are called by their names.
  package static func of(_ name: String) -> String { titles[name] ?? name }
}
