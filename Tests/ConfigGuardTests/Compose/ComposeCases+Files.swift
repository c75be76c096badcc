extension ComposeCases {
  private typealias E = ExpectedSetting

  private static let base = "services: {web: {image: shop, environment: {A: base, B: base}}}"

  // docs.docker.com/compose/how-tos/multiple-compose-files/merge.
  static let files: [ComposeCase] = [
    ComposeCase(
      "an override is taken in by its name",
      [
        "A": E("over", "environment compose.override.yaml"),
        "B": E("base", "environment compose.yaml"),
      ],
      [
        "compose.yaml": base,
        "compose.override.yaml": "services: {web: {environment: {A: over}}}",
      ]),
    ComposeCase(
      "the override may be named after the older base", path: "docker-compose.yml",
      [
        "A": E("over", "environment docker-compose.override.yml"),
        "B": E("base", "environment docker-compose.yml"),
      ],
      [
        "docker-compose.yml": base,
        "docker-compose.override.yml": "services: {web: {environment: {A: over}}}",
      ]),
    ComposeCase(
      "of several overrides the first name counts",
      [
        "A": E("yml", "environment compose.override.yml"),
        "B": E("base", "environment compose.yaml"),
      ],
      [
        "compose.yaml": base,
        "compose.override.yml": "services: {web: {environment: {A: yml}}}",
        "compose.override.yaml": "services: {web: {environment: {A: yaml}}}",
      ]),
    ComposeCase(
      "a base that another base comes before has no override", path: "docker-compose.yml",
      [
        "A": E("base", "environment docker-compose.yml"),
        "B": E("base", "environment docker-compose.yml"),
      ],
      [
        "compose.yaml": base, "docker-compose.yml": base,
        "compose.override.yml": "services: {web: {environment: {A: over}}}",
      ]),
    ComposeCase(
      "a file that cannot run alone lies over the base, without the override",
      path: "compose.prod.yaml",
      [
        "A": E("prod", "environment compose.prod.yaml"), "B": E("base", "environment compose.yaml"),
      ],
      [
        "compose.yaml": base,
        "compose.override.yaml": "services: {web: {environment: {A: dev, B: dev}}}",
        "compose.prod.yaml": "services: {web: {environment: {A: prod}}}",
      ]),
    ComposeCase(
      "a file that can run alone is a project of its own", path: "compose.prod.yaml",
      ["A": E("prod", "environment compose.prod.yaml")],
      [
        "compose.yaml": base,
        "compose.prod.yaml": "services: {web: {image: shop, environment: {A: prod}}}",
      ]),
    ComposeCase(
      "COMPOSE_FILE in .env lists the files", path: "base.yml",
      [
        "A": E("two", "environment two.yml"), "B": E("one", "environment one.yml"),
        "C": E("base", "environment base.yml"),
      ],
      [
        ".env": "COMPOSE_FILE=base.yml:one.yml:two.yml\n",
        "base.yml": "services: {web: {image: shop, environment: {A: base, B: base, C: base}}}",
        "one.yml": "services: {web: {environment: {A: one, B: one}}}",
        "two.yml": "services: {web: {environment: {A: two}}}",
      ]),
    ComposeCase(
      "COMPOSE_PATH_SEPARATOR stands between the files", path: "base.yml",
      ["A": E("one", "environment one.yml")],
      [
        ".env": "COMPOSE_PATH_SEPARATOR=;\nCOMPOSE_FILE=base.yml;one.yml\n",
        "base.yml": "services: {web: {image: shop, environment: {A: base}}}",
        "one.yml": "services: {web: {environment: {A: one}}}",
      ]),
    ComposeCase(
      "files that are named replace the override", list: ["compose.yaml", "ci/extra.yaml"],
      ["A": E("base", "environment compose.yaml"), "B": E("ci", "environment extra.yaml")],
      [
        "compose.yaml": base,
        "compose.override.yaml": "services: {web: {environment: {A: over}}}",
        "ci/extra.yaml": "services: {web: {environment: {B: ci}}}",
      ]),
    // Relative paths in all files count from the folder of the first one.
    ComposeCase(
      "paths count from the first file's folder", list: ["compose.yaml", "ci/extra.yaml"],
      ["A": E("top", "env_file web.env")],
      [
        "compose.yaml": "services: {web: {image: shop}}",
        "ci/extra.yaml": "services: {web: {env_file: web.env}}",
        "web.env": "A=top\n", "ci/web.env": "A=ci\n",
      ]),
    // Several documents in one file are merged in their order.
    ComposeCase(
      "documents of one file lie over one another",
      ["A": E("2", "environment compose.yaml"), "B": E("1", "environment compose.yaml")],
      [
        "compose.yaml": """
        services: {web: {image: shop, environment: {A: "1", B: "1"}}}
        ---
        services: {web: {environment: {A: "2"}}}
        """
      ]),
  ]
}
