/// Keys and the role that their words and their place give them; `/` stands between a key and the
/// mappings above it.
struct KeyRoleCase: Sendable {
  let role: String
  let keys: [String]

  init(_ role: String, _ keys: String) {
    self.role = role
    self.keys = keys.split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}

extension KeyRoleCase {
  static let secrets: [KeyRoleCase] = [
    // Passwords.
    KeyRoleCase(
      "secret",
      """
      password/default
      PASSWORD DB_PASSWORD POSTGRES_PASSWORD PGPASSWORD MYSQL_ROOT_PASSWORD MYSQL_PWD dbpassword
      dbPassword db-password db.password DBPASSWORD password passwd pwd passphrase DB_PASS dbpass
      REDIS_PASSWORD spring.datasource.password spring.redis.password spring.rabbitmq.password
      GF_SECURITY_ADMIN_PASSWORD RABBITMQ_DEFAULT_PASS MINIO_ROOT_PASSWORD KC_DB_PASSWORD
      KEYCLOAK_ADMIN_PASSWORD KC_BOOTSTRAP_ADMIN_PASSWORD PASSWORD_SALT
      ConnectionStrings__Password SMTP_PASSWORD SMTP_PASS EMAIL_HOST_PASSWORD MAIL_PASSWORD
      LDAP_BIND_PASSWORD LDAP_ADMIN_PASSWORD bindPassword BIND_PW rootPassword root_password
      userPassword adminPassword admin_password sa_password MSSQL_SA_PASSWORD SA_PASSWORD
      ORACLE_PWD keystorePassword KEYSTORE_PASSWORD keyPassword KEY_PASSWORD truststorePassword
      server.ssl.key-store-password ssl.keystore.password ssl.key.password
      postgresql.auth.postgresPassword auth.rootPassword auth.replicationPassword
      replicationPassword smtp/password auth/password database/password spring/datasource/password
      redis/auth/password kafka.sasl.password SASL_PASSWORD KAFKA_SASL_PASSWORD TF_VAR_db_password
      PGADMIN_DEFAULT_PASSWORD passwords HARBOR_ADMIN_PASSWORD harbor_admin_password
      CELERY_BROKER_PASSWORD BASIC_AUTH_PASSWORD basicAuthPassword httpPassword HTTP_PASSWORD
      PROXY_PASSWORD FTP_PASSWORD SFTP_PASS ADMIN_PW ROOT_PW DB_PW POSTGRES_REPLICATION_PASSWORD
      PATRONI_SUPERUSER_PASSWORD MONGO_INITDB_ROOT_PASSWORD CLICKHOUSE_PASSWORD ELASTIC_PASSWORD
      MYSQL_ROOT_PASSWORD_1 DB_PASSWORD2 password1 PASSWORD_OLD NEW_PASSWORD DB_PASSWORD_PROD
      STAGING_DB_PASSWORD DB_PASSWORD_STAGING grafana/adminPassword ConnectionStrings/Password
      global/postgresql/auth/password externalDatabase/password minio/auth/rootPassword
      redis/requirepass REDIS_REQUIREPASS data/password auth/pass smtp/pass db/pass mail/auth/pass
      GPG_PASSPHRASE DOCKER_PASSWORD passwordSecret spec/encryptedData/password PASSWORD_SECRET
      GRAYLOG_PASSWORD_SECRET smtp.password MasterUserPassword masterUserPassword DbPassword
      DBPassword pDBPassword ParamDbPassword DatabasePassword administratorLoginPassword rootPass
      root_pass ROOTPASS DBPASS MYSQLPASS mysqlPass PASSWRD pwds DB_PWORD userpass user_pass
      LDAPPASS sqlpassword pgpass PGPASS ftp_pwd webpass adminpass adminpw rootpw bindpw
      bindpassword rootpassword userpassword smtppass smtppassword mailpassword redispassword
      dbpasswd keystorepassword truststorepassword keypassword storepass keypass storePassword
      keyPass storepassword ELASTICSEARCH_PASSWORD ES_PASSWORD RABBITMQ_PASSWORD AMQP_PASSWORD
      MQTT_PASSWORD KAFKA_PASSWORD CASSANDRA_PASSWORD NEO4J_PASSWORD MASTER_PASSWORD KEYSTORE_PASS
      KEYSTORE_PASSWD requirepass sentinel_auth_pass SENTINEL_AUTH_PASS auth-pass auth_pass
      primary_password
      """),
    // Secrets.
    KeyRoleCase(
      "secret",
      """
      SECRET APP_SECRET SECRET_KEY SECRET_KEY_BASE DJANGO_SECRET_KEY JWT_SECRET JWT_SECRET_KEY
      jwtSecret jwt-secret jwt.secret CLIENT_SECRET clientSecret client-secret
      GOOGLE_CLIENT_SECRET OAUTH_CLIENT_SECRET AUTH0_CLIENT_SECRET NEXTAUTH_SECRET AUTH_SECRET
      SESSION_SECRET COOKIE_SECRET STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET AWS_SECRET_ACCESS_KEY
      aws_secret_access_key AZURE_CLIENT_SECRET SLACK_SIGNING_SECRET ID_SECRET HMAC_SECRET
      GF_SECURITY_SECRET_KEY MINIO_SECRET_KEY HASURA_GRAPHQL_ADMIN_SECRET
      GITEA__security__SECRET_KEY Jwt__Secret WEBHOOK_SECRET GITHUB_WEBHOOK_SECRET
      SHOPIFY_API_SECRET TURN_SECRET clave_secreta jwt/secret CSRF_SECRET csrf_secret_key
      SECRET_ACCESS_KEY s3SecretKey s3_secret_key OTP_SECRET totp_secret TOTP_SECRET
      TWO_FACTOR_SECRET COUCHDB_SECRET JHIPSTER_SECURITY_AUTHENTICATION_JWT_BASE64_SECRET
      base64-secret RECAPTCHA_SECRET_KEY HCAPTCHA_SECRET TURNSTILE_SECRET_KEY SECRET_KEY_FALLBACK
      jwtSecretPrevious OLD_SECRET_KEY awsSecretKey AWS_SECRET_KEY AWS_SECRET accesskeysecret
      ACCESS_KEY_SECRET ALIYUN_ACCESS_KEY_SECRET OSS_ACCESS_KEY_SECRET TENCENT_SECRET_KEY
      config/jwtSecret env/SECRET_KEY LIVEKIT_API_SECRET PUSHER_APP_SECRET clientSecrets
      ACCESS_TOKEN_SECRET TWITTER_ACCESS_TOKEN_SECRET CONSUMER_SECRET secretkey clientsecret
      appsecret jwtsecret sessionsecret webhooksecret SECRETKEY CLIENTSECRET sharedsecret
      SHAREDSECRET INTERNAL_SECRET SUPABASE_JWT_SECRET MASTER_SECRET
      """),
    // Tokens.
    KeyRoleCase(
      "secret",
      """
      TWILIO_AUTH_TOKEN AWS_SESSION_TOKEN GITHUB_TOKEN GITLAB_TOKEN NPM_TOKEN SLACK_BOT_TOKEN
      TELEGRAM_BOT_TOKEN DISCORD_TOKEN ACCESS_TOKEN accessToken access_token REFRESH_TOKEN
      refreshToken AUTH_TOKEN authToken _authToken BEARER_TOKEN TOKEN token VAULT_TOKEN
      VAULT_DEV_ROOT_TOKEN_ID NACOS_AUTH_TOKEN API_TOKEN_SALT GITEA__security__INTERNAL_TOKEN
      INTERNAL_TOKEN LOGFLARE_PRIVATE_ACCESS_TOKEN SENTRY_AUTH_TOKEN CLOUDFLARE_API_TOKEN
      CF_API_TOKEN DIGITALOCEAN_ACCESS_TOKEN DO_TOKEN SHOPIFY_ACCESS_TOKEN
      TF_TOKEN_app_terraform_io INFLUXDB_ADMIN_TOKEN DOCKER_INFLUXDB_INIT_ADMIN_TOKEN CI_JOB_TOKEN
      DEPLOY_TOKEN TRANSFER_TOKEN_SALT HF_TOKEN HUGGINGFACE_TOKEN REPLICATE_API_TOKEN
      stringData/token REGISTRY_TOKEN PYPI_TOKEN CODECOV_TOKEN PAT_TOKEN ROOT_TOKEN VERIFY_TOKEN
      FB_VERIFY_TOKEN WEBHOOK_VERIFY_TOKEN github-token repo-token AuthToken sasToken apitoken
      authtoken accesstoken APITOKEN bottoken bearertoken refreshtoken SERVICE_TOKEN
      SUPABASE_ANON_TOKEN X_AUTH_TOKEN x-auth-token customHeaders/X-Token JWT_TOKEN jwtToken
      userToken user_token sessionToken session_token MAPBOX_TOKEN LOGTAIL_SOURCE_TOKEN
      SOURCE_TOKEN INGEST_TOKEN SAS_TOKEN
      """),
    // Keys that open something.
    KeyRoleCase(
      "secret",
      """
      JWT_SIGNING_KEY JWT_PRIVATE_KEY API_KEY apikey apiKey api-key APIKEY X_API_KEY
      OPENAI_API_KEY STRIPE_API_KEY SENDGRID_API_KEY MAILGUN_API_KEY AZURE_STORAGE_KEY
      AZURE_STORAGE_ACCOUNT_KEY AccountKey SharedAccessKey accountKey PRIVATE_KEY privateKey
      private-key SSH_PRIVATE_KEY RSA_PRIVATE_KEY ENCRYPTION_KEY encryptionKey MASTER_KEY
      RAILS_MASTER_KEY APP_KEY FERNET_KEY AIRFLOW__CORE__FERNET_KEY SIGNING_KEY HMAC_KEY
      N8N_ENCRYPTION_KEY MEILI_MASTER_KEY LOGGED_IN_KEY NONCE_KEY AUTH_KEY SECURE_AUTH_KEY
      Jwt__Key SUPABASE_SERVICE_ROLE_KEY SERVICE_ROLE_KEY VAULT_ENC_KEY PG_META_CRYPTO_KEY
      DATADOG_API_KEY DD_API_KEY DD_APP_KEY NEW_RELIC_LICENSE_KEY ALGOLIA_ADMIN_KEY ADMIN_KEY
      jwt/key encryption/key Jwt/Key auth/apiKey APP_KEYS JWT_KEYS ENCRYPTION_KEYS signing_keys
      privateKeys apiKeys api_keys CRYPTO_KEY CIPHER_KEY cipherKey cipher_key accessKey access_key
      access-key ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY
      ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT DATABASE_ENCRYPTION_KEY COOKIE_KEY SESSION_KEY
      storageKey MAILCHIMP_API_KEY OPENAI_KEY ANTHROPIC_API_KEY MONGODB_REPLICA_SET_KEY
      XPACK_SECURITY_ENCRYPTIONKEY XPACK_ENCRYPTEDSAVEDOBJECTS_ENCRYPTIONKEY
      xpack.security.encryptionKey xpack.reporting.encryptionKey RECAPTCHA_PRIVATE_KEY
      VAPID_PRIVATE_KEY data/ssh-privatekey GPG_PRIVATE_KEY SERVICE_ACCOUNT_KEY GCP_SA_KEY
      COOKIE_SIGN_KEY SESSION_CRYPT_KEY UNSEAL_KEY VAULT_UNSEAL_KEY RECOVERY_KEY ENC_KEY AES_KEY
      CSRF_KEY ALGOLIA_API_KEY LAUNCHDARKLY_SDK_KEY TWITTER_API_KEY Jwt:Key Authentication:Jwt:Key
      encryption.key jwt.key sharedKey primarySharedKey storageAccountKey authkey accesskey
      privatekey signingkey encryptionkey masterkey AUTHKEY ACCESSKEY jwtkey hmackey licensekey
      sharedkey INTERNAL_API_KEY SERVICE_KEY SUPABASE_SERVICE_KEY FIREBASE_PRIVATE_KEY
      KEY_ENCRYPTION_KEY X-API-Key x-api-key headers/X-API-Key PRIMARY_API_KEY SECONDARY_API_KEY
      COSMOS_PRIMARY_KEY COSMOSDB_KEY COSMOS_KEY REDIS_PRIMARY_KEY AZURE_OPENAI_KEY
      AZURE_OPENAI_API_KEY SERVICEBUS_KEY EVENTHUB_KEY IOTHUB_KEY
      """),
    // In other languages.
    KeyRoleCase(
      "secret",
      """
      contraseña CONTRASENA contrasena kennwort senha DB_SENHA CLAVE_API clave_privada пароль
      wachtwoord mot_de_passe motDePasse MOT_DE_PASSE passwort Passwort DB_PASSWORT
      """),
    // Salts, cookies and what else is guarded.
    KeyRoleCase(
      "secret",
      """
      REDISCLI_AUTH RABBITMQ_ERLANG_COOKIE RELEASE_COOKIE NACOS_AUTH_IDENTITY_VALUE HASH_SALT
      PEPPER NONCE_SALT AUTH_SALT rabbitmq/auth/erlangCookie masterauth DB_CREDS
      SERVICE_ACCOUNT_JSON GOOGLE_CREDENTIALS GH_PAT GITHUB_PAT AZURE_DEVOPS_PAT MNEMONIC
      WALLET_MNEMONIC SEED_PHRASE BASIC_AUTH_CREDENTIALS API_CREDENTIALS AWS_CREDENTIALS
      REDIS_AUTH redis_auth
      """),
  ]
}
