extension RulePackSamples {
  /// What rules about durations, commands and relations have.
  static let values = """
    pack: values
    rules:
      - id: wait-too-long
        category: pool
        title: A long wait
        severity: warning
        shows: false
        look-at: {setting: [pool timeout]}
        when: {setting: {keys: [pool size], size: {above: 1MiB, unit: kib}}}
        check: {value: {duration: {below: 500ms, above: 1h30m, unit: s}, is-duration: true}}
        message: "{key} waits {duration}"
        why: Nobody waits so long.
        fix: Make it shorter.
        since: 0.1.0
        examples:
          bad: [{files: {a.env: "A=⟦1⟧"}}]
          good: [{files: {a.env: A=1}}]
      - id: developer-server
        category: debug
        title: A developer's server
        severity: warning
        look-at: command
        check:
          command:
            - {program: [uvicorn], words: ["^run|serve"], without: [build], option: --reload}
            - option: {name: [--workers, -w], below: 2}
        message: "{command} is for developers"
        why: It reloads.
        fix: Do not.
        since: 0.1.0
        examples:
          bad: [{files: {a.env: "A=⟦1⟧"}}]
          good: [{files: {a.env: A=1}}]
      - id: sizes-disagree
        category: pool
        title: Two sizes
        severity: warning
        look-at: workload
        check:
          relation:
            left: {keys: [db pool], except: [x], unit: ms}
            is: "!="
            right: {query: [pool, connection_limit]}
            as: duration
            pair: workload
        message: "{key} and {other}"
        why: One counts.
        fix: Keep one.
        since: 0.1.0
        examples:
          bad: [{files: {a.env: "A=⟦1⟧"}}]
          good: [{files: {a.env: A=1}}]
      - id: plain-address
        category: tls
        title: No TLS
        severity: warning
        look-at: {setting: {any: true}}
        check: {url: {schemes: [http], hosts: [.example.com], except-hosts: [www.w3.org]}}
        message: "{key} has no TLS"
        why: It is read.
        fix: Write https.
        since: 0.1.0
        examples:
          bad: [{files: {a.env: "A=⟦1⟧"}}]
          good: [{files: {a.env: A=1}}]
      - id: open-origin
        category: cors
        title: An open expression
        severity: warning
        look-at: {setting: [cors regex]}
        check: {origins: {are: [lookalike, open-end, loose-dot, any], as: expression}}
        message: "{key} takes {origin}"
        why: It takes more.
        fix: End it.
        since: 0.1.0
        examples:
          bad: [{files: {a.env: "A=⟦1⟧"}}]
          good: [{files: {a.env: A=1}}]

    """

  /// Changes of `values`, each with a problem of the loader as well.
  static let brokenValues: [BrokenText] = [
    BrokenText(
      "a duration without a unit", replacing: "above: 1h30m", with: "above: 90",
      path: "/rules/0/check/value/duration/above"),
    BrokenText(
      "an unknown unit", replacing: "unit: s}", with: "unit: months}",
      path: "/rules/0/check/value/duration/unit"),
    BrokenText(
      "a duration without bounds", replacing: "{below: 500ms, above: 1h30m, unit: s}",
      with: "{unit: s}", path: "/rules/0/check/value/duration"),
    BrokenText(
      "a size in seconds", replacing: "above: 1MiB", with: "above: 1s",
      path: "/rules/0/when/setting/size/above"),
    BrokenText(
      "a switch in words", replacing: "shows: false", with: "shows: never", path: "/rules/0/shows"),
    BrokenText(
      "a command of nothing", replacing: "- option: {name: [--workers, -w], below: 2}",
      with: "- without: [x]", path: "/rules/1/check/command/1"),
    BrokenText(
      "an option without a hyphen", replacing: "[--workers, -w]", with: "[workers]",
      path: "/rules/1/check/command/1/option/name/0"),
    BrokenText(
      "a program of two words", replacing: "[uvicorn]", with: "[uvicorn app]",
      path: "/rules/1/check/command/0/program/0"),
    BrokenText(
      "an option without a name", replacing: "{name: [--workers, -w], below: 2}",
      with: "{below: 2}", path: "/rules/1/check/command/1/option"),
    BrokenText(
      "a side of nothing", replacing: "{query: [pool, connection_limit]}", with: "{unit: ms}",
      path: "/rules/2/check/relation/right"),
    BrokenText(
      "an unknown pairing", replacing: "pair: workload", with: "pair: all",
      path: "/rules/2/check/relation/pair"),
    BrokenText(
      "an unknown part of addresses", replacing: "except-hosts", with: "not-host",
      path: "/rules/3/check/url/not-host"),
    BrokenText(
      "an unknown syntax of origins", replacing: "as: expression", with: "as: glob",
      path: "/rules/4/check/origins/as"),
  ]
}
