import ConfigGuard

extension CredentialFile {
  /// The type that an existing reader reads it as; nil where it has a form of its own.
  var documentType: FileType? {
    switch self {
    case .pypirc, .awsCredentials, .s3cfg, .boto: .ini
    case .dockerConfig: .json
    case .kubeconfig: .yaml
    default: nil
    }
  }
}
