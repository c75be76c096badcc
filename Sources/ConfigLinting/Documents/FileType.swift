import ConfigGuard
import RulePacks

/// How a file's path says that it is to be read.
package enum FileType: String, Sendable, Hashable, CaseIterable {
  case environment
  case yaml
  case json
  case toml
  case properties
  case ini
  /// Terraform's variable definitions.
  case tfvars
  case dockerfile
  /// A unit of systemd that starts a service, or a drop-in for one.
  case systemdUnit
  /// Process types and their commands.
  case procfile
  /// Text that holds no settings that are known, and may hold a token all the same.
  case text
  /// A file that is there to hold secrets.
  case credentials
  /// A program, of which only the reads of its environment are looked at.
  case sourceCode = "source-code"

  private static let endings: [(ending: String, type: FileType)] = [
    (".yaml", .yaml), (".yml", .yaml), (".json", .json), (".jsonc", .json), (".toml", .toml),
    (".properties", .properties), (".ini", .ini), (".cfg", .ini), (".tfvars", .tfvars),
    (".dockerfile", .dockerfile), (".containerfile", .dockerfile), (".service", .systemdUnit),
    (".txt", .text), (".sh", .text), (".bash", .text), (".conf", .text), (".envrc", .text),
    (".htpasswd", .text),
  ]

  package init?(path: String) {
    if Self.isYAML(path) {
      self = .yaml
      return
    }
    let name = FilePath.name(of: path).lowercased()
    if EnvironmentFile.isEnvironmentName(name) || EnvironmentFile.isOfKamal(path) {
      self = .environment
    } else if CredentialFile(path: path) != nil {
      self = .credentials
    } else if name.hasSuffix(".conf"),
      FilePath.folder(of: path).lowercased().hasSuffix(".service.d")
    {
      self = .systemdUnit
    } else if let row = Self.endings.first(where: { name.hasSuffix($0.ending) }) {
      self = row.type
    } else if name == "kustomization" {
      self = .yaml
    } else if Self.isDockerfileName(name) {
      self = .dockerfile
    } else if Self.isProcfileName(name) {
      self = .procfile
    } else if !name.contains("."), Self.isFolderOfVariables(FilePath.folder(of: path)) {
      self = .yaml
    } else if SourceCodeLanguage(path: path) != nil {
      self = .sourceCode
    } else {
      return nil
    }
  }

  /// Whether the name of a file alone says that it is YAML, as those of most files do.
  ///
  /// Nothing else is named so, but for what Kamal calls its secrets.
  private static func isYAML(_ path: String) -> Bool {
    path.withBytes { bytes in
      let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
      let name = UnsafeBufferPointer(rebasing: bytes[start...])
      // Beyond ASCII a dot may be a part of the sign in front of it.
      return name.allSatisfy { $0 < 0x80 } && !name.starts(with: "secrets".utf8)
        && (ends(name, in: ".yaml") || ends(name, in: ".yml"))
    }
  }

  private static func ends(_ name: UnsafeBufferPointer<UInt8>, in ending: StaticString) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard name.count >= count else { return false }
    for offset in 0..<count {
      let byte = name[name.count - count + offset]
      let isUpper = (0x41...0x5A).contains(byte)
      guard (isUpper ? byte | 0x20 : byte) == ending.utf8Start[offset] else { return false }
    }
    return true
  }

  /// Ansible's variables of groups and hosts need no ending (`group_vars/all`).
  private static func isFolderOfVariables(_ folder: String) -> Bool {
    folder.split(separator: "/").suffix(2).contains { $0 == "group_vars" || $0 == "host_vars" }
  }

  /// `Dockerfile`, `Dockerfile.production`, `Containerfile`.
  private static func isDockerfileName(_ name: String) -> Bool {
    for stem in ["dockerfile", "containerfile"] {
      if name == stem { return true }
      guard name.hasPrefix(stem + "."), let ending = name.split(separator: ".").last else {
        continue
      }
      // `Dockerfile.md` speaks of one, `Dockerfile.dockerignore` is none.
      return ending != "dockerignore" && ending != "tmpl" && ending != "in"
        && !EnvironmentFile.otherLanguages.contains(String(ending))
    }
    return false
  }

  private static func isGroupNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }

  /// `Procfile`, `Procfile.dev`.
  private static func isProcfileName(_ name: String) -> Bool {
    if name == "procfile" { return true }
    guard name.hasPrefix("procfile."), let ending = name.split(separator: ".").last else {
      return false
    }
    return ending != "tmpl" && !EnvironmentFile.otherLanguages.contains(String(ending))
  }

  /// Whether a file of this name may be of a known type in some folder.
  package static func mayBeKnown(name: String) -> Bool {
    FileType(path: name) != nil || name.hasPrefix("secrets")
      || name.utf8.allSatisfy(isGroupNameByte)
  }
}
