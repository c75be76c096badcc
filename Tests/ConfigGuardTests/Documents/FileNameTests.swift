import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Names are looked at by bytes first; what they say of files stays the same.
@Suite struct FileNameTests {
  @Test(arguments: [
    ".env", ".ENV", ".env.production", "web.Env", "production.env.example", "env.sample",
    ".env-local", "größe.env",
  ])
  func environments(name: String) { #expect(EnvironmentFile.isEnvironmentName(name)) }

  @Test(arguments: [
    ".envrc", ".env.vault", ".env.ts", "environment", "e.nv", "env", "e-n-v.sample", ".en.v", "",
    "sample.yaml",
  ])
  func noEnvironments(name: String) { #expect(!EnvironmentFile.isEnvironmentName(name)) }

  @Test(arguments: [
    "values.yaml.dist", ".env.example", "example.env", "app-sample", "app_tmpl", "größe.sample",
  ])
  func templates(name: String) { #expect(EnvironmentFile.isTemplateName(name)) }

  @Test(arguments: [
    "sample", "samples.env", "example.yaml", "env", "a.\u{301}sample", "größe.samples",
  ])
  func noTemplates(name: String) { #expect(!EnvironmentFile.isTemplateName(name)) }

  @Test(arguments: [
    (".kamal/secrets", true), ("a/.kamal/secrets-common", true), (".kamal/secrets.prod", true),
    (".kamal/secretsx", false), ("kamal/secrets", false), ("secrets", false),
  ])
  func kamal(path: String, isOfKamal: Bool) {
    #expect(EnvironmentFile.isOfKamal(path) == isOfKamal)
  }

  /// Most files are YAML by the bytes of their names, which must not hide what else a name says.
  @Test(
    arguments: [
      ("a/b.yaml", .yaml), ("A.YML", .yaml), (".env.yaml", .yaml), ("größe.yaml", .yaml),
      ("a/.yml", .yaml), ("a.yaml/", .yaml), ("secrets.yaml", .yaml), ("a.kamal/b.yaml", .yaml),
      (".kamal/secrets-common.yaml", .environment), ("a/.kamal/secrets.yml", .environment),
      ("a.yaml.dist", nil), ("a.yaml/b", nil), ("ayaml", nil), ("a.y\u{301}ml", nil),
    ] as [(String, FileType?)])
  func yaml(path: String, type: FileType?) { #expect(FileType(path: path) == type) }

  @Test(arguments: [
    (".aws/credentials", CredentialFile.awsCredentials),
    ("home/.AWS/Credentials", .awsCredentials), (".kube/config", .kubeconfig),
    ("a/config/master.key", .masterKey), ("a/config/credentials/production.key", .masterKey),
    ("a/.docker/config.json", .dockerConfig), ("a/b.key", .privateKey),
    ("a/ID_RSA", .privateKey), ("id_ed25519/", .privateKey), ("a.P12", .keystore),
  ])
  func credentials(path: String, file: CredentialFile) {
    #expect(CredentialFile(path: path) == file)
  }

  @Test(arguments: [
    "credentials", "aws/credentials", "config", "docker/config.json", "a/kube/config",
  ])
  func noCredentials(path: String) { #expect(CredentialFile(path: path) == nil) }

  @Test(arguments: [
    ("locales/de.yaml", true), ("a/I18N/b/c.yaml", true), ("a//nls/b.yaml", true),
    ("locales", false), ("a/locales.yaml", false), ("mylocales/a.yaml", false),
    ("größe/lang/a.yaml", true), ("größe/a.yaml", false), ("/Messages/a.yaml", true),
    ("mang/a.yaml", false), ("lang/", false),
  ])
  func translations(path: String, isTranslation: Bool) {
    #expect((NotConfiguration.reason(forPath: path) != nil) == isTranslation)
  }
}
