import ConfigGuard
import RulePacks

/// One number in the product of connections that a workload may open.
struct ConnectionFactor {
  var number: Int
  /// Nothing larger is meant; otherwise there may be more.
  var isExact = true
  /// Where it is stated; nil for what is so where nothing is.
  var place: Place?

  /// Larger numbers are no counts of anything that is started.
  static let most = 1_000_000

  /// A count as a text states it.
  static func count(_ text: String?) -> Int? {
    guard let text, let number = Int(text.trimmedASCII), (1...most).contains(number) else {
      return nil
    }
    return number
  }
}

/// What one workload may open at a database, factor by factor.
struct ConnectionShare {
  let workload: Workload
  /// The setting that states the pool; nil where the contract does.
  var setting: Setting?
  var pool: ConnectionFactor
  var overflow: ConnectionFactor?
  /// Requests that a process serves at once, where it cannot use its whole pool.
  var threads: ConnectionFactor?
  var processes: ConnectionFactor
  var replicas: ConnectionFactor

  /// What one process may hold.
  private var perProcess: Int {
    let whole = pool.number + (overflow?.number ?? 0)
    return threads.map { min($0.number, whole) } ?? whole
  }

  private var isLimitedByThreads: Bool {
    threads.map { $0.number < pool.number + (overflow?.number ?? 0) } ?? false
  }

  var total: Int { perProcess * processes.number * replicas.number }

  var isExact: Bool {
    pool.isExact && overflow?.isExact != false && threads?.isExact != false && processes.isExact
      && replicas.isExact
  }

  /// `api: 20 pool × 4 processes × 6 replicas = 480`.
  var text: ReportText {
    var factors: [ReportText] = []
    if isLimitedByThreads {
      factors.append(perProcess == 1 ? "1 connection" : "\(perProcess) threads")
    } else if let overflow {
      factors.append("(\(pool.number) pool + \(overflow.number) overflow)")
    } else {
      factors.append("\(pool.number) pool")
    }
    if processes.number > 1 { factors.append("\(processes.number) processes") }
    if replicas.number > 1 { factors.append("\(replicas.number) replicas") }
    let product = factors.joined(separator: " × ")
    let isSum = factors.count > 1 || overflow != nil && !isLimitedByThreads
    return "\(name: workload.name): \(product)" + (isSum ? " = \(total)" : "")
  }

  /// All places that state a factor, but that of the pool.
  var others: [(place: Place, message: ReportText)] {
    let name: ReportText = "\(name: workload.name)"
    let places: [(Place?, ReportText)] = [
      (overflow?.place, "the overflow of \(name)"),
      (isLimitedByThreads ? threads?.place : nil, "the threads of \(name)"),
      (processes.place, "the processes of \(name)"),
      (replicas.place, "the replicas of \(name)"),
    ]
    return places.compactMap { place, message in place.map { ($0, message) } }
  }
}
