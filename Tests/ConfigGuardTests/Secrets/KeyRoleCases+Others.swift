extension KeyRoleCase {
  /// Keys that only look as if they held a secret, and others.
  static let others: [KeyRoleCase] = [
    // Who logs in.
    KeyRoleCase(
      "user-name",
      """
      DB_USER DB_USERNAME POSTGRES_USER PGUSER MYSQL_USER REDIS_USERNAME username user
      spring.datasource.username RABBITMQ_DEFAULT_USER MINIO_ROOT_USER MINIO_ACCESS_KEY smtpUser
      SMTP_USER SMTP_USERNAME ADMIN_USER ADMIN_USERNAME ADMIN_EMAIL GF_SECURITY_ADMIN_USER
      KEYCLOAK_ADMIN_USERNAME MONGO_INITDB_ROOT_USERNAME auth/username DB_LOGIN dbuser
      PGADMIN_DEFAULT_EMAIL root_user
      """),
    // Names of Secrets, of keys in them, and of variables.
    KeyRoleCase(
      "secret-name",
      """
      existingSecret auth/existingSecret EXISTING_SECRET existingSecretKey
      existingSecretPasswordKey passwordSecretKey userSecretKey auth/secretKeys/adminPasswordKey
      auth/secretKeys/userPasswordKey auth/secretKeys/replicationPasswordKey
      secretKeys/adminPasswordKey auth/existingSecretPasswordKey tls/secretName tls.secretName
      secretName SECRET_NAME secret_name pullSecrets imagePullSecrets image/pullSecrets
      imagePullSecret secretKeyRef/key valueFrom/secretKeyRef/key secretRef secretKeyRef
      passwordSecretRef/key tokenSecretRef/key SECRET_STORE remoteRef/key secret/secretName
      certSecretName tlsSecret caSecret clientSecretName existingSecretName
      adminPasswordSecretName smtp/existingSecret externalDatabase/existingSecretPasswordKey
      passwordKey metrics/passwordKey auth/passwordKey adminPasswordKey usernameKey
      redis/existingSecretPasswordKey secretTokenKey KEY_NAME keyName PASSWORD_FIELD passwordField
      password_field SECRET_PROVIDER csrf_token_name TOKEN_NAME token_name configMapKeyRef/key
      SECRET_KEY_REF secretRefs licenseKeyName ssh_key_name KeyName AUTH_SECRET_NAME TOKEN_PARAM
      passwordParam passwordParameter usernameParameter SECRET_ENV passwordEnv tokenEnvVar
      key-alias server.ssl.key-alias keyAlias secretKeys/password existingSecret/password
      existingSecret/keys/password credentialsSecret spec/passwordSecret spec/superuserSecret
      spec/secretName spec/data/remoteRef/key API_KEY_NAME secretKeyAlias AUTH_TOKEN_NAME
      """),
    // Where a file is.
    KeyRoleCase(
      "path",
      """
      DB_PASSWORD_FILE POSTGRES_PASSWORD_FILE SECRET_KEY_PATH SECRETS_DIR TOKEN_FILE PASSWORD_FILE
      PRIVATE_KEY_PATH SSL_KEY_FILE TLS_KEY_PATH KEY_FILE keyFile keystore.path KEYSTORE_PATH
      GOOGLE_APPLICATION_CREDENTIALS AWS_SHARED_CREDENTIALS_FILE AWS_WEB_IDENTITY_TOKEN_FILE
      SECRET_FILE credentialsFile kubeconfigPath ssl.keystore.location server.ssl.key-store
      SECRETS_PATH SECRET_PATH VAULT_SECRET_PATH VAULT_PATH vaultSecretPath SECRET_MOUNT
      secretMountPath secretsPath tokenPath tokenLocation api_key_location PGPASSFILE
      password-file passwordFile password_file pwfile pw-file
      """),
    // Addresses.
    KeyRoleCase(
      "url",
      """
      TOKEN_URL TOKEN_URI TOKEN_ENDPOINT OAUTH_TOKEN_URL tokenEndpoint SECRET_URL
      PASSWORD_RESET_URL JWKS_URI KEY_VAULT_URL KEYCLOAK_URL AUTHORIZATION_URL OIDC_DISCOVERY_URL
      """),
    // Hosts and ports.
    KeyRoleCase(
      "host",
      """
      COOKIE_DOMAIN KEYCLOAK_HOST DB_HOST DB_PORT REDIS_HOST PORT HOST NFT_TOKEN_ADDRESS
      TOKEN_ADDRESS
      """),
    // Ids.
    KeyRoleCase(
      "identifier",
      """
      SECRET_ID SECRET_ARN DB_SECRET_ARN secretArn AWS_ACCESS_KEY_ID CLIENT_ID KEY_ID KMS_KEY_ID
      kmsKeyId kms_key_id APP_ID TENANT_ID PROJECT_ID secretId KMS_KEY_ARN kmsKeyArn JWT_KEY_ID
      API_KEY_ID APPLE_KEY_ID AUTH_GOOGLE_ID encryption/kmsKeyId ACCESS_KEY_ID accessKeyId
      s3AccessKeyId CREDENTIALS_ID credentialsId KMS_MASTER_KEY_ID APPINSIGHTS_INSTRUMENTATIONKEY
      MasterUserSecretKmsKeyId instrumentationKey
      """),
    // A secret among other things.
    KeyRoleCase(
      "connection",
      """
      kafka.sasl.jaas.config sasl.jaas.config SASL_JAAS_CONFIG KAFKA_SASL_JAAS_CONFIG
      ConnectionStrings/Default ConnectionStrings.Default ConnectionStrings__DefaultConnection
      AZURE_STORAGE_CONNECTION_STRING DB_CONNECTION_STRING connectionString
      PrimaryConnectionString
      """),
    // How long.
    KeyRoleCase(
      "lifetime",
      """
      TOKEN_LIFETIME TOKEN_TTL ACCESS_TOKEN_TTL JWT_EXPIRES_IN ACCESS_TOKEN_EXPIRE_MINUTES
      REFRESH_TOKEN_EXPIRY token_expiration_seconds PASSWORD_MAX_AGE TOKEN_VALIDITY
      JWT_ACCESS_TOKEN_EXPIRATION_TIME accessTokenValiditySeconds SESSION_TIMEOUT
      PASSWORD_RESET_TIMEOUT tokenExpiresIn secretRotationDays PASSWORD_EXPIRY_DAYS
      TOKEN_REFRESH_INTERVAL tokens_per_minute
      """),
    // How many, how long a text.
    KeyRoleCase(
      "count",
      """
      MAX_TOKENS maxTokens max_tokens MAX_TOKEN_COUNT TOKEN_LIMIT TOKEN_COUNT OPENAI_MAX_TOKENS
      max_completion_tokens PASSWORD_MIN_LENGTH PASSWORD_LENGTH KEY_LENGTH SALT_ROUNDS
      BCRYPT_SALT_ROUNDS HASH_ROUNDS saltRounds SECRET_LENGTH TOKEN_BUDGET KEY_SIZE
      PASSWORD_STRENGTH PASSWORD_ATTEMPTS MAX_PASSWORD_LENGTH minPasswordLength NUM_TOKENS
      tokenBudget TOKENS_PER_MIN token_bucket_size
      """),
    // Whether.
    KeyRoleCase(
      "flag",
      """
      pass PASSWORD_RESET_ENABLED PASSWORD_REQUIRED REQUIRE_PASSWORD ENABLE_PASSWORD_LOGIN
      USE_SECRETS secrets_enabled ALLOW_EMPTY_PASSWORD MYSQL_ALLOW_EMPTY_PASSWORD
      MYSQL_RANDOM_ROOT_PASSWORD ORACLE_RANDOM_PASSWORD mask_token changePassword forgotPassword
      resetPassword showPassword hidePassword rememberToken disablePassword PermitEmptyPasswords
      passkey_enabled CORS_ALLOW_CREDENTIALS allowCredentials includeCredentials ENABLE_TOKEN
      HAS_PASSWORD NO_PASSWORD NEEDS_TOKEN IS_SECRET
      """),
    // Meant to be seen.
    KeyRoleCase(
      "public-key",
      """
      PUBLIC_KEY JWT_PUBLIC_KEY SITE_KEY RECAPTCHA_SITE_KEY PUBLISHABLE_KEY STRIPE_PUBLISHABLE_KEY
      NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY VAPID_PUBLIC_KEY SSH_PUBLIC_KEY authorized_keys ANON_KEY
      SUPABASE_ANON_KEY NEXT_PUBLIC_SUPABASE_ANON_KEY publicKey public-key publicKeys HOST_KEY
      verification_key keyPub PUSHER_APP_KEY MIX_PUSHER_APP_KEY VITE_PUSHER_APP_KEY REVERB_APP_KEY
      ALGOLIA_SEARCH_KEY FIREBASE_API_KEY SEGMENT_WRITE_KEY POSTHOG_API_KEY POSTHOG_KEY
      AMPLITUDE_API_KEY MIXPANEL_TOKEN VERIFY_KEY sshPublicKey hostKey
      """),
    // Parts of data, pages and models.
    KeyRoleCase(
      "structure",
      """
      PRIMARY_KEY primaryKey foreign_key foreignKey sort_key partitionKey partition_key cache_key
      cacheKey index_key unique_key hashKey rangeKey sortKey ROUTING_KEY routingKey routing_key
      RABBITMQ_ROUTING_KEY group_key dedup_key ISSUE_KEY JIRA_PROJECT_KEY sonar.projectKey
      SONAR_PROJECT_KEY S3_OBJECT_KEY object_key CSRF_TOKEN NEXT_TOKEN next_token pageToken
      page_token CONTINUATION_TOKEN nextPageToken pad_token eos_token bos_token unk_token
      sep_token cls_token special_tokens stop_tokens primary/key topologyKey
      topologySpreadConstraints/topologyKey matchExpressions/key tolerations/key selector/key
      labels/key toleration/key items/key headers/key primary.key permissions/id-token id-token
      cache-key ID_TOKEN idToken csrfToken xsrf_token deviceToken push_token
      """),
    // One-way.
    KeyRoleCase(
      "hash",
      """
      GPG_KEY PGP_KEY checksum.secret
      password_hash PASSWORD_HASH passwordHash TOKEN_HASH secret_digest KEY_FINGERPRINT
      SSH_KEY_FINGERPRINT API_KEY_HASH users/password_hash hashedPassword password_sha256
      """),
    // Encrypted.
    KeyRoleCase(
      "ciphertext",
      """
      encryptedPassword ENCRYPTED_DB_PASSWORD sealedSecrets
      """),
    // What kind, how, from where.
    KeyRoleCase(
      "description",
      """
      PASSWORD_POLICY passwordPolicy PASSWORD_RESET_TEMPLATE COOKIE_NAME SESSION_COOKIE_NAME
      CSRF_COOKIE_NAME TOKEN_HEADER API_KEY_HEADER TOKEN_PREFIX JWT_ALGORITHM JWT_ISSUER
      JWT_AUDIENCE TOKEN_TYPE token_type TOKEN_AUDIENCE secretType SECRET_TYPE SECRETS_BACKEND
      secretsManager SECRETS_MANAGER PASSPORT_STRATEGY PASSIVE_MODE SECRET_VERSION secretVersion
      API_VERSION KEY_VERSION KEY_TYPE KEY_ALGORITHM key_algorithm KEY_ROTATION KEY_PREFIX
      CACHE_KEY_PREFIX REDIS_KEY_PREFIX keyPrefix key_prefix AUTH_TYPE AUTH_MODE authType
      OIDC_ISSUER TOKEN_SOURCE SECRET_SOURCE credentialSource credentials_provider
      AWS_CREDENTIALS_PROVIDER jwt.token.prefix jwt.header SECRET_ROTATION keyStoreType
      AUTHORIZATION_HEADER
      """),
    // Secrets only if the value looks like one.
    KeyRoleCase(
      "possible-secret",
      """
      userKey ssl_certificate_key s3_key nodeAffinity/key RATE_LIMIT_TOKENS
      KEY keys credentials CREDENTIALS SSH_KEY DEPLOY_KEY RSA_KEY LIVEKIT_KEYS
      ABLY_KEY CONSUMER_KEY TWITTER_CONSUMER_KEY adminPasswordOrKey deploykey sshkey SUPABASE_KEY
      INGESTION_KEY SPEECH_KEY TRANSLATOR_KEY SAS_KEY
      """),
    // Nothing of the kind.
    KeyRoleCase(
      "none",
      """
      secrets data/id_rsa data/.dockerconfigjson data/kubeconfig imagePullSecrets/name
      spec/template/spec/imagePullSecrets/name secretRef/name secretKeyRef/name
      valueFrom/secretKeyRef/name passwordSecretRef/name authSecretRef/name
      privateKeySecretRef/name secretStoreRef/name secretProviderClass secret/name TOKENIZER
      TOKENIZERS_PARALLELISM PASSWORD_HASHER PASSWORD_HASHERS PASSWORD_VALIDATORS
      AUTH_PASSWORD_VALIDATORS KEY_VAULT_NAME KEYVAULT_NAME keyVaultName keyVault KEYVAULT
      AZURE_KEY_VAULT JWT_HEADER_NAME csrfHeaderName passwordEncoder PASSWORD_ENCODER
      KEYCLOAK_REALM KEYBOARD KEYBOARD_LAYOUT MONKEY keyboard monkey TURKEY KEYSPACE
      CASSANDRA_KEYSPACE keyspace passenger compass HOTKEY hotkeys KEYWORDS keywords TOKENIZE
      secretary AUTHOR AUTHORS KEY_SCHEMA keySchema DB_NAME APP_NAME LOG_LEVEL
      metadata/annotations/kubernetes.io/tls-acme PASS_THROUGH PROXY_PASS proxy_pass bypass
      passive TOKEN_SYMBOL TOKEN_CONTRACT TOKEN_DECIMALS tokenizer_class keySeparator
      KEY_SEPARATOR PASSWORD_COMPLEXITY password_confirmation PASSWORD_RESET password_reset
      VAULT_ADDR AUTHENTICATION AUTHORITY passwordAuthentication PasswordAuthentication
      password_authentication password_encryption LOGIN_TOKEN_MAX_USES keyless KEYLESS keyed
      LICENSE_NAME EC2_KEY_PAIR keyPair key_pair_name KEY_PAIR_NAME WEBAUTHN_PASSKEY_NAME clave
      clave_primaria CLAVE_FORANEA sshPub security.oauth2.resource.jwt.key-value key-value
      BASIC_AUTH basicAuth HTPASSWD KUBECONFIG KUBE_CONFIG DOCKER_AUTH_CONFIG SECRET_STRING
      secretString SecretString NEO4J_AUTH headers/Authorization Authorization authorization
      headers/authorization tokenReviewerJwt token_reviewer_jwt JWT jwt SERVICE_JWT
      """),
  ]
}
