import ConfigGuard
import ConfigLinting
import Testing

@Suite("Variables that compiled languages read")
struct CompiledReadTests {
  @Test("Java")
  func java() {
    ReadTable(
      .java,
      [
        ("System.getenv(\"A\");", ["A"]),
        ("System.getenv().getOrDefault(\"A\", \"d\");", ["A=d"]),
        ("System.getenv().get(\"A\");", ["A"]),
        ("Optional.ofNullable(System.getenv(\"A\")).orElse(\"d\");", ["A=d"]),
        ("Objects.requireNonNull(System.getenv(\"A\"));", ["A!"]),
        ("Objects.requireNonNullElse(System.getenv(\"A\"), \"d\");", ["A=d"]),
        ("System.getenv(\"A\") != null ? System.getenv(\"A\") : \"d\";", ["A", "A=d"]),
        ("Integer.parseInt(System.getenv(\"A\"));", ["A:int"]),
        ("Map<String, String> env = System.getenv();\nenv.get(\"A\");", ["A"]),
        ("@Value(\"${A_B:d}\") String x;", ["A_B=d"]),
        ("@Value(\"${A_B}\") String x;", ["A_B!"]),
        ("@Value(\"${a.b:d}\") String x;", []),
        ("env.getProperty(\"A_B\", \"d\");", ["A_B=d"]),
        ("char q = '\"'; System.getenv(\"A\");", ["A"]),
        ("String t = \"\"\"\n System.getenv(\"A\")\n \"\"\"; System.getenv(\"B\");", ["B"]),
        ("// System.getenv(\"A\")\n/* System.getenv(\"B\") */", []),
        ("System.getProperty(\"A\"); System.getenv(name);", []),
      ]
    ).check()
  }

  @Test("Kotlin")
  func kotlin() {
    ReadTable(
      .kotlin,
      [
        ("System.getenv(\"A\") ?: \"changeme\"", ["A=changeme"]),
        ("System.getenv(\"A\")!!", ["A!"]),
        ("System.getenv(\"A\") ?: error(\"no\")", ["A!"]),
        ("System.getenv(\"A\") ?: throw E()", ["A!"]),
        ("System.getenv(\"A\")?.toInt() ?: 80", ["A=80:int"]),
        ("System.getenv()[\"A\"]", ["A"]),
        ("System.getenv().getOrElse(\"A\") { \"d\" }", ["A=d"]),
        ("System.getenv().getOrDefault(\"A\", \"d\")", ["A=d"]),
        ("val env = System.getenv()\nenv[\"A\"]", ["A"]),
        ("\"x ${System.getenv(\"A\") ?: \"d\"} $b\"", ["A=d"]),
        ("System.getenv(\"A\") ?: \"x$b\"", ["A"]),
        ("@Value(\"\\${A_B:d}\")", ["A_B=d"]),
        ("/* a /* b */ System.getenv(\"A\") */", []),
        ("\"\"\"System.getenv(\"A\")\"\"\"", []),
        ("System.getenv(\"A$b\")", []),
      ]
    ).check()
  }

  @Test("Swift")
  func swift() {
    ReadTable(
      .swift,
      [
        ("ProcessInfo.processInfo.environment[\"A\"] ?? \"changeme\"", ["A=changeme"]),
        ("ProcessInfo.processInfo.environment[\"A\"]!", ["A!"]),
        ("Environment.get(\"A\") ?? \"d\"", ["A=d"]),
        ("Environment.get(\"A\").flatMap(Int.init) ?? 80", ["A=80:int"]),
        ("let env = ProcessInfo.processInfo.environment\nInt(env[\"A\"] ?? \"8\")", ["A=8:int"]),
        ("let env = Environment()\nenv.get(\"A\")", ["A"]),
        (
          "let e: [String: String] = ProcessInfo.processInfo.environment\ne[\"A\", default: \"d\"]",
          ["A=d"]
        ),
        ("guard let x = ProcessInfo.processInfo.environment[\"A\"] else { return }", ["A!"]),
        ("getenv(\"A\")", ["A"]),
        ("Environment.get(\"A\") ?? fatalError()", ["A!"]),
        ("\"x \\(getenv(\"A\")) getenv(\"B\")\"", ["A"]),
        ("#\"\\(getenv(\"A\")) \\#(getenv(\"B\"))\"#", ["B"]),
        ("\"\"\"\n getenv(\"A\") \\(getenv(\"B\"))\n \"\"\"", ["B"]),
        ("/* a /* b */ getenv(\"A\") */ // getenv(\"B\")", []),
        ("let r = /[\"']/; getenv(\"A\")", ["A"]),
        ("a / b; getenv(\"A\")", ["A"]),
        ("getenv(name); getenv(\"A\\(b)\"); request.environment[\"B\"]", []),
      ]
    ).check()
  }

  @Test("Go")
  func go() {
    ReadTable(
      .go,
      [
        ("os.Getenv(\"A\")", ["A"]),
        ("v, ok := os.LookupEnv(\"A\")", ["A"]),
        ("getEnv(\"A_B\", \"changeme\")", ["A_B=changeme"]),
        ("GetEnvOrDefault(\"A_B\", \"d\"); config.MustEnv(\"C_D\")", ["A_B=d", "C_D!"]),
        ("getEnvInt(\"A_B\", 5)", ["A_B=5:int"]),
        ("strconv.Atoi(os.Getenv(\"A\"))", ["A:int"]),
        ("cmp.Or(os.Getenv(\"A\"), \"d\")", ["A=d"]),
        ("s := os.Getenv(\"A\")\nif s == \"\" {\n\ts = \"d\"\n}", ["A=d"]),
        ("s, ok := os.LookupEnv(\"A\")\nif !ok {\n\ts = \"d\"\n}", ["A=d"]),
        ("if s := os.Getenv(\"A\"); s == \"\" {\n\tlog.Fatal(\"no\")\n}", ["A!"]),
        ("s := os.Getenv(\"A\")\nif s == \"\" {\n\treturn \"d\"\n}", ["A=d"]),
        ("os.Getenv(\"A\") == \"true\"", ["A:bool"]),
        ("type C struct {\n\tK string `env:\"A_B\" envDefault:\"d\"`\n}", ["A_B=d"]),
        ("type C struct {\n\tK int `json:\"k\" env:\"A_B,required\"`\n}", ["A_B!:int"]),
        ("type C struct {\n\tK string `envconfig:\"A_B\" default:\"d\"`\n}", ["A_B=d"]),
        ("type C struct {\n\tK string `env:\"A_B, default=d\"`\n}", ["A_B=d"]),
        ("type C struct {\n\tK []string `env:\"A_B\"`\n}", ["A_B:list"]),
        ("x := `os.Getenv(\"A\")`; q := '\"'; os.Getenv(\"B\")", ["B"]),
        ("// os.Getenv(\"A\")", []),
        ("func getEnv(\"A_B\", d string) {}", []),
        ("os.Getenv(key); os.Setenv(\"A\", \"b\")", []),
      ]
    ).check()
  }

  @Test("Rust")
  func rust() {
    ReadTable(
      .rust,
      [
        ("std::env::var(\"A\").unwrap_or(\"changeme\".into())", ["A=changeme"]),
        ("env::var(\"A\").unwrap_or_else(|_| \"d\".to_string())", ["A=d"]),
        ("env::var(\"A\").unwrap_or_else(|_| String::from(\"d\"))", ["A=d"]),
        ("env::var(\"A\").unwrap()", ["A!"]),
        ("env::var(\"A\").expect(\"A must be set\")", ["A!"]),
        ("env::var(\"A\")?", ["A!"]),
        ("env::var(\"A\").map_err(E::new)?", ["A!"]),
        ("env::var(\"A\").ok().and_then(|v| v.parse::<u16>().ok()).unwrap_or(80)", ["A=80:int"]),
        ("env::var(\"A\").unwrap().parse::<f64>()", ["A!:float"]),
        ("env!(\"A\"); option_env!(\"B\").unwrap_or(\"d\")", ["A!", "B=d"]),
        ("use std::env::var;\nlet a = var(\"A\");", ["A"]),
        ("#[arg(long, env = \"A\", default_value = \"d\")]", ["A=d"]),
        ("dotenvy::var(\"A\").unwrap_or_default()", ["A"]),
        ("fn f<'a>(x: &'a str) { let q = '\"'; env::var(\"A\") }", ["A"]),
        ("let s = r#\"env::var(\"A\")\"#; env::var(\"B\")", ["B"]),
        ("/* a /* b */ env::var(\"A\") */ // env::var(\"B\")", []),
        ("env::var(name); env::var(&format!(\"A{}\", b)); x.var(\"C\")", []),
        ("env::var(\"A\").unwrap_or(format!(\"x{}\", b))", ["A"]),
      ]
    ).check()
  }
}
