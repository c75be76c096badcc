extension ComposeCases {
  private typealias E = ExpectedSetting

  // docs.docker.com/compose/how-tos/environment-variables/envvars-precedence and the Compose
  // Specification, "environment" and "env_file".
  static let precedence: [ComposeCase] = [
    // `environment` over `env_file`.
    ComposeCase(
      "environment wins over env_file",
      ["A": E("1", "environment compose.yaml"), "B": E("3", "env_file web.env")],
      [
        "compose.yaml": """
        services:
          web:
            image: shop
            env_file: web.env
            environment: {A: "1"}
        """,
        "web.env": "A=2\nB=3\n",
      ]),
    // Several env files: the later one wins, wherever `environment` stands.
    ComposeCase(
      "a later env_file wins over an earlier one",
      ["A": E("2", "env_file b.env"), "B": E("1", "env_file a.env")],
      [
        "compose.yaml": "services: {web: {image: shop, env_file: [a.env, b.env]}}",
        "a.env": "A=1\nB=1\n", "b.env": "A=2\n",
      ]),
    // The image's ENV is the lowest layer of all.
    ComposeCase(
      "ENV of the Dockerfile lies below env_file and environment",
      [
        "A": E("image", "ENV of Dockerfile Dockerfile"), "B": E("file", "env_file web.env"),
        "C": E("own", "environment compose.yaml"),
      ],
      [
        "compose.yaml": """
        services:
          web: {build: ., env_file: web.env, environment: {C: own}}
        """,
        "Dockerfile": "FROM alpine\nENV A=image B=image C=image\n",
        "web.env": "B=file\nC=file\n",
      ]),
    // `build.target` names the stage whose variables the container gets.
    ComposeCase(
      "the target's stage and what it is built from count",
      [
        "A": E("base", "ENV of Dockerfile.web Dockerfile.web"),
        "B": E("dev", "ENV of Dockerfile.web Dockerfile.web"),
      ],
      [
        "compose.yaml": """
        services:
          web: {build: {context: app, dockerfile: Dockerfile.web, target: dev}}
        """,
        "app/Dockerfile.web":
          "FROM alpine AS base\nENV A=base\nFROM base AS dev\nENV B=dev\nFROM base AS prod\nENV B=prod\n",
      ]),
    // `build.args` fill ARG, whose default is lower.
    ComposeCase(
      "build arguments reach ENV through ARG",
      [
        "V": E("2", "ENV of Dockerfile Dockerfile"),
        "W": E("default", "ENV of Dockerfile Dockerfile"),
      ],
      [
        "compose.yaml": "services: {web: {build: {context: ., args: [VERSION=2]}}}",
        "Dockerfile":
          "FROM alpine\nARG VERSION=1\nARG OTHER=default\nENV V=$VERSION W=${OTHER}\n",
      ]),
    // A key without a value is taken from the project's environment.
    ComposeCase(
      "a bare key is filled from .env, in a list and as null in a mapping",
      ["A": E("1", ".env .env"), "B": E("2", ".env .env")],
      [
        "compose.yaml": """
        services:
          web: {image: shop, environment: [A, B]}
        """,
        ".env": "A=1\nB=2\n",
      ]),
    ComposeCase(
      "null in a mapping is a bare key",
      ["A": E("1", ".env .env"), "B": E(nil, "environment compose.yaml")],
      [
        "compose.yaml": """
        services:
          web:
            image: shop
            environment:
              A:
              B: ~
        """,
        ".env": "A=1\n",
      ]),
    // A bare key that nothing supplies takes the env file's value away.
    ComposeCase(
      "a bare key removes what env_file sets where the process is known",
      process: [:], ["B": E("2", "env_file web.env")],
      [
        "compose.yaml": "services: {web: {image: shop, env_file: web.env, environment: [A]}}",
        "web.env": "A=1\nB=2\n",
      ]),
    // An empty value is a value.
    ComposeCase(
      "an empty value replaces",
      ["A": E("", "environment compose.yaml")],
      [
        "compose.yaml": "services: {web: {image: shop, env_file: web.env, environment: [A=]}}",
        "web.env": "A=1\n",
      ]),
    // The long form of `env_file`, with a reader that takes lines as they are.
    ComposeCase(
      "format raw replaces nothing and keeps quotes",
      ["A": E("'$B'", "env_file web.env"), "B": E("1", "env_file web.env")],
      [
        "compose.yaml":
          "services: {web: {image: shop, env_file: [{path: web.env, format: raw}]}}",
        "web.env": "B=1\nA='$B'\n",
      ]),
    ComposeCase(
      "an env_file that is not required may be absent",
      ["A": E("1", "env_file a.list")],
      [
        "compose.yaml":
          "services: {web: {image: shop, env_file: [a.list, {path: b.list, required: false}]}}",
        "a.list": "A=1\n",
      ]),
    // A line without a value in an env file is filled like a bare key.
    ComposeCase(
      "a name alone in an env_file is filled from .env",
      ["A": E("1", ".env .env")],
      [
        "compose.yaml": "services: {web: {image: shop, env_file: web.env}}",
        "web.env": "A\n", ".env": "A=1\n",
      ]),
    // Numbers and booleans become the text that Go prints for them.
    ComposeCase(
      "unquoted numbers of a mapping are written anew",
      [
        "A": E("1.1", "environment compose.yaml"), "B": E("1.10", "environment compose.yaml"),
        "C": E("10", "environment compose.yaml"), "D": E("yes", "environment compose.yaml"),
      ],
      [
        "compose.yaml": """
        services: {web: {image: shop, environment: {A: 1.10, B: "1.10", C: 012, D: yes}}}
        """
      ]),
  ]
}
