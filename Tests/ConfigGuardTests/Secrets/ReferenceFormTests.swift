import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// References are good practice wherever they stand, and the literals inside them are not.
@Suite struct ReferenceFormTests {
  @Test(arguments: ReferenceForms.all)
  func isNoSecret(form: String) throws {
    for host in ReferenceHost.all {
      let answers = try host.file(form).answers()
      #expect(answers.found.isEmpty, "\(host.name)")
    }
  }

  @Test(arguments: ReferenceForms.defaults)
  func defaultIsJudged(form: String) throws {
    for host in ReferenceHost.all {
      let answers = try host.file(form, rules: ["insecure-fallback"]).answers()
      #expect(answers.found == answers.expected, "\(host.name)")
    }
  }

  @Test(arguments: ReferenceForms.defaultsOfFrameworks)
  func defaultOfAFrameworkIsJudged(form: String) throws {
    for host in ReferenceHost.all {
      let answers = try host.file(form, rules: ["insecure-fallback"]).answers()
      #expect(answers.found == answers.expected, "\(host.name)")
    }
  }

  @Test(arguments: [
    MarkedFile(
      name: "GitHub", path: ".github/workflows/deploy.yml",
      text: """
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            environment: production
            env:
              DB_PASSWORD: ${{ secrets.DB_PASSWORD || '⟦\(MadeValue.password)⟧' }}
            steps: [{run: make}]

        """, rules: ["insecure-fallback"]),
    MarkedFile(
      name: "CloudFormation", path: "production/template.yaml",
      text: """
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          Password: {Type: String, NoEcho: true, Default: ⟦\(MadeValue.password)⟧}
        Resources:
          Topic: {Type: "AWS::SNS::Topic"}

        """, rules: ["secret-parameter-default"]),
    MarkedFile(
      name: "Symfony", path: "config/packages/prod/framework.yaml",
      text: """
        parameters:
          env(APP_SECRET): ⟦\(MadeValue.password)⟧
        framework:
          secret: '%env(default:fallback:APP_SECRET)%'

        """, rules: ["hardcoded-secret"]),
    MarkedFile(
      name: "eyaml, opened for editing", path: "hieradata/production.yaml",
      text: "db_password: ⟦DEC::PKCS7[\(MadeValue.password)]!⟧\n", rules: ["hardcoded-secret"]),
  ])
  func literalOfAPlatform(file: MarkedFile) throws { try file.check() }
}
