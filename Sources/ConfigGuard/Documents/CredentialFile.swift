/// A file that is there to hold secrets: a key, or what a program logs in with.
package enum CredentialFile: String, Sendable, Hashable, CaseIterable {
  case privateKey = "private-key"
  /// Keys and certificates in one file that is no text.
  case keystore
  /// What curl, ftp and git log in with (gnu.org/software/inetutils/manual, ".netrc file").
  case netrc
  case npmrc
  case pypirc
  /// Passwords of PostgreSQL (postgresql.org/docs/current/libpq-pgpass.html).
  case pgpass
  /// Addresses with passwords (git-scm.com/docs/git-credential-store).
  case gitCredentials = "git-credentials"
  case awsCredentials = "aws-credentials"
  case s3cfg
  case boto
  case dockerConfig = "docker-config"
  case kubeconfig
  /// The key that opens the encrypted credentials of Rails.
  case masterKey = "master-key"
  /// Holds every attribute in clear (developer.hashicorp.com/terraform/language/state/sensitive-data).
  case terraformState = "terraform-state"

  private static let names: [String: CredentialFile] = [
    ".netrc": .netrc, "_netrc": .netrc, ".npmrc": .npmrc, ".pypirc": .pypirc, ".pgpass": .pgpass,
    "pgpass.conf": .pgpass, ".git-credentials": .gitCredentials, ".s3cfg": .s3cfg, ".boto": .boto,
    ".dockercfg": .dockerConfig, ".dockerconfigjson": .dockerConfig, "kubeconfig": .kubeconfig,
    "id_rsa": .privateKey, "id_dsa": .privateKey, "id_ecdsa": .privateKey,
    "id_ed25519": .privateKey, "id_ecdsa_sk": .privateKey, "id_ed25519_sk": .privateKey,
  ]

  private static let namesInFolders: [String: CredentialFile] = [
    ".aws/credentials": .awsCredentials, ".docker/config.json": .dockerConfig,
    ".kube/config": .kubeconfig, "config/master.key": .masterKey,
  ]

  private static let namesBelowFolders = Set(namesInFolders.keys.map { FilePath.name(of: $0) })

  private static let endings: [(ending: String, file: CredentialFile)] = [
    (".kubeconfig", .kubeconfig), (".tfstate", .terraformState),
    (".tfstate.backup", .terraformState), (".pem", .privateKey), (".key", .privateKey),
    (".p8", .privateKey), (".ppk", .privateKey), (".p12", .keystore), (".pfx", .keystore),
    (".jks", .keystore), (".keystore", .keystore),
  ]

  /// The last bytes of all names and endings.
  private static let lastBytes: Set<UInt8> = Set(
    [Array(names.keys), Array(namesBelowFolders), endings.map(\.ending)].joined()
      .compactMap(\.utf8.last))

  /// False where the last byte of a path tells that it is none of such a file, as of most paths.
  private static func mayBeOne(_ path: String) -> Bool {
    // The name may stand in front of a slash, and letters beyond ASCII may be others in lower case.
    guard let last = path.utf8.last, last != UInt8(ascii: "/"), last < 0x80 else { return true }
    return lastBytes.contains((0x41...0x5A).contains(last) ? last | 0x20 : last)
  }

  package init?(path: String) {
    guard Self.mayBeOne(path) else { return nil }
    let name = FilePath.name(of: path).lowercased()
    if let file = Self.names[name] {
      self = file
    } else if Self.namesBelowFolders.contains(name),
      let file = Self.namesInFolders["\(FilePath.name(of: Self.folder(of: path)))/\(name)"]
    {
      self = file
    } else if name.hasSuffix(".key"), "/\(Self.folder(of: path))".hasSuffix("/config/credentials") {
      self = .masterKey
    } else if let row = Self.endings.first(where: { name.hasSuffix($0.ending) }) {
      self = row.file
    } else {
      return nil
    }
  }

  private static func folder(of path: String) -> String { FilePath.folder(of: path).lowercased() }
}
