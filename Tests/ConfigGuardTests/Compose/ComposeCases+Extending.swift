extension ComposeCases {
  private typealias E = ExpectedSetting

  // The Compose Specification, "extends".
  static let extending: [ComposeCase] = [
    ComposeCase(
      "a service of the same file, named by a string",
      ["A": E("web", "environment compose.yaml"), "B": E("base", "environment compose.yaml")],
      [
        "compose.yaml": """
        services:
          web: {extends: base, environment: {A: web}}
          base: {image: shop, environment: {A: base, B: base}}
        """
      ]),
    ComposeCase(
      "a chain of services",
      [
        "A": E("1", "environment compose.yaml"), "B": E("2", "environment compose.yaml"),
        "C": E("3", "environment compose.yaml"),
      ],
      [
        "compose.yaml": """
        services:
          web: {extends: {service: middle}, environment: [A=1]}
          middle: {extends: {service: base}, environment: [A=2, B=2]}
          base: {image: shop, environment: [A=3, B=3, C=3]}
        """
      ]),
    ComposeCase(
      "paths of another file count from its own folder",
      ["A": E("common", "env_file base.env"), "B": E("top", "env_file web.env")],
      [
        "compose.yaml": """
        services:
          web: {extends: {file: common/base.yaml, service: base}, env_file: web.env}
        """,
        "common/base.yaml": "services: {base: {image: shop, env_file: base.env}}",
        "common/base.env": "A=common\n", "base.env": "A=top\n", "web.env": "B=top\n",
      ]),
    ComposeCase(
      "the extended file is interpolated with the project's variables",
      ["A": E("top", ".env .env")],
      [
        "compose.yaml": "services: {web: {extends: {file: common/base.yaml, service: base}}}",
        "common/base.yaml": "services: {base: {image: shop, environment: {A: $X}}}",
        ".env": "X=top\n", "common/.env": "X=common\n",
      ]),
    ComposeCase(
      "a chain through several files",
      [
        "A": E("a", "environment a.yaml"), "B": E("b", "environment b.yaml"),
        "C": E("own", "environment compose.yaml"),
      ],
      [
        "compose.yaml": """
        services: {web: {extends: {file: x/a.yaml, service: a}, environment: {C: own}}}
        """,
        "x/a.yaml": """
        services: {a: {extends: {file: y/b.yaml, service: b}, environment: {A: a, C: a}}}
        """,
        "x/y/b.yaml": "services: {b: {image: shop, environment: {A: b, B: b, C: b}}}",
      ]),
    ComposeCase(
      "an override lies over what the base file's service extends",
      [
        "A": E("over", "environment compose.override.yaml"),
        "B": E("base", "environment compose.yaml"),
      ],
      [
        "compose.yaml": """
        services:
          base: {image: shop, environment: {A: base, B: base}}
          web: {extends: base}
        """,
        "compose.override.yaml": "services: {web: {environment: {A: over}}}",
      ]),
    ComposeCase(
      "an override of the extended service does not reach who extends it",
      ["A": E("base", "environment compose.yaml")],
      [
        "compose.yaml": """
        services:
          base: {image: shop, environment: {A: base}}
          web: {extends: base}
        """,
        "compose.override.yaml": "services: {base: {environment: {A: over}}}",
      ]),
    ComposeCase(
      "!reset takes away what is extended",
      ["B": E("base", "environment compose.yaml")],
      [
        "compose.yaml": """
        services:
          base: {image: shop, environment: {A: base, B: base}}
          web: {extends: base, environment: {A: !reset null}}
        """
      ]),
    ComposeCase(
      "a circle is an error, and each service keeps its own",
      problems: ["circular-reference"],
      ["A": E("1", "environment compose.yaml"), "B": E("2", "environment compose.yaml")],
      [
        "compose.yaml": """
        services:
          web: {image: shop, extends: other, environment: [A=1]}
          other: {image: shop, extends: web, environment: [B=2]}
        """
      ]),
    ComposeCase(
      "a service that extends itself", problems: ["circular-reference"],
      ["A": E("1", "environment compose.yaml")],
      ["compose.yaml": "services: {web: {image: shop, extends: web, environment: [A=1]}}"]),
    ComposeCase(
      "a service that is not there", problems: ["missing-service"],
      ["A": E("1", "environment compose.yaml")],
      ["compose.yaml": "services: {web: {extends: {service: gone}, environment: [A=1]}}"]),
    ComposeCase(
      "a file that is not there", problems: ["missing-file"],
      ["A": E("1", "environment compose.yaml")],
      [
        "compose.yaml":
          "services: {web: {extends: {file: gone.yaml, service: x}, environment: [A=1]}}"
      ]),
    ComposeCase(
      "a file outside the repository", problems: ["outside-root"],
      ["A": E("1", "environment compose.yaml")],
      [
        "compose.yaml":
          "services: {web: {extends: {file: ../up.yaml, service: x}, environment: [A=1]}}"
      ]),
  ]

  // The Compose Specification, "include".
  static let including: [ComposeCase] = [
    ComposeCase(
      "an included file is read with its own folder's .env and paths", service: "cache",
      [
        "A": E("sub", ".env .env"), "B": E("file", "env_file cache.env"),
        "C": E("top", ".env .env"),
      ],
      [
        "compose.yaml": "include: [sub/compose.yaml]\nservices: {web: {image: shop}}",
        "sub/compose.yaml": """
        services:
          cache: {image: redis, env_file: cache.env, environment: ["A=${X}", "C=${Y}"]}
        """,
        // What the including project sets wins over the included one's own file.
        "sub/.env": "X=sub\nY=sub\n", ".env": "Y=top\n", "sub/cache.env": "B=file\n",
      ]),
    ComposeCase(
      "the long form with a list of files, a folder and an env file", service: "cache",
      [
        "A": E("over", "environment over.yaml"), "B": E("base", "environment base.yaml"),
        "C": E("own", "own.env own.env"), "D": E("top", "env_file cache.env"),
      ],
      [
        "compose.yaml": """
        include:
          - path: [sub/base.yaml, sub/over.yaml]
            project_directory: .
            env_file: own.env
        services: {web: {image: shop}}
        """,
        "sub/base.yaml": """
        services:
          cache: {image: redis, env_file: cache.env, environment: {A: base, B: base, C: $X}}
        """,
        "sub/over.yaml": "services: {cache: {environment: {A: over}}}",
        "own.env": "X=own\n", ".env": "Y=1\n", "cache.env": "D=top\n", "sub/cache.env": "D=sub\n",
      ]),
    ComposeCase(
      "what a file declares itself lies over what it includes", service: "cache",
      ["A": E("top", "environment compose.yaml"), "B": E("sub", "environment sub.yaml")],
      [
        "compose.yaml": "include: [sub.yaml]\nservices: {cache: {environment: {A: top}}}",
        "sub.yaml": "services: {cache: {image: redis, environment: {A: sub, B: sub}}}",
      ]),
    ComposeCase(
      "an included service can be extended",
      ["A": E("sub", "environment sub.yaml")],
      [
        "compose.yaml": "include: [sub.yaml]\nservices: {web: {extends: cache}}",
        "sub.yaml": "services: {cache: {image: redis, environment: {A: sub}}}",
      ]),
    ComposeCase(
      "/dev/null is no env file", service: "cache", ["A": E(nil, "environment sub.yaml")],
      [
        "compose.yaml": "include: [{path: sub.yaml, env_file: /dev/null}]",
        "sub.yaml": "services: {cache: {image: redis, environment: {A: $X}}}",
      ]),
    ComposeCase(
      "a file that includes itself", problems: ["circular-reference"],
      ["A": E("1", "environment compose.yaml")],
      [
        "compose.yaml":
          "include: [compose.yaml]\nservices: {web: {image: shop, environment: [A=1]}}"
      ]),
    ComposeCase(
      "an included file that is not there", problems: ["missing-file"],
      ["A": E("1", "environment compose.yaml")],
      ["compose.yaml": "include: [gone.yaml]\nservices: {web: {image: shop, environment: [A=1]}}"]),
    ComposeCase(
      "two ways to one file bring its services once", service: "base",
      ["A": E("1", "environment base.yaml")],
      [
        "compose.yaml": "include: [one.yaml, two.yaml]",
        "one.yaml": "include: [base.yaml]\nservices: {one: {image: a}}",
        "two.yaml": "include: [base.yaml]\nservices: {two: {extends: base}}",
        "base.yaml": "services: {base: {image: shop, environment: [A=1]}}",
      ]),
  ]
}
