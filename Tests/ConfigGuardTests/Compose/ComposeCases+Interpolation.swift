extension ComposeCases {
  private typealias E = ExpectedSetting

  // The Compose Specification, "Interpolation"; docs.docker.com/compose/how-tos/environment-variables.
  static let interpolation: [ComposeCase] = [
    ComposeCase(
      "a value that is one variable is held where that variable is set",
      ["A": E("1", ".env .env"), "B": E("x1", "environment compose.yaml")],
      [
        "compose.yaml": "services: {web: {image: shop, environment: {A: \"${X}\", B: \"x$X\"}}}",
        ".env": "X=1\n",
      ]),
    ComposeCase(
      "a default counts where the variable is unset or empty",
      [
        "A": E("d", "environment compose.yaml"), "B": E("d", "environment compose.yaml"),
        "C": E("", "environment compose.yaml"), "D": E("1", ".env .env"),
      ],
      [
        "compose.yaml": """
        services:
          web:
            image: shop
            environment: ["A=${U:-d}", "B=${EMPTY:-d}", "C=${EMPTY-d}", "D=${X:-d}"]
        """,
        ".env": "EMPTY=\nX=1\n",
      ]),
    ComposeCase(
      "a doubled dollar sign is one, and a default may hold a reference",
      ["A": E("$X", "environment compose.yaml"), "B": E("1", "environment compose.yaml")],
      [
        "compose.yaml": "services: {web: {image: shop, environment: [A=$$X, \"B=${U:-${X}}\"]}}",
        ".env": "X=1\n",
      ]),
    // `--env-file` takes the place of `.env`; the last one wins.
    ComposeCase(
      "named env files replace .env, and the later one wins", envFiles: ["a.env", "b.env"],
      [
        "A": E("b", "b.env b.env"), "B": E("a", "a.env a.env"),
        "C": E(nil, "environment compose.yaml"),
      ],
      [
        "compose.yaml":
          "services: {web: {image: shop, environment: [\"A=${A}\", \"B=${B}\", \"C=${C}\"]}}",
        ".env": "C=1\n", "a.env": "A=a\nB=a\n", "b.env": "A=b\n",
      ]),
    // The process comes before every file.
    ComposeCase(
      "the process wins over .env", process: ["X": "shell"],
      [
        "A": E("shell", "process environment <environment>"),
        "B": E("", "environment compose.yaml"),
      ],
      [
        "compose.yaml": "services: {web: {image: shop, environment: [\"A=${X}\", \"B=${U}\"]}}",
        ".env": "X=file\n",
      ]),
    ComposeCase(
      "without asking, the process does not count",
      ["A": E(nil, "environment compose.yaml")],
      ["compose.yaml": "services: {web: {image: shop, environment: [\"A=${HOME}\"]}}"]),
    // In env files references come to the project's variables, then to `environment`, then to
    // earlier lines and files.
    ComposeCase(
      "the order of what references in an env_file come to",
      [
        "P": E("env", "environment compose.yaml"), "A": E("project", "env_file b.env"),
        "B": E("env", "env_file b.env"), "C": E("second", "env_file b.env"),
        "X": E("a", "env_file a.env"), "Q": E("second", "env_file b.env"),
      ],
      [
        "compose.yaml": """
        services:
          web: {image: shop, env_file: [a.env, b.env], environment: {P: env}}
        """,
        ".env": "X=project\n", "a.env": "X=a\nQ=first\n",
        "b.env": "A=${X}\nB=${P}\nQ=second\nC=${Q}\n",
      ]),
    // Each file is interpolated before it is merged, keys of mappings never are.
    ComposeCase(
      "names are replaced in a list and not in a mapping",
      ["N1": E("1", "environment compose.yaml")],
      [
        "compose.yaml": "services: {web: {image: shop, environment: [\"N${X}=1\"]}}",
        ".env": "X=1\n",
      ]),
    ComposeCase(
      "the key of a mapping stays as it is written",
      ["N${X}": E("1", "environment compose.yaml")],
      [
        "compose.yaml": "services: {web: {image: shop, environment: {\"N${X}\": \"1\"}}}",
        ".env": "X=1\n",
      ]),
    ComposeCase(
      "the path of an env_file is interpolated",
      ["A": E("1", "env_file prod.env")],
      [
        "compose.yaml": "services: {web: {image: shop, env_file: \"${STAGE}.env\"}}",
        ".env": "STAGE=prod\n", "prod.env": "A=1\n",
      ]),
    // What interpolation yields is a string.
    ComposeCase(
      "a replaced value is not read as a number",
      ["A": E("012", ".env .env")],
      [
        "compose.yaml": "services: {web: {image: shop, environment: {A: $X}}}",
        ".env": "X=012\n",
      ]),
    // YAML's anchors and merge keys come before everything else.
    ComposeCase(
      "merge keys and extension fields",
      [
        "A": E("1", "environment compose.yaml"), "B": E("own", "environment compose.yaml"),
        "C": E("3", "environment compose.yaml"),
      ],
      [
        "compose.yaml": """
        x-shared: &shared {A: "1", B: "2"}
        x-more: &more {B: "4", C: "3"}
        services:
          web:
            image: shop
            environment:
              <<: [*shared, *more]
              B: own
        """
      ]),
  ]
}
