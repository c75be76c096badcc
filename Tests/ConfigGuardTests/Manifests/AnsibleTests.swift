import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

/// Variables, playbooks and tasks of Ansible.
@Suite struct AnsibleTests {
  private func rows(_ text: String, _ path: String) throws -> [String] {
    try report(of: text, named: path).findings.map {
      "\($0.line ?? 0):\($0.column ?? 0) \($0.rule) \($0.severity.rawValue)"
    }
  }

  @Test(arguments: [
    "group_vars/production.yml", "group_vars/production/db.yml", "inventory/host_vars/prod-1.yml",
  ])
  func variablesOfAGroup(path: String) throws {
    let text = """
      db_user: app
      db_password: changeme
      api_token: "{{ vault_api_token }}"
      other_token: "{{ lookup('env', 'TOKEN') }}"
      smtp_password: "{{ lookup('env', 'SMTP') | default('changeme') }}"
      root_password: !vault |
        $ANSIBLE_VAULT;1.1;AES256
        6132

      """
    #expect(readDocument(text, named: path).format == "ansible-variables")
    #expect(
      try rows(text, path) == [
        "2:14 placeholder-secret error", "5:53 insecure-fallback error",
      ])
  }

  @Test func anEncryptedFileIsSkipped() {
    let reading = readDocument(
      "$ANSIBLE_VAULT;1.1;AES256\n6132\n3334\n", named: "group_vars/production/vault.yml")
    #expect(reading.skipReason == "encrypted by Ansible Vault")
  }

  @Test func groupsNeedNoEnding() {
    #expect(FileType(path: "group_vars/all") == .yaml)
    #expect(FileType(path: "x/host_vars/db/main") == .yaml)
    #expect(FileType(path: "x/LICENSE") == nil)
    #expect(FileType.mayBeKnown(name: "all"))
  }

  private static let playbook = """
    - name: app
      hosts: staging
      environment: {HTTP_PROXY: "http://proxy:3128"}
      vars:
        db_password: changeme
      tasks:
        - name: migrate
          command: ./migrate
          environment:
            - DB_PASSWORD: "{{ db_password }}"
            - DEBUG: "true"
        - block:
            - name: start
              community.docker.docker_container:
                name: db
                image: postgres:17
                command: [postgres, -c, fsync=off]
                env:
                  POSTGRES_PASSWORD: changeme

    """

  @Test func playsTasksAndContainersAreWorkloads() throws {
    let reading = readDocument(Self.playbook, named: "site.yml")
    #expect(reading.format == "ansible-playbook")
    #expect(reading.workloads.map(\.name) == ["app", "app/migrate", "db"])
    #expect(reading.workloads.allSatisfy { $0.stage == .staging })
    let task = reading.workloads[1]
    #expect(task.environment.map(\.key) == ["HTTP_PROXY", "DB_PASSWORD", "DEBUG"])
    #expect(task.setting("DB_PASSWORD")?.value.form == .template)
    let container = reading.workloads[2]
    #expect(container.image == "postgres:17" && container.command == "postgres -c fsync=off")
    #expect(container.setting("POSTGRES_PASSWORD")?.value.literal == "changeme")
  }

  @Test func findings() throws {
    #expect(
      try rows(Self.playbook, "site.yml") == [
        "5:18 placeholder-secret error", "11:19 debug-enabled error",
        "19:34 placeholder-secret error",
      ])
  }

  @Test(arguments: [
    "- {hosts: all, roles: text, environment: text, tasks: text}\n",
    "- {hosts: [all], tasks: [text, {block: text}, {environment: [text]}, {docker_container: x}]}\n",
    "- {hosts: all, tasks: {environment: {A: b}}, environment: {A: [b]}}\n",
  ])
  func wrongShapesAreNoEnvironments(text: String) {
    let reading = readDocument(text, named: "site.yml")
    #expect(reading.format == "ansible-playbook")
    #expect(reading.workloads.allSatisfy { $0.environment.isEmpty })
  }

  @Test func otherListsAreNoPlaybooks() {
    let text = "- {hosts: \"*\", name: x}\n- {name: y}\n"
    #expect(readDocument(text, named: "ingress.yml").format == "yaml")
  }
}
