/// A half-open range of byte offsets in one file.
@usableFromInline
package struct SourceRange: Sendable, Hashable {
  @usableFromInline
  package var start: Int
  @usableFromInline
  package var end: Int

  @inlinable
  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  @usableFromInline
  package init(at offset: Int) {
    self.init(start: offset, end: offset)
  }

  @inlinable package var count: Int { end - start }
  @inlinable package var isEmpty: Bool { start == end }

  @inlinable
  package static func == (left: SourceRange, right: SourceRange) -> Bool {
    left.start == right.start && left.end == right.end
  }

  @inlinable
  package func contains(_ other: SourceRange) -> Bool {
    start <= other.start && other.end <= end
  }
}

/// A place as people and editors name it: line and column counted from 1, columns in code points.
package struct SourceLocation: Sendable, Hashable {
  package var line: Int
  package var column: Int

  @usableFromInline
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Something wrong with the text of a file: what a reader could not accept, and where.
package struct ReadingProblem: Sendable, Hashable {
  /// The raw values are what rules call them in `check: {reading: …}`.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The text breaks the rules of its format.
    case syntax
    /// A limit of this tool was reached, so that part of the file was not judged.
    case limit
    /// The same key is given twice; `related` is the first place.
    case duplicateKey = "duplicate-key"
    /// Readers of one file get different values for a key.
    case readersDiffer = "readers-differ"
    /// One of several readers refuses the file.
    case readerRefuses = "reader-refuses"
    /// The reader passes over a line that is neither empty nor a comment.
    case lineDropped = "line-dropped"
    /// Some readers of such files, of which none is known here, read the line otherwise.
    case unportable
    /// A dollar sign in the middle of a value makes a reference that nobody meant.
    case dollarExpanded = "dollar-expanded"
    /// `${A-B}` is a variable with a default, not a variable with a hyphen in its name.
    case hyphenDefault = "hyphen-default"
    /// A reference that nothing here sets.
    case referenceUnset = "reference-unset"
    /// A reference that nothing sets, and whose name is a slip away from one that is set.
    case referenceNearMiss = "reference-near-miss"
    /// A reference to a variable that is set only further down.
    case referenceTooEarly = "reference-too-early"
    /// A platform hands the process something other than what is written.
    case valueRewritten = "value-rewritten"
    /// A platform refuses the value because of how it reads it.
    case valueRefused = "value-refused"
    /// Files take one another in, in a circle.
    case circularReference = "circular-reference"
    /// A file that another one needs is not there.
    case missingFile = "missing-file"
    /// A file lies outside the folder that its reader is confined to.
    case outsideRoot = "outside-root"
    /// A patch is for something that is not there.
    case patchUnmatched = "patch-unmatched"
    /// A patch asks for a change that cannot be made.
    case patchFailed = "patch-failed"
    /// A container asks an object for a key that the object does not have.
    case keyMissing = "key-missing"
    /// A name that nothing has, one letter away from one that something has.
    case nameNearMiss = "name-near-miss"
    /// An object of this name exists, and is of another kind.
    case kindMismatch = "kind-mismatch"
    /// A manifest builds on a service that is not there.
    case missingService = "missing-service"
    /// A value that a tool keeps encrypted in this file stands there in clear text.
    case clearInEncrypted = "clear-in-encrypted"
    /// A secret that the file's own rules for encryption leave out.
    case leftOutOfEncrypted = "left-out-of-encrypted"
    /// An encrypted file lacks the code by which a change would be noticed.
    case codeMissing = "code-missing"
    /// A platform shows the value of a secret parameter to whoever looks.
    case parameterShown = "parameter-shown"
    /// An exception without which nothing more would be found.
    case suppressionUnused = "suppression-unused"
    /// An exception whose last day is over.
    case suppressionExpired = "suppression-expired"
    /// An exception for which no reason is given.
    case suppressionWithoutReason = "suppression-without-reason"
    /// An exception from a rule that there is not.
    case suppressionOfUnknownRule = "suppression-of-unknown-rule"
    /// A comment that is meant to be an exception, and is none.
    case suppressionMalformed = "suppression-malformed"
  }

  package var kind: Kind
  package var message: ReportText
  package var range: SourceRange
  package var related: SourceRange?
  /// The key that the problem is about.
  package var key: String?

  @usableFromInline
  package init(
    kind: Kind, message: ReportText, range: SourceRange, related: SourceRange? = nil,
    key: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.range = range
    self.related = related
    self.key = key
  }
}
