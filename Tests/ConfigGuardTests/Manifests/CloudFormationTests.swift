import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct CloudFormationTests {
  private static let text = """
    AWSTemplateFormatVersion: "2010-09-09"
    Transform: AWS::Serverless-2016-10-31
    Parameters:
      Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
      DbPassword: {Type: String, NoEcho: true, Default: changeme123}
      ApiKey: {Type: String, NoEcho: true}
      Level: {Type: String, Default: info}
      Kept: {Type: "AWS::SSM::Parameter::Value<String>", Default: /shop/key}
      OldSecret: {Type: String, Default: changeme456}
    Conditions:
      IsProd: !Equals [!Ref Stage, prod]
      IsDev: !Not [!Condition IsProd]
    Globals:
      Function:
        Environment:
          Variables: {LOG_LEVEL: !Ref Level, REGION: eu}
    Resources:
      Api:
        Type: AWS::Serverless::Function
        Properties:
          CodeUri: api/
          Handler: app.handler
          ReservedConcurrentExecutions: 10
          Environment:
            Variables:
              REGION: us
              DB_PASSWORD: !Ref DbPassword
              API_KEY: !Ref ApiKey
              KEPT_KEY: !Ref Kept
              TABLE: !GetAtt Table.Arn
              HOST: !Sub "https://${Api}.example"
              SAME: !Sub "${Level}"
              PLAIN: !Sub plain
              VAULT: "{{resolve:secretsmanager:shop:SecretString:key}}"
              DEBUG: !If [IsProd, "false", "true"]
              TRACE_TOKEN: !If [IsDev, changeme789, !Ref ApiKey]
              GONE: !If [IsProd, !Ref AWS::NoValue, x]
      Db:
        Type: AWS::RDS::DBInstance
        Properties: {MasterUserPassword: hunter2plus4x, MasterUsername: shop}

    """

  @Test func functions() throws {
    let file = try PlatformFile(Self.text, named: "template.yaml")
    #expect(file.format == "cloudformation-template")
    #expect(
      file.workloads == [
        "Api: production, runs app.handler, 10 times, built",
        "Api (not production): development, runs app.handler, 10 times, built, unread",
      ])
    #expect(
      try file.environment("Api") == [
        "LOG_LEVEL=info", "REGION=us", "DB_PASSWORD!=changeme123", "API_KEY! -> elsewhere",
        "KEPT_KEY -> elsewhere", "TABLE -> elsewhere", "HOST -> elsewhere", "SAME=info",
        "PLAIN=plain", "VAULT -> elsewhere", "DEBUG=false", "TRACE_TOKEN! -> elsewhere",
      ])
    #expect(
      try file.environment("Api (not production)") == [
        "DEBUG=true", "TRACE_TOKEN=changeme789", "GONE=x",
      ])
    #expect(file.reading.workloads[0].stageEvidence.plain == "the condition `IsProd`")
  }

  @Test func aDefaultIsHeldWhereItStands() throws {
    let file = try PlatformFile(Self.text, named: "template.yaml")
    let setting = try file.setting("DB_PASSWORD", of: "Api")
    #expect(file.text(setting) == "changeme123")
    #expect(setting.uses.map { $0.place.file.bytes.text($0.place.range) } == ["DbPassword"])
    let finding = try #require(file.report.findings.first { $0.key == "DB_PASSWORD" })
    #expect(finding.line == 5 && finding.related.map(\.line) == [27])
  }

  @Test func findings() throws {
    #expect(
      try PlatformFile(Self.text, named: "template.yaml").findings.filter {
        $0.contains("secret")
      } == [
        "5:53 placeholder-secret error DB_PASSWORD", "9:3 secret-parameter-shown warning OldSecret",
        "9:38 placeholder-secret warning OldSecret",
        "36:36 placeholder-secret warning TRACE_TOKEN",
        "40:38 hardcoded-secret warning MasterUserPassword",
      ])
  }

  @Test func longFormsInJSON() throws {
    let text = """
      {"Parameters": {"Env": {"Type": "String", "Default": "test"},
        "Password": {"Type": "String", "Default": "changeme123"}},
       "Conditions": {"Live": {"Fn::Or": [{"Fn::Equals": ["production", {"Ref": "Env"}]},
         {"Fn::Equals": [{"Ref": "Env"}, "staging"]}]}},
       "Resources": {"Task": {"Type": "AWS::ECS::TaskDefinition", "Properties": {
         "ContainerDefinitions": [{"Name": "api", "Image": "shop/api", "Command": ["run", "all"],
           "Environment": [{"Name": "DEBUG", "Value": {"Fn::If": ["Live", "true", "false"]}},
             {"Fn::If": ["Live", {"Name": "A", "Value": "b"}, {"Ref": "AWS::NoValue"}]},
             {"Name": "STAGE", "Value": {"Ref": "Env"}},
             {"Name": "DB_URL", "Value": {"Fn::Join": ["", ["a", {"Ref": "Password"}]]}},
             {"Name": "JOINED", "Value": {"Fn::Join": ["-", ["a", "b"]]}}],
           "Secrets": [{"Name": "DB_PASSWORD", "ValueFrom": {"Ref": "Secret"}}]}]}},
        "Service": {"Type": "AWS::ECS::Service", "Properties": {
          "DesiredCount": 3, "TaskDefinition": {"Ref": "Task"}}}}}

      """
    let file = try PlatformFile(text, named: "stack.json")
    #expect(
      file.workloads == [
        "Task/api: production, image shop/api, runs run all, 3 times",
        "Task/api (not production): development, image shop/api, runs run all, 3 times, unread",
      ])
    #expect(
      try file.environment("Task/api") == [
        "DEBUG=true", "A=b", "STAGE -> elsewhere", "DB_URL -> elsewhere", "JOINED=a-b",
        "DB_PASSWORD! -> elsewhere",
      ])
    #expect(try file.environment("Task/api (not production)") == ["DEBUG=false"])
    #expect(
      file.findings == [
        "2:4 secret-parameter-shown warning Password",
        "2:46 placeholder-secret warning Password", "7:70 debug-enabled error DEBUG",
      ])
  }

  @Test func aConditionOnAResourceSaysItsStage() throws {
    let text = """
      Parameters: {Env: {Type: String}}
      Conditions:
        NotLive: !Not [!Equals [!Ref Env, live]]
        Other: !Equals [!Ref Env, !Ref Env]
        Loop: !Condition Loop
      Resources:
        Tools:
          Type: AWS::Lambda::Function
          Condition: NotLive
          Properties:
            Code: {ZipFile: x}
            Environment: {Variables: {DEBUG: "true", A: !If [NotLive, dev, live]}}
        Job:
          Type: AWS::Lambda::Function
          Condition: Loop
          Properties:
            Code: {S3Bucket: x, S3Key: y}
            Environment: {Variables: {API_KEY: !If [Other, changeme123, !Ref Env]}}

      """
    let file = try PlatformFile(text, named: "template.yaml")
    #expect(file.workloads == ["Tools: development, built", "Job: unknown"])
    #expect(try file.environment("Tools") == ["DEBUG=true", "A=dev"])
    #expect(try file.environment("Job") == ["API_KEY -> changeme123"])
    #expect(
      file.findings.filter { $0.contains("API_KEY") } == [
        "18:54 insecure-fallback warning API_KEY"
      ])
  }

  @Test func applicationsOfOtherServices() throws {
    let text = """
      Resources:
        Runner:
          Type: AWS::AppRunner::Service
          Properties:
            SourceConfiguration:
              ImageRepository:
                ImageIdentifier: shop/api:v1
                ImageConfiguration:
                  StartCommand: ./api
                  RuntimeEnvironmentVariables: [{Name: API_KEY, Value: changeme123}]
                  RuntimeEnvironmentSecrets: [{Name: DB_PASSWORD, Value: !Ref Secret}]
        Web:
          Type: AWS::ElasticBeanstalk::Environment
          Properties:
            OptionSettings:
              - {Namespace: "aws:elasticbeanstalk:application:environment",
                 OptionName: LOG_LEVEL, Value: info}
              - {Namespace: "aws:rds:dbinstance", OptionName: DBPassword, Value: changeme123}

      """
    let file = try PlatformFile(text, named: "template.yaml")
    #expect(
      file.workloads == [
        "Runner: unknown, image shop/api:v1, runs ./api", "Web: unknown, unread",
      ])
    #expect(
      try file.environment("Runner") == ["API_KEY=changeme123", "DB_PASSWORD! -> elsewhere"])
    #expect(try file.environment("Web") == ["LOG_LEVEL=info"])
    #expect(
      file.findings == [
        "10:66 placeholder-secret warning API_KEY", "18:76 placeholder-secret warning DBPassword",
      ])
  }

  @Test func wrongShapesAreJudgedAllTheSame() throws {
    let text = """
      AWSTemplateFormatVersion: "2010-09-09"
      Parameters: [{Default: x}]
      Conditions: {A: !Or [], B: !Equals [x], C: text}
      Globals: text
      Resources:
        A: text
        B: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: [{API_KEY: changeme123}]}}}
        C: {Type: AWS::Lambda::Function, Properties: {Environment: "DB_PASSWORD=x"}}
        D: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: {Name: x}}}
        E: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: !Ref All}}}
        F: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {K: {a: b, c: d}}}}}

      """
    let file = try PlatformFile(text, named: "template.yaml")
    #expect(file.format == "cloudformation-template")
    #expect(
      file.workloads == [
        "B: unknown, built, unread", "C: unknown, built", "E: unknown, built, unread",
        "F: unknown, built",
      ])
    #expect(file.findings == ["7:85 placeholder-secret warning API_KEY"])
  }

  @Test(arguments: [
    ("a${b}c", ["", "b", ""]), ("${a}", ["a"]), ("${!a}", ["", ""]), ("${a", [""]), ("$", [""]),
    ("${a}${b}", ["a", "b"]), ("", []),
  ])
  func substitutions(text: String, parts: [String]) {
    let found = CloudFormationText.parts(of: text).map { part in
      if case .reference(let name) = part { return name }
      return ""
    }
    #expect(found == parts)
  }

  @Test func deepConditionsEnd() throws {
    var text = "Resources: {A: {Type: AWS::X::Y}}\nConditions:\n"
    for number in 0..<3000 { text += "  C\(number): !Condition C\(number + 1)\n" }
    for number in 0..<30 {
      text += "  D\(number): !Or [!Condition D\(number + 1), !Condition D\(number + 1)]\n"
    }
    #expect(try PlatformFile(text, named: "t.yaml").format == "cloudformation-template")
  }
}
