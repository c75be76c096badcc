/// Values that products, tutorials and cloud providers publish, by where they come from.
///
/// They are patterns of `ValueGenerator`; `user/password` stands for both halves of a pair.
enum KnownValueLists {
  /// Texts that ask to be replaced.
  static let placeholders = [
    "changeme", "change-me", "change_me", "change_me!", "changeit", "changethis", "change_this",
    "changeMe!", "!ChangeMe!", "!!changeme!!", "!changeme!", "CHANGEME", "CHANGE_ME",
    "please_change_me", "PleaseChangeMeToSecureValue", "change-me-to-something-secure",
    "change-me-to-a-long-random-key", "changePassword", "replaceme", "replace-me", "REPLACE_ME",
    "__REPLACE_ME__", "replace-me-with-a-random-string", "replace-with-a-long-random-secret",
    "replace_with_lengthy_secure_hex", "tobemodified", "toBeModified1,toBeModified2", "todo",
    "TBD", "fixme", "xxx", "xxxxxxxx", "XXXXXXXXXXXXXXXX", "placeholder", "example", "examplepass",
    "example_password", "example_123", "your-secret-key", "your_secret_key_here", "your_password",
    "your_database_password", "your_root_password", "your_admin_password",
    "your_mysql_root_password", "your-api-key-here", "your_api_key_here", "your_token",
    "your-access-token", "YOUR_APP_SECRET", "<your-secret>", "<enter value>",
    "pasteYourSecretKeyHere", "generate_a_new_key", "insert-key-here", "get_a_key_from_aws",
    "notSecureChangeMe", "also_change_me", "some_new_secret_123",
    "PLEASE_REPLACE_WITH_32_CHAR_CODE", "!!!SET DJANGO_SECRET_KEY!!!",
  ]

  /// Words of dictionaries that shipped configuration uses as secrets.
  static let words = [
    "password", "password1", "password123", "passw0rd", "Passw0rd", "pass", "secret", "s3cr3t",
    "s3cret", "secret123", "supersecret", "super_secret", "supersecretkey", "super secret key",
    "my-secret", "mysecret", "mysecretkey", "my_little_secret", "thesecret", "admin", "admin123",
    "administrator", "root", "toor", "rootpwd", "rootpassword", "rootsecretpassword", "test",
    "testpassword", "test_password", "guest", "user", "default", "123456", "12345678", "qwerty",
    "letmein", "hackme", "makeitup", "magical_password", "badpassword", "insecure",
    "insecure-secret", "dev", "local", "hard to guess string", "you-will-never-guess",
    "keyboard cat", "shhhhh", "abcdefghijklmnopqrstuvwxyz", "topsecret",
  ]

  /// Samples in the documentation of database images.
  static let databases = [
    "mysecretpassword", "my-secret-pw", "my_cool_secret", "my-password", "somepassword",
    "postgres", "postgrespassword", "password", "mongoexpresspass", "odoo", "somewordpress",
    "wordpressroot", "example", "yourStrong(!)Password", "yourStrong@Password",
    "YourStrong!Passw0rd", "StrongPassw0rd", "oracle", "Oradoc_db1", "cassandra", "neo4j",
    "clickhouse", "bitnami", "devrustfs123",
  ]

  /// Accounts and passwords that products come with.
  static let products = [
    "minioadmin/minioadmin", "minio/miniosecret", "guest/guest", "admin/admin",
    "elastic/changeme", "elastic/elastic", "kibanaserver/kibanaserver", "airflow/airflow",
    "superset/superset", "nacos/nacos", "serverIdentity/security", "sonar/sonar", "zabbix/zabbix",
    "kong/kong", "plane/plane", "umami/umami", "nextcloud/nextcloud", "gitea/gitea",
    "authentik/authentik", "sentry/sentry", "devstoreaccount1/{azurite}", "test/test",
    "fakeMyKeyId/fakeSecretAccessKey", "A123456789/SAK123456789",
  ]

  /// Passwords and tokens that products come with, without an account.
  static let productSecrets = [
    "SW2YcwTIb9zpOOhoPsMm", "wazuh-wui", "SecretPassword", "Harbor12345", "root123",
    "temporary_key", "authentiksupersecretkey", "supersecret", "archivebox", "insecure",
    "d1r3ctu5", "joomla@secured", "theadministratorpassword", "pfsecret", "admin123",
    "changeRunnerAuthToken", "SuperSecret", "default_token", "dify-sandbox", "difyai123456",
    "P4ssb0lt", "local_master_key",
  ]

  /// Signing keys of frameworks and applications.
  static let signingKeys = [
    "CHANGE_ME_TO_A_COMPLEX_RANDOM_SECRET", "thisISaSECRET_1234",
    "YOUR_OWN_RANDOM_GENERATED_SECRET_KEY", "TEST_NON_DEV_SECRET",
    "ThisTokenIsNotSoSecretChangeIt", "ThisEzPlatformTokenIsNotSoSecret_PleaseChangeIt",
    "$ecretf0rt3st", "!NotSoSecretChangeMe!", "!ChangeThisMercureHubJWTSecretKey!",
    "SomeRandomString", "SomeRandomStringOf32CharsExactly", "ChangeMeBy32KeyLengthOrGenerated",
    "secret_firefly_password", "django-insecure-{alnum:40}",
    "60gp0byfz2dvffa45cxl20p1scy9xbpf6d8c5y0geejgkyp1b5", "htbqvBJAgpm9bzvf3r4urJer0ENReatceh",
    "000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "mysalt", "salt",
    "CAFEBABE", "d1a66dfd-c4d3-4a0a-8290-2abcb83ab3aa", "255d861b-5ea1-5996-9aa3-922530ec40b1",
    "6116487b-cda1-52c2-b5b5-c8022c45e263", "myadminsecretkey", "averylongpasswordstring",
    "this-is-a-generic-HS256-secret-key-and-you-should-really-change-it", "your-256-bit-secret",
    "a-string-secret-at-least-256-bits-long", "your_jwt_secret", "jwt_secret",
    "ThisIsAVerySecretString", "access_token_secret", "refresh_token_secret",
    "SecretKey012345678901234567890123456789012345678901234567890123456789",
    "VGhpc0lzTXlDdXN0b21TZWNyZXRLZXkwMTIzNDU2Nzg=", "kPH+bIxk5D2deZiIxcaaaA==",
    "my-secret-token-to-change-in-production",
    "my-secret-token-to-change-in-production-and-to-keep-in-a-safe-place", "THIS IS UNSAFE!",
    "put your unique phrase here",
    "UpNVntn3cDxHJpq99YMc1T1AQgQpc8kfYTuRgBiYa15BLrx8etQoXz3gZv1/u2oq",
  ]

  /// The demonstration of Supabase that people host themselves.
  static let supabase = [
    "your-super-secret-and-long-postgres-password",
    "your-super-secret-jwt-token-with-at-least-32-characters-long",
    "super-secret-jwt-token-with-at-least-32-characters-long",
    "this_password_is_insecure_and_should_be_updated", "your-32-character-encryption-key",
    "your-encryption-key-32-chars-min", "your-super-secret-and-long-logflare-key-public",
    "your-super-secret-and-long-logflare-key-private", "secret1234", "fake_mail_password",
    "625729a08b95bf1b7ff351a663f3a23c",
  ]

  /// Samples of clouds and vendors.
  static let vendors = [
    "AK{cat}IAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/{cat}bPxRfiCYEXAMPLEKEY", "{azurite}",
    "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67{cat}XIw/Jw==",
    "sk-proj-xxxxxxxx", "sk-", "sk_test_your_stripe_test_key_here",
    "whsec_your_webhook_secret_here", "sk-lf-1234567890", "1234567890abcdef",
    "GOC{cat}SPX-abcdefghijklmnopEXAMPLE", "p1a2l3o4a5l6t7o8",
  ]

  static let all =
    placeholders + words + databases + products + productSecrets + signingKeys + supabase + vendors

  /// The key of the emulator of Azure's storage.
  static let azurite =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
}
