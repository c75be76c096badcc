import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Tags of CloudFormation, Ansible and GitLab.
@Suite struct ValueTagTests {
  private func value(_ text: String) throws -> Value? {
    let tree = YAMLReader.read(SourceBytes("a: \(text)\n"))
    let root = try #require(tree.documents.first)
    let context = ProjectContext(BuiltinPacks.prepared, contract: nil)
    let file = SourceFile(path: "t.yaml", bytes: tree.bytes, tracking: .unknown)
    let reading = DocumentReading(
      file: file, tree: tree, keys: context.keys, values: context.values,
      hints: context.hints(in: tree.bytes), sibling: { _ in .missing("nothing is there") })
    return reading.value(of: try #require(tree.value("a", in: root)), syntax: .platform)
  }

  @Test(arguments: [
    "!Ref Password", "!GetAtt Db.Password", "!ImportValue db", "!Sub '${Password}'",
    "!Sub ['${u}', {u: x}]", "!FindInMap [A, b, password]", "!Select [0, [a, b]]",
    "!Split [',', 'a,b']", "!Condition IsProduction", "!reference [.base, variables]",
    "!unknown text", "!unknown [a, b]", "!Join ['', [a, !Ref B]]", "!If [c, !Ref A, !Ref B]",
    "!Join [x]", "!GetAZs ''",
  ])
  func references(text: String) throws {
    let value = try #require(try value(text))
    guard case .reference = value.form else {
      Issue.record("\(text) is \(value.form)")
      return
    }
    #expect(value.literal == nil && value.fallbacks.isEmpty)
  }

  @Test(arguments: [
    ("!Sub 'plain text'", "plain text"),
    ("!Sub [plain, {u: x}]", "plain"), ("!Join ['-', [a, b, c]]", "a-b-c"),
    ("!Base64 text", "text"), ("!unsafe 'a${b}'", "a${b}"), ("!override text", "text"),
  ])
  func literals(text: String, expected: String) throws {
    #expect(try value(text)?.literal ?? "" == expected)
  }

  @Test func branchesAreFallbacks() throws {
    let one = try #require(try value("!If [IsProduction, !Ref Password, changeme]"))
    #expect(one.literal == nil && one.fallbacks.map(\.text) == ["changeme"])
    let nested = try #require(try value("!If [a, one, !If [b, two, !Sub three]]"))
    #expect(nested.fallbacks.map(\.text) == ["one", "two", "three"])
  }

  @Test func vaultIsEncryptedAndResetIsNothing() throws {
    #expect(try value("!vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6132")?.form == .encrypted)
    #expect(try value("!reset null") == nil)
  }

  @Test func nestingIsLimited() throws {
    let deep = String(repeating: "!If [c, x, ", count: 39) + "y" + String(repeating: "]", count: 39)
    let value = try #require(try value(deep))
    #expect(value.fallbacks.count < 39)
  }

  @Test func argumentsAreNoSettings() throws {
    let report = try report(
      of: """
        a: !Transform {Parameters: {db_password: hunter2plus4x}}
        b: !Select [0, [{db_password: hunter2plus4x}]]
        c: !If [x, {db_password: hunter2plus4x}, !Ref AWS::NoValue]
        d: !Sub ['${p}', {db_password: hunter2plus4x}]
        e: !Own {db_password: hunter2plus4x}
        """, named: "t.yaml")
    #expect(report.findings.map(\.line) == [3, 4, 5])
  }
}
