import ConfigGuard
import RulePacks

/// One file in a listing of git's `--raw -z`: how it was, how it is, and its path.
struct GitRecord {
  var before: GitEntry?
  var after: GitEntry?
  var path: [UInt8]
}

/// What git holds at a path.
struct GitEntry: Hashable {
  enum Kind: Hashable {
    case file
    case symbolicLink
    /// The commit of another repository.
    case submodule
  }

  let kind: Kind
  /// The name of its object in hexadecimal digits.
  let id: String
}

/// A listing of git's `--raw -z`, in the byte order of its paths.
///
/// The records stay as git wrote them: a repository has many files, and few of them are asked for.
struct GitRecords {
  private struct Bounds {
    var start: Int
    var path: Range<Int>
  }

  private let bytes: [UInt8]
  private var all: [Bounds] = []
  /// A path that has not been merged, if there is one.
  private(set) var unmerged: [UInt8]?
  /// Where the listing ended: a patch may follow.
  private(set) var end = 0

  /// Nil where the bytes are no such listing.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    var position = 0
    while position < bytes.count, bytes[position] == UInt8(ascii: ":") {
      guard let metaEnd = Self.terminator(bytes, from: position),
        let pathEnd = Self.terminator(bytes, from: metaEnd + 1), pathEnd > metaEnd + 1
      else { return nil }
      let record = Bounds(start: position, path: metaEnd + 1..<pathEnd)
      // Renames and copies, which have two paths, were not asked for.
      guard let state = Self.state(bytes[position..<metaEnd]) else { return nil }
      if state == UInt8(ascii: "U") {
        if unmerged == nil { unmerged = Array(bytes[record.path]) }
      } else {
        all.append(record)
      }
      position = pathEnd + 1
    }
    end = position
    let isSorted = zip(all, all.dropFirst()).allSatisfy { Self.order(bytes, $0.path, $1.path) < 0 }
    if !isSorted { all.sort { Self.order(bytes, $0.path, $1.path) < 0 } }
  }

  var count: Int { all.count }

  func path(at index: Int) -> ArraySlice<UInt8> { bytes[all[index].path] }

  subscript(index: Int) -> GitRecord? {
    let words = bytes[all[index].start + 1..<all[index].path.lowerBound - 1]
      .split(separator: UInt8(ascii: " "))
    guard words.count == 5 else { return nil }
    return GitRecord(
      before: GitEntry(mode: words[0], id: words[2]), after: GitEntry(mode: words[1], id: words[3]),
      path: Array(path(at: index)))
  }

  /// Where a path is.
  func index(of path: [UInt8]) -> Int? {
    let index = lowerBound(path)
    return index < count && self.path(at: index).elementsEqual(path) ? index : nil
  }

  /// The first record whose path does not come before another.
  func lowerBound(_ path: [UInt8]) -> Int {
    all.partitioningIndex { record in
      bytes.withUnsafeBufferPointer { bytes in
        path.withUnsafeBufferPointer {
          Platform.compare(UnsafeBufferPointer(rebasing: bytes[record.path]), $0) >= 0
        }
      }
    }
  }

  /// Whether anything lies below a folder, which is given without a slash at its end.
  func hasPath(below folder: [UInt8]) -> Bool {
    let prefix = folder + [slash]
    let index = lowerBound(prefix)
    return index < count && path(at: index).starts(with: prefix)
  }

  /// The paths directly in a folder, which is given with a slash at its end, or empty for the top.
  func paths(in folder: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var index = lowerBound(folder)
    while index < count, path(at: index).starts(with: folder) {
      let path = path(at: index)
      if let next = path.dropFirst(folder.count).firstIndex(of: slash) {
        index = lowerBound(Array(path[..<next]) + [slash + 1])
      } else {
        found.append(Array(path))
        index += 1
      }
    }
    return found
  }

  private static func terminator(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start <= bytes.count else { return nil }
    return bytes[start...].firstIndex(of: 0)
  }

  /// The letter that ends `:mode mode id id letter`.
  private static func state(_ meta: ArraySlice<UInt8>) -> UInt8? {
    guard let last = meta.last, let space = meta.dropLast().last, space == UInt8(ascii: " "),
      "AMDTU".utf8.contains(last)
    else { return nil }
    return last
  }

  private static func order(_ bytes: [UInt8], _ left: Range<Int>, _ right: Range<Int>) -> Int {
    bytes.withUnsafeBufferPointer {
      Platform.compare(
        UnsafeBufferPointer(rebasing: $0[left]), UnsafeBufferPointer(rebasing: $0[right]))
    }
  }
}

extension GitEntry {
  /// Nil for a mode that says that nothing is there.
  fileprivate init?(mode: ArraySlice<UInt8>, id: ArraySlice<UInt8>) {
    switch mode.prefix(3) {
    case ArraySlice("100".utf8): kind = .file
    case ArraySlice("120".utf8): kind = .symbolicLink
    case ArraySlice("160".utf8): kind = .submodule
    default: return nil
    }
    self.id = String(decoding: id, as: UTF8.self)
  }
}
