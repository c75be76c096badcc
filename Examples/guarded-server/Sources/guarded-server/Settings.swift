import ConfigGuard

/// What the server reads, in the types that it reads; `configguard.yaml` says the rest.
enum Settings {
  static let port = Variable("PORT", as: .port, default: 8080)
  static let origins = Variable("ALLOWED_ORIGINS", as: .list(of: .url))
  static let token = Variable("API_TOKEN", as: .secret)
}
