/// What this server expects of its environment, as a `configguard.yaml` would say it.
let contractText = """
  version: 1
  variables:
    API_TOKEN:
      description: Callers send it with every request.
      required: [production, staging]
      secret: true
      min-length: 24
    ALLOWED_ORIGINS:
      type: list
    PORT:
      type: port
      default: 8080
  """
