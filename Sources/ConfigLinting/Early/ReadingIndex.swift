import ConfigGuard
import RulePacks

/// Which of the files that were read have what few of them have, by their numbers.
///
/// A large project has thousands: whoever looks at each of them once more waits for memory.
struct ReadingIndex {
  /// Files of one project.
  struct Project {
    let context: ProjectContext
    var numbers: [Int] = []
    /// Those of which more is left than a part of the report.
    var open: [Int] = []
    /// Those that, when they were added, had to do with objects of Kubernetes or were not judged.
    var claiming: [Int] = []
    /// What those that were given back have declared, and where.
    var formats = FolderFormats()
    /// Whether a budget of connections could be about one of those.
    var speaksOfDatabases = false
  }

  /// In the order in which they were met.
  private(set) var projects: [Project] = []
  private var positions: [ObjectIdentifier: Int] = [:]
  private var latest: Int?
  /// Those of which more is left than a part of the report.
  private(set) var open: [Int] = []
  /// Those that take in others, that lie over others or that others lie over.
  private(set) var layered: [Int] = []
  /// Those that were given back when they were added, and that have something from other files.
  private(set) var receiving: [Int] = []
  /// Whether any was judged early.
  private(set) var hasEarly = false
  /// Whether the files are not in the order of their paths, or one of them is there several times.
  private(set) var mayRepeat = false
  /// How many of each format are only counted in a report.
  private(set) var counted: [String: Int] = [:]
  /// How many workloads those have.
  private(set) var countedWorkloads = 0

  /// - Parameter before: The file that was added before this one.
  mutating func add(_ reading: FileReading, _ number: Int, after before: FileReading?) {
    if let before, !(before.file.path < reading.file.path) { mayRepeat = true }
    let position = position(of: reading.context)
    projects[position].numbers.append(number)
    let early = reading.early
    if early != nil { hasEarly = true }
    if early == nil || early?.claims != nil { projects[position].claiming.append(number) }
    if !reading.isListed { addOpen(number, position) }
    if Self.isLayered(reading) { layered.append(number) }
    guard let remains = early?.remains else { return }
    count(remains, of: reading.format, by: 1)
    if !remains.suppliers.isEmpty || !reading.parts.isEmpty { receiving.append(number) }
    if remains.hasWorkloads { projects[position].formats.note(reading.format, in: remains.folder) }
    for format in remains.otherFormats {
      projects[position].formats.note(format, in: remains.folder)
    }
    if remains.speaksOfDatabases { projects[position].speaksOfDatabases = true }
  }

  /// Notes that files which were given back are going to be read once more.
  mutating func reopen(_ numbers: [Int], of readings: [FileReading]) {
    guard !numbers.isEmpty else { return }
    let known = Set(open)
    for number in numbers where !known.contains(number) {
      if let remains = readings[number].early?.remains {
        count(remains, of: readings[number].format, by: -1)
      }
      addOpen(number, position(of: readings[number].context))
    }
    open.sort()
    for position in projects.indices { projects[position].open.sort() }
  }

  /// Notes what was read once more: by then more paths may have been named, and so more files be
  /// within reach.
  mutating func noteLayers(of numbers: [Int], in readings: [FileReading]) {
    let known = Set(layered)
    let more = numbers.filter { !known.contains($0) && Self.isLayered(readings[$0]) }
    guard !more.isEmpty else { return }
    layered = (layered + more).sorted()
  }

  private static func isLayered(_ reading: FileReading) -> Bool {
    !reading.parts.isEmpty || !reading.bases.isEmpty || !reading.overlays.isEmpty
  }

  private mutating func count(_ remains: FileRemains, of format: String, by step: Int) {
    guard case .count(let workloads) = remains.listing else { return }
    counted[format, default: 0] += step
    if counted[format] == 0 { counted[format] = nil }
    countedWorkloads += step * workloads
  }

  private mutating func addOpen(_ number: Int, _ position: Int) {
    open.append(number)
    projects[position].open.append(number)
  }

  private mutating func position(of context: ProjectContext) -> Int {
    if let latest, projects[latest].context === context { return latest }
    let position = positions[ObjectIdentifier(context)] ?? projects.count
    if position == projects.count {
      projects.append(Project(context: context))
      positions[ObjectIdentifier(context)] = position
    }
    latest = position
    return position
  }
}

/// What formats the manifests of each folder have; folders go by hashes of their paths.
struct FolderFormats {
  private var names: [String] = []
  private var noted: [(folder: Int, format: Int)] = []

  mutating func note(_ format: String, in folder: Int) {
    let known = names.firstIndex(of: format)
    if known == nil { names.append(format) }
    noted.append((folder, known ?? names.count - 1))
  }

  /// Folders in which there are several.
  func mixed() -> Set<Int> {
    guard names.count > 1 else { return [] }
    var formats = [Int: Int](minimumCapacity: noted.count)
    var mixed: Set<Int> = []
    for (folder, format) in noted {
      if let known = formats[folder] {
        if known != format { mixed.insert(folder) }
      } else {
        formats[folder] = format
      }
    }
    return mixed
  }
}
