import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite("secrets in command lines")
struct EmbeddedCommandTests {
  @Test("one text", arguments: linesCases)
  func oneText(_ sample: EmbeddedCase) {
    #expect(EmbeddedSample(sample.key, sample.value, syntax: .none).found == sample.found)
  }

  private static let linesCases = [
    EmbeddedCase("command", "run --db-password=tall-otter --x", "db-password: tall-otter"),
    EmbeddedCase("command", "run --api-key 'tall otter' x", "api-key: tall otter"),
    EmbeddedCase(
      "JAVA_OPTS", "-Xmx1g -Dspring.datasource.password=tall-otter -Da=b",
      "spring.datasource.password: tall-otter"),
    EmbeddedCase(
      "JAVA_OPTS", "-Djavax.net.ssl.keyStorePassword=tall-otter",
      "javax.net.ssl.keyStorePassword: tall-otter"),
    EmbeddedCase("CMD", "redis-server --requirepass tall-otter", "requirepass: tall-otter"),
    EmbeddedCase("CMD", "redis-cli -h x -a tall-otter ping", "password: tall-otter"),
    EmbeddedCase("CMD", "mysqladmin ping -uroot -ptall-otter", "password: tall-otter"),
    EmbeddedCase(
      "CMD", "/opt/bin/sqlcmd -S x -U sa -P tall-otter -Q 'select 1'", "password: tall-otter"),
    EmbeddedCase("CMD", "curl -f -u app:tall-otter http://x", "password: tall-otter"),
    EmbeddedCase("CMD", "curl --user=app:tall-otter http://x", "password: tall-otter"),
    EmbeddedCase("CMD", "curl -H 'X-Api-Key: tall-otter' http://x", "X-Api-Key: tall-otter"),
    EmbeddedCase(
      "CMD", "curl -H \"Authorization: Bearer tall-otter\" x", "bearer token: tall-otter"),
    EmbeddedCase("CMD", "PGPASSWORD=tall-otter psql -c 'select 1'", "PGPASSWORD: tall-otter"),
    EmbeddedCase(
      "CMD", "kubectl create secret generic x --from-literal=password=tall-otter",
      "password: tall-otter"),
    EmbeddedCase("CMD", "docker run -e DB_PASSWORD=tall-otter x", "DB_PASSWORD: tall-otter"),
    EmbeddedCase(
      "CMD", "helm upgrade --set a=b,auth.password=tall-otter x", "auth.password: tall-otter"),
    EmbeddedCase("CMD", "sh -c \"mysql -ptall-otter\"", "password: tall-otter"),
    EmbeddedCase("CMD", "run --dsn 'app:tall-otter@tcp(db)/x'", "password: tall-otter"),
    EmbeddedCase("CMD", "wait-for db; run --token tall-otter", "token: tall-otter"),
    EmbeddedCase("ARGS", "git clone https://app:tall-otter@x.example/y", "password: tall-otter"),
    // Nothing to find.
    EmbeddedCase("command", "run --password-stdin --password-file x --token-ttl 30"),
    EmbeddedCase("command", "run --password --verbose"),
    EmbeddedCase("command", "run --password=$(cat /run/secrets/x) --token `cat y`"),
    EmbeddedCase("command", "run --password=$PASSWORD --token \"$TOKEN\" --api-key $$KEY"),
    EmbeddedCase("command", "run --private-key tls/server.key --api-key env:KEY"),
    EmbeddedCase("command", "mysql -u root --password shop"),
    EmbeddedCase("command", "psql --password shop"),
    EmbeddedCase("command", "mysqladmin -p$MYSQL_ROOT_PASSWORD ping"),
    EmbeddedCase("command", "ssh -p 2222 x; tar -Pxf y"),
    EmbeddedCase("command", "docker build --secret id=npm,src=x --mount=type=secret,id=token ."),
    EmbeddedCase("description", "start it with --password tall-otter"),
    EmbeddedCase("TEXT", "a - b, or --x"),
    EmbeddedCase("command", "run --token TOKEN --db-password DB_PASSWORD"),
    EmbeddedCase("TEXT", "- run it\n  with --password tall-otter\n- or not\n"),
    EmbeddedCase("jvm", "-Xmx1g\n-Dapp.password=tall-otter\n", "app.password: tall-otter"),
    EmbeddedCase("start", "#!/bin/sh\nexec run --token tall-otter\n", "token: tall-otter"),
    EmbeddedCase("command", "etcd --initial-cluster-token orchard-etcd"),
  ]

  @Test("words of a list", arguments: listsCases)
  func words(_ sample: (words: [String], found: [String])) {
    let text = sample.words.joined(separator: "\n")
    let whole = EmbeddedSample("args", text, syntax: .none)
    var setting = whole.setting
    var start = 5
    setting.arguments = sample.words.map { word in
      let range = SourceRange(start: start, end: start + word.utf8.count)
      start = range.end + 1
      return Setting.Argument(text: word, range: range, isExact: true)
    }
    let found = whole.context.judge.innerSecrets(of: setting)
      .filter { $0.setting.value.form == .literal }
      .map { "\($0.part.name): \(setting.file.bytes.text($0.setting.value.range))" }
    #expect(found == sample.found)
  }

  private static let listsCases: [(words: [String], found: [String])] = [
    (["run", "--db-password", "tall otter"], ["db-password: tall otter"]),
    (["run", "--db-password=tall-otter"], ["db-password: tall-otter"]),
    (["sh", "-c", "redis-cli -a tall-otter ping"], ["password: tall-otter"]),
    (["CMD-SHELL", "mysqladmin ping -ptall-otter || exit 1"], ["password: tall-otter"]),
    (["CMD", "mysqladmin", "ping", "-ptall-otter"], ["password: tall-otter"]),
    (["run", "--dsn", "host=db password=tall-otter"], []),
    (["run", "--password", "$(PASSWORD)", "serve"], []),
    (["run", "--password", "${PASSWORD}", "serve"], []),
    (["run", "--password", ""], []),
    (["run", "--password"], []),
  ]

  @Test(
    "defaults of references",
    arguments: [
      EmbeddedCase("DB", "Server=x;Password=${P:-tall-otter}", "Password: tall-otter"),
      EmbeddedCase("DB", "${DSN:-Server=x;Password=tall-otter}", "Password: tall-otter"),
      EmbeddedCase("CMD", "run --token=${T:-tall-otter}", "token: tall-otter"),
      EmbeddedCase("DB", "jdbc:mysql://db/x?password=${p:tall-otter}", "password: tall-otter"),
      EmbeddedCase("DB", "Server=x;Password=${P:?must be set}"),
      EmbeddedCase("DB", "Server=x;Password=${P:-}"),
    ])
  func defaults(_ sample: EmbeddedCase) {
    #expect(EmbeddedSample(sample.key, sample.value, syntax: .platform).defaults == sample.found)
  }
}
