/// The lines of a file that a change added or wrote anew.
struct ChangedLines: Hashable {
  /// Nothing says which lines, so it is all of them.
  var isWhole = false
  /// From 1, in their order.
  var ranges: [ClosedRange<Int>] = []

  func overlaps(_ lines: ClosedRange<Int>) -> Bool {
    isWhole || ranges.contains { $0.overlaps(lines) }
  }

  /// Reads the patch behind a listing of the same files; nil where it is not what git writes.
  ///
  /// A section belongs to the file whose name its first line has to the byte. Where names are made
  /// to look like a patch, a file may get the lines of another besides its own, never fewer.
  static func read(
    _ bytes: [UInt8], from start: Int, of records: [GitRecord]
  ) -> [[UInt8]: ChangedLines]? {
    var reader = PatchReader(bytes: bytes, position: start, records: records)
    guard reader.read() else { return nil }
    var lines: [[UInt8]: ChangedLines] = [:]
    for (index, record) in records.enumerated() {
      let ranges = reader.ranges[index] ?? []
      // Of binary files, and of what attributes say is none for people, there are no lines.
      let isHidden = ranges.isEmpty && !reader.removed.contains(index)
      lines[record.path] = ChangedLines(
        isWhole: isHidden && record.before?.id != record.after?.id, ranges: ranges)
    }
    return lines
  }
}

private struct PatchReader {
  let bytes: [UInt8]
  var position: Int
  let records: [GitRecord]
  var ranges: [Int: [ClosedRange<Int>]] = [:]
  /// Files of which lines were taken out.
  var removed: Set<Int> = []
  private var current: Int?

  init(bytes: [UInt8], position: Int, records: [GitRecord]) {
    self.bytes = bytes
    self.position = position
    self.records = records
  }

  mutating func read() -> Bool {
    if position < bytes.count, bytes[position] == 0 { position += 1 }
    while position < bytes.count {
      if starts(with: "diff --git ") {
        guard readHeader() else { return false }
      } else if current != nil, starts(with: "@@ -") {
        guard readHunk() else { return false }
      } else {
        skipLine()
      }
    }
    return true
  }

  private func starts(with text: StaticString, at offset: Int = 0) -> Bool {
    text.withUTF8Buffer { bytes[min(position + offset, bytes.count)...].starts(with: $0) }
  }

  private mutating func skipLine() {
    position = (bytes[position...].firstIndex(of: newline) ?? bytes.count - 1) + 1
  }

  private mutating func readHeader() -> Bool {
    for index in (current ?? 0)..<records.count {
      let name = records[index].path
      let header = Array("diff --git a/".utf8) + name + Array(" b/".utf8) + name + [newline]
      guard bytes[position...].starts(with: header) else { continue }
      current = index
      position += header.count
      return true
    }
    return false
  }

  /// `@@ -START,COUNT +START,COUNT @@`, and as many lines.
  private mutating func readHunk() -> Bool {
    guard let current else { return false }
    position += "@@ -".utf8.count
    guard let old = readSpan(), take(" +"), let new = readSpan(), take(" @@") else { return false }
    skipLine()
    if new.count > 0 {
      let (end, overflow) = new.start.addingReportingOverflow(new.count - 1)
      guard !overflow, new.start > 0 else { return false }
      ranges[current, default: []].append(new.start...end)
    } else {
      removed.insert(current)
    }
    return pass(old.count, UInt8(ascii: "-")) && pass(new.count, UInt8(ascii: "+"))
  }

  private mutating func take(_ text: StaticString) -> Bool {
    guard starts(with: text) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  private mutating func readSpan() -> (start: Int, count: Int)? {
    guard let start = readNumber() else { return nil }
    guard take(",") else { return (start, 1) }
    return readNumber().map { (start, $0) }
  }

  private mutating func readNumber() -> Int? {
    let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
    position += digits.count
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// Passes lines that begin with a mark, and what is said of an end without a newline.
  private mutating func pass(_ count: Int, _ mark: UInt8) -> Bool {
    for _ in 0..<count {
      guard position < bytes.count, bytes[position] == mark else { return false }
      skipLine()
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\\") { skipLine() }
    return true
  }
}

private let newline = UInt8(ascii: "\n")
