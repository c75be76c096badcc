import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("Hostile Compose projects")
struct ComposeHostileTests {
  private static func rules(_ files: [String: String]) throws -> Set<String> {
    Set(try ProjectFiles(files).report().findings.map(\.rule))
  }

  @Test("a chain of a thousand services is followed")
  func longChain() throws {
    var text = "services:\n  s0: {image: shop, environment: [A=1]}\n"
    for number in 1...1_000 { text += "  s\(number): {extends: s\(number - 1)}\n" }
    let reading = try ProjectFiles(["compose.yaml": text]).read()
    #expect(reading.workloads.count == 1_001)
    #expect(reading.workloads.allSatisfy { $0.setting("A")?.received == "1" })
    #expect(reading.drafts.isEmpty)
  }

  @Test("a chain of a thousand files is followed")
  func longChainOfFiles() throws {
    var files = ["compose.yaml": "services: {web: {extends: {file: f1.yaml, service: web}}}"]
    for number in 1..<1_000 {
      files["f\(number).yaml"] =
        "services: {web: {extends: {file: f\(number + 1).yaml, service: web}}}"
    }
    files["f1000.yaml"] = "services: {web: {image: shop, environment: [A=1]}}"
    let reading = try ProjectFiles(files).read()
    #expect(reading.workloads.first?.setting("A")?.received == "1")
  }

  @Test("one service that a thousand extend")
  func manyExtending() throws {
    var text = "services:\n  base: {image: shop, environment: {A: 1, B: 2}}\n"
    for number in 1...1_000 { text += "  s\(number): {extends: base, environment: {B: 3}}\n" }
    let reading = try ProjectFiles(["compose.yaml": text]).read()
    #expect(reading.workloads.count == 1_001)
    #expect(reading.workloads.last?.setting("B")?.shadowed.count == 1)
  }

  @Test("ten thousand services")
  func manyServices() throws {
    var text = "services:\n"
    for number in 0..<10_000 { text += "  s\(number): {image: shop, environment: [A=1]}\n" }
    let reading = try ProjectFiles([
      "compose.yaml": text, "compose.override.yaml": "services: {s9: {environment: [A=2]}}",
    ]).read()
    #expect(reading.workloads.count == 10_000)
    #expect(reading.workloads[9].setting("A")?.received == "2")
  }

  @Test("chains that add to one another end in a limit")
  func growingChain() throws {
    var text = "services:\n  s0: {image: shop}\n"
    for number in 1...4_000 {
      text += "  s\(number): {extends: s\(number - 1), environment: [V\(number)=1]}\n"
    }
    let reading = try ProjectFiles(["compose.yaml": text]).read()
    #expect(reading.drafts.map(\.rule).contains("limit-reached"))
  }

  @Test("files that include many others, each of which includes them all")
  func includeFanOut() throws {
    let names = (0..<60).map { "f\($0).yaml" }
    var files = ["compose.yaml": "include: [\(names.joined(separator: ", "))]"]
    for (number, name) in names.enumerated() {
      let rest = names.dropFirst(number + 1).joined(separator: ", ")
      files[name] = "include: [\(rest)]\nservices: {s\(number): {image: shop}}"
    }
    let reading = try ProjectFiles(files).read()
    #expect(reading.workloads.count == 60)
  }

  @Test("a circle of includes through other folders")
  func includeCircle() throws {
    let rules = try Self.rules([
      "compose.yaml": "include: [a/compose.yaml]",
      "a/compose.yaml": "include: [../b/compose.yaml]\nservices: {a: {image: a}}",
      "b/compose.yaml": "include: [../a/compose.yaml]\nservices: {b: {image: b}}",
    ])
    #expect(rules == ["circular-reference"])
  }

  @Test("a chain of a thousand includes ends in a limit")
  func includeChain() throws {
    var files = ["compose.yaml": "include: [f1.yaml]"]
    for number in 1..<1_000 { files["f\(number).yaml"] = "include: [f\(number + 1).yaml]" }
    files["f1000.yaml"] = "services: {web: {image: shop}}"
    let reading = try ProjectFiles(files).read()
    #expect(reading.drafts.map(\.rule).contains("limit-reached"))
  }

  @Test("aliases that stand for ever more")
  func aliasBomb() throws {
    var text = "x-0: &a0 {A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8, I: 9, J: 0}\n"
    for level in 1...8 {
      let items = (0..<10).map { "k\($0): *a\(level - 1)" }.joined(separator: ", ")
      text += "x-\(level): &a\(level) {\(items)}\n"
    }
    text += "services: {web: {image: shop, environment: *a8}}\n"
    let rules = try Self.rules(["compose.yaml": text])
    #expect(rules.contains("limit-reached"))
  }

  @Test(
    "wrong shapes everywhere",
    arguments: [
      "services: {web: text}", "services: {web: [a]}", "services: {web: {image: [a]}}",
      "services: {web: {image: a, environment: text}}",
      "services: {web: {image: a, environment: [[a], {b: c}]}}",
      "services: {web: {image: a, environment: {A: [1], B: {C: d}}}}",
      "services: {web: {image: a, env_file: {path: [x]}}}",
      "services: {web: {image: a, env_file: [[x], {}]}}",
      "services: {web: {image: a, extends: [x]}}",
      "services: {web: {image: a, extends: {file: [x], service: y}}}",
      "services: {web: {image: a, extends: {service: [x]}}}",
      "include: text\nservices: {web: {image: a}}",
      "include: [[a], {path: {b: c}}, {}]\nservices: {web: {image: a}}",
      "services: {web: {build: [a], image: a}}",
      "services: {web: {image: a, build: {args: text, context: [x], target: {}}}}",
      "services: {web: {image: a, labels: text, command: {a: b}, healthcheck: [x]}}",
      "services: {web: {image: a, deploy: text, profiles: text, ports: {a: b}}}",
      "services: {web: {image: a}}\nconfigs: text\nsecrets: [a]",
      "services: {web: {image: a}}\nconfigs: {a: text, b: {content: [x]}, c: {file: {}}}",
      "services: {web: {image: a, logging: x, networks: [[a]], depends_on: {a: b}}}",
    ])
  func wrongShapes(_ text: String) throws {
    let good = """
      services:
        web:
          image: a
          environment: {A: 1}
          env_file: [a.list]
          build: {context: ., args: {A: 1}}
          labels: [a=b]
          command: [a]
          healthcheck: {test: [a]}
          deploy: {replicas: 1}
          ports: ["80:80", {target: 80}]
          logging: {driver: a}
          networks: [a]
          depends_on: [a]
      """
    let files = ["a.list": "X=1\n"]
    for pair in [(text, good), (good, text), (text, text)] {
      let project = ProjectFiles(
        files.merging(["compose.yaml": pair.0, "compose.override.yaml": pair.1]) { $1 })
      let reading = try project.read()
      #expect(reading.skipReason == nil || reading.workloads.isEmpty)
      _ = try project.report()
    }
  }
}
