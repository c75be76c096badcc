import ConfigGuard
import RulePacks

/// What was found in a file as soon as it was read, as if there were no other file.
///
/// It counts once all files are known, where none of them has anything to do with this one.
final class EarlyJudgement {
  /// What rules say of the settings and workloads.
  struct Findings {
    var drafts: [FindingDraft] = []
    var secrets: [StagedSecret] = []
  }

  var findings = Findings()
  /// What is said besides of an env file that is all that a service gets.
  var ofWholeEnvironment: [FindingDraft] = []
  /// The workloads with what objects of the same file hold for them; nil where they ask for none.
  var joined: [Workload]?
  var claims: KubernetesClaims?
  /// What is left of a file of which nothing is found; nil where all of it was kept.
  var remains: FileRemains?

  /// Whether nothing is found either when others have taken the file in: fewer settings are judged
  /// then, each of them as before, and no workload as a whole.
  var holdsAsPart: Bool { remains != nil && claims?.hasJoined != true }
}

/// What is still known of a file whose settings and workloads were given back.
struct FileRemains {
  /// What a report says of a file.
  enum Listing {
    /// It is known at the end, as the readers of an env file are.
    case later
    /// How many workloads there are, where files are not listed.
    case count(Int)
    /// The file and its workloads.
    case entries(FileEntries)
  }

  let listing: Listing
  /// The folder of the file by a hash: two of one hash are read once more where one of them is.
  let folder: Int
  /// The formats of the workloads besides the file's own, each one once.
  let otherFormats: [String]
  /// Other files that the workloads and documents get something from.
  let suppliers: [SourceFile]
  let isManifest: Bool
  /// Whether a workload is for production or staging.
  let isDeployed: Bool
  /// Whether a workload has settings that a budget of connections could be about.
  let speaksOfDatabases: Bool

  /// - Parameter screen: What may be shown of names; nil where files are not listed.
  init(of reading: FileReading, speaksOfDatabases: Bool, _ screen: NameScreen?) {
    var formats: [String] = []
    var suppliers: [SourceFile] = []
    let file = reading.file
    for number in reading.workloads.indices {
      let format = reading.workloads[number].format
      if format != reading.format, !formats.contains(format) { formats.append(format) }
      reading.workloads[number].forEachPlace { owner, _ in
        if owner !== file, owner !== suppliers.last, !suppliers.contains(where: { $0 === owner }) {
          suppliers.append(owner)
        }
      }
    }
    for document in reading.documents {
      for setting in document.settings where setting.file !== file {
        if !suppliers.contains(where: { $0 === setting.file }) { suppliers.append(setting.file) }
      }
    }
    if reading.format == EnvironmentFile.name {
      listing = .later
    } else if let screen {
      var listed = FileEntries(of: reading, readers: nil, screen) { _ in true }
      // A report has them in this order, and here every thread sorts its own.
      listed.workloads.sort { $0.name < $1.name }
      listing = .entries(listed)
    } else {
      listing = .count(reading.workloads.count)
    }
    folder = Self.hash(ofFolderOf: file.path)
    otherFormats = formats
    self.suppliers = suppliers
    isManifest = reading.isManifest
    isDeployed = reading.workloads.contains { $0.stage == .production || $0.stage == .staging }
    self.speaksOfDatabases = speaksOfDatabases
  }
}

extension FileRemains {
  /// An env file has no workloads.
  var workloadCount: Int {
    switch listing {
    case .later: 0
    case .count(let number): number
    case .entries(let entries): entries.workloads.count
    }
  }

  var hasWorkloads: Bool { workloadCount > 0 }

  static func hash(ofFolderOf path: String) -> Int {
    var path = path
    return path.withUTF8 { bytes in
      let end = bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<end]))
      return hasher.finalize()
    }
  }
}

/// What a file of Kubernetes has to do with objects of other files.
struct KubernetesClaims {
  /// Names of ConfigMaps and Secrets that its containers ask for and that it does not hold.
  var wanted: [String] = []
  /// Names of the ConfigMaps and Secrets that it holds.
  var offered: [String] = []
  /// Names of what its containers belong to.
  var owners: [String] = []
  /// How many settings its own objects gave to its containers.
  var taken = 0
  /// Whether its containers ask for any.
  var hasJoined = false

  var isEmpty: Bool { offered.isEmpty && owners.isEmpty }
}

/// Notes that somebody asked what else there is, which nobody knows yet.
final class UnknownNeighbours: Neighbourhood {
  private(set) var wasAsked = false

  func verdict(_ question: DocumentQuestion) -> ConditionVerdict {
    wasAsked = true
    return .unknown
  }

  func verdict(
    _ condition: Condition, stage: Stage, besides asker: DocumentIdentity?
  ) -> ConditionVerdict {
    wasAsked = true
    return .unknown
  }
}
