extension SafeStructures {
  static let services = [
    MarkedFile(
      name: "Compose: mounted secrets", path: "compose.production.yaml",
      text: """
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD_FILE: /run/secrets/db_password
            secrets: [db_password]
        secrets:
          db_password:
            file: ./secrets/db_password.txt
          api_token:
            environment: API_TOKEN

        """),
    MarkedFile(
      name: "ECS: secrets", path: "deploy/production/task-definition.json",
      text: """
        {"family": "api", "containerDefinitions": [{
          "name": "api", "image": "registry.acme.io/api:1.4.2",
          "secrets": [{"name": "DB_PASSWORD", "valueFrom": "/production/db/password"}]
        }]}

        """),
    MarkedFile(
      name: "Copilot: secrets", path: "copilot/api/manifest.yml",
      text: """
        name: api
        type: Backend Service
        image: {location: registry.acme.io/api:1.4.2}
        secrets:
          DB_PASSWORD: /copilot/api/production/secrets/db_password
          API_TOKEN: {secretsmanager: api-token}

        """),
    MarkedFile(
      name: "App Runner: secrets", path: "deploy/production/service.template.yaml",
      text: """
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          Service:
            Type: AWS::AppRunner::Service
            Properties:
              SourceConfiguration:
                ImageRepository:
                  ImageIdentifier: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/api:1.4.2
                  ImageRepositoryType: ECR
                  ImageConfiguration:
                    RuntimeEnvironmentSecrets:
                      - Name: DB_PASSWORD
                        Value: arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf

        """),
    MarkedFile(
      name: "Render: supplied values", path: "render.yaml",
      text: """
        services:
          - type: web
            name: api
            runtime: node
            envVars:
              - {key: DB_PASSWORD, sync: false}
              - {key: JWT_SECRET, generateValue: true}
              - {key: DATABASE_URL, fromDatabase: {name: db, property: connectionString}}
              - fromGroup: api-secrets

        """),
    MarkedFile(
      name: "Heroku: generated value", path: "app.json",
      text: """
        {"name": "api", "env": {
          "JWT_SECRET": {"description": "Signs sessions", "generator": "secret"},
          "API_TOKEN": {"description": "From the mail provider", "required": true}
        }}

        """),
    MarkedFile(
      name: "Kamal: names of secrets", path: "config/deploy.yml",
      text: """
        service: api
        image: acme/api
        servers: [192.0.2.10]
        registry:
          username: acme
          password: [KAMAL_REGISTRY_PASSWORD]
        env:
          clear: {LOG_LEVEL: info}
          secret: [DB_PASSWORD, JWT_SECRET]

        """),
    MarkedFile(
      name: "Cloud Run: secrets", path: "deploy/production/service.yaml",
      text: """
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata: {name: api}
        spec:
          template:
            spec:
              containers:
                - image: registry.acme.io/api:1.4.2
                  env:
                    - name: DB_PASSWORD
                      valueFrom: {secretKeyRef: {name: db-password, key: latest}}

        """),
    MarkedFile(
      name: "Azure Container Apps: secrets", path: "deploy/production/container-app.yaml",
      text: """
        type: Microsoft.App/containerApps
        name: api
        properties:
          configuration:
            secrets:
              - name: db-password
                keyVaultUrl: https://acme.vault.azure.net/secrets/db-password
                identity: system
          template:
            containers:
              - name: api
                image: registry.acme.io/api:1.4.2
                env:
                  - {name: DB_PASSWORD, secretRef: db-password}

        """),
  ]

  static let names = [
    SafeForms.env(
      "keys that only look secret",
      """
      TOKENIZER=sentencepiece
      MAX_TOKENS=4096
      TOKEN_LIFETIME=3600
      PASSWORD_RESET_URL=https://app.acme.io/reset
      PASSWORD_RESET_TTL=15m
      PASSWORD_MIN_LENGTH=12
      KEY_VAULT_NAME=acme-production
      SECRET_NAME=api/production/db
      SECRETS_DIR=/var/lib/api/secrets
      COOKIE_DOMAIN=acme.io
      PUBLIC_KEY=\(MadeValue.of("{b64:32}"))
      SITE_KEY=\(MadeValue.of("{alnum:40}"))
      PUBLISHABLE_KEY=\(MadeValue.of("{alnum:40}"))
      KEYCLOAK_REALM=acme-production
      KEYCLOAK_CLIENT_ID=orders-web
      KEYBOARD=de-latin1
      MONKEY=see-no-evil
      TOKEN_URI=https://oauth2.googleapis.com/token
      TOKEN_ENDPOINT=https://sso.acme.io/token
      TOKEN_URL=https://sso.acme.io/token
      API_KEY_HEADER=x-api-key
      SESSION_COOKIE_NAME=__Host-session
      DB_PASSWORD_FILE=/etc/api/db-password
      JWT_KEY_PATH=/etc/api/jwt.pem
      SECRET_ARN=arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf
      SECRET_REF=api-secrets
      AUTH_GOOGLE_ID_TOKEN=enabled
      PASSWORD_RESET_SUBJECT=Reset of your password
      """),
    SafeForms.env(
      "secret that goes to browsers",
      "NEXT_PUBLIC_API_SECRET=⟦\(MadeValue.of("{hex:40}"))⟧", ["secret-in-public-variable"]),
  ]
}
