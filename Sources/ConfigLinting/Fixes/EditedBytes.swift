import ConfigGuard
import RulePacks

/// The bytes of one file with edits carried out, and where the bytes around them went.
struct EditedBytes {
  /// In the order of their places; no two of them overlap.
  let edits: [FileEdit]
  let before: SourceBytes
  let after: SourceBytes

  /// Leaves out edits that overlap an earlier one; the caller has seen to it that there are none.
  init(_ before: SourceBytes, _ edits: [FileEdit]) {
    let ordered = edits.sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    var result: [UInt8] = []
    result.reserveCapacity(before.count + 64)
    var taken: [FileEdit] = []
    var offset = 0
    before.withBuffer { bytes in
      for edit in ordered where edit.range.start >= offset && edit.range.end <= bytes.count {
        result += bytes[offset..<edit.range.start]
        result += edit.replacement.utf8
        offset = edit.range.end
        taken.append(edit)
      }
      result += bytes[offset...]
    }
    self.edits = taken
    self.before = before
    after = SourceBytes(result)
  }

  /// Where a byte that no edit touches is afterwards.
  func moved(_ offset: Int) -> Int {
    var moved = offset
    for edit in edits where edit.range.end <= offset {
      moved += edit.replacement.utf8.count - edit.range.count
    }
    return moved
  }

  /// The edits that touch a range.
  func edits(touching range: SourceRange) -> [FileEdit] {
    edits.filter { edit in
      edit.range.start <= range.end && range.start <= edit.range.end
        && (!edit.range.isEmpty || range.contains(edit.range))
        && (edit.range.isEmpty || range.isEmpty
          || edit.range.start < range.end && range.start < edit.range.end)
    }
  }

  /// Whether all of a range goes and nothing takes its place.
  func removes(_ range: SourceRange) -> Bool {
    edits.contains { $0.replacement.isEmpty && $0.range.contains(range) }
  }

  /// What a range's own bytes become.
  func text(of range: SourceRange) -> [UInt8] {
    var result: [UInt8] = []
    var offset = range.start
    before.withBuffer { bytes in
      for edit in edits where range.contains(edit.range) {
        result += bytes[offset..<edit.range.start]
        result += edit.replacement.utf8
        offset = edit.range.end
      }
      result += bytes[offset..<range.end]
    }
    return result
  }

  /// Whether a text is another one with each of the edits carried out once.
  func explains(_ new: String, from old: String, at range: SourceRange) -> Bool {
    let touching = edits(touching: range)
    guard touching.count == 1, let edit = touching.first else {
      // Several edits in one text can be told apart only where the file holds it as it is.
      return !touching.isEmpty && before.text(range) == old && text(of: range) == Array(new.utf8)
    }
    return Self.isReplaced(
      Array(old.utf8), Array(new.utf8), Array(before.text(edit.range).utf8),
      Array(edit.replacement.utf8))
  }

  /// Whether `new` is `old` with one occurrence of a piece replaced by another one.
  static func isReplaced(
    _ old: [UInt8], _ new: [UInt8], _ piece: [UInt8], _ other: [UInt8]
  ) -> Bool {
    guard !piece.isEmpty, old.count >= piece.count,
      new.count == old.count - piece.count + other.count
    else { return false }
    let shared = zip(old, new).prefix { $0 == $1 }.count
    let sharedEnd = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    let last = min(shared, old.count - piece.count)
    let first = max(0, old.count - piece.count - sharedEnd)
    guard first <= last else { return false }
    return (first...last).contains { start in
      old[start..<start + piece.count].elementsEqual(piece)
        && new[start..<start + other.count].elementsEqual(other)
    }
  }
}
