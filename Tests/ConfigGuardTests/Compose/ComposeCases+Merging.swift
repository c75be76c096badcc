extension ComposeCases {
  private typealias E = ExpectedSetting

  private static func over(
    _ rule: String, _ expected: [String: ExpectedSetting], _ base: String, _ over: String,
    _ more: [String: String] = [:]
  ) -> ComposeCase {
    ComposeCase(
      rule, expected,
      ["compose.yaml": base, "compose.override.yaml": over].merging(more) { $1 })
  }

  // The Compose Specification, "Merge and override".
  static let merging: [ComposeCase] = [
    over(
      "a list lies over a mapping by its keys",
      ["A": E("2", "environment compose.override.yaml"), "B": E("1", "environment compose.yaml")],
      "services: {web: {image: shop, environment: {A: 1, B: 1}}}",
      "services: {web: {environment: [A=2]}}"),
    over(
      "a mapping lies over a list by its keys",
      ["A": E("2", "environment compose.override.yaml"), "B": E("1", "environment compose.yaml")],
      "services: {web: {image: shop, environment: [A=1, B=1]}}",
      "services: {web: {environment: {A: 2}}}"),
    over(
      "a bare key over a value leaves it to the surroundings",
      ["A": E("env", ".env .env"), "B": E(nil, "environment compose.override.yaml")],
      "services: {web: {image: shop, environment: [A=1, B=1]}}",
      "services: {web: {environment: [A, B]}}", [".env": "A=env\n"]),
    over(
      "env files are appended, and the override's come last",
      ["A": E("2", "env_file b.env"), "B": E("1", "env_file a.env")],
      "services: {web: {image: shop, env_file: a.env}}",
      "services: {web: {env_file: [b.env]}}", ["a.env": "A=1\nB=1\n", "b.env": "A=2\n"]),
    over(
      "an env file that is named again keeps its place",
      ["A": E("b", "env_file b.env")],
      "services: {web: {image: shop, env_file: [a.env, b.env]}}",
      "services: {web: {env_file: [a.env]}}", ["a.env": "A=a\n", "b.env": "A=b\n"]),
    over(
      "!reset takes one variable away",
      ["B": E("1", "environment compose.yaml")],
      "services: {web: {image: shop, environment: {A: 1, B: 1}}}",
      "services: {web: {environment: {A: !reset null}}}"),
    over(
      "!reset takes the attribute away, and what lies below shows",
      ["A": E("file", "env_file web.env")],
      "services: {web: {image: shop, env_file: web.env, environment: {A: 1, B: 1}}}",
      "services: {web: {environment: !reset {}}}", ["web.env": "A=file\n"]),
    over(
      "!override replaces what would be merged",
      ["A": E("2", "environment compose.override.yaml")],
      "services: {web: {image: shop, environment: {A: 1, B: 1}}}",
      "services: {web: {environment: !override {A: 2}}}"),
    over(
      "!override of a list of env files",
      ["A": E("b", "env_file b.env")],
      "services: {web: {image: shop, env_file: a.env}}",
      "services: {web: {env_file: !override [b.env]}}", ["a.env": "A=a\nC=a\n", "b.env": "A=b\n"]),
    over(
      "in an item of a list !reset is text",
      ["A": E("!reset null", "environment compose.override.yaml")],
      "services: {web: {image: shop, environment: [A=1]}}",
      "services: {web: {environment: [\"A=!reset null\"]}}"),
    over(
      "null over an attribute changes nothing",
      ["A": E("1", "environment compose.yaml")],
      "services: {web: {image: shop, environment: {A: 1}}}",
      "services: {web: {environment: }}"),
    over(
      "the short form of build is its context",
      ["A": E("arg", "ENV of Dockerfile Dockerfile")],
      "services: {web: {build: app}}",
      "services: {web: {build: {args: {X: arg}}}}",
      ["app/Dockerfile": "FROM alpine\nARG X=default\nENV A=$X\n"]),
    over(
      "build arguments are merged by their keys",
      ["A": E("b-a", "ENV of Dockerfile Dockerfile")],
      "services: {web: {build: {context: ., args: [X=a, Y=a]}}}",
      "services: {web: {build: {args: {X: b}}}}",
      ["Dockerfile": "FROM alpine\nARG X\nARG Y\nENV A=$X-$Y\n"]),
    // A null in the way of a mapping is no service.
    over(
      "a service that only the override has",
      ["A": E("1", "environment compose.override.yaml")],
      "services: {other: {image: shop}}",
      "services: {web: {image: shop, environment: [A=1]}}"),
  ]
}
