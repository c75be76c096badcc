import ConfigGuard
import RulePacks

/// Tells the entries of a document of which no rule can have anything to say, before anything is
/// made of them: most of a large file are of this kind.
package final class DocumentInterest {
  /// What is the same for all files of a project.
  private let project: Project
  private let leavesOutAddresses: Bool
  /// Rules that say nothing of documents of the format.
  private let silent: SilentRules
  // Beside what keeps them: asked for every entry, they are not counted each time.
  private let asked: Unmanaged<RuleIndex>
  private let silence: Unmanaged<SilentRules>
  /// What the search of the file's bytes found.
  private let found: CoveredText
  /// The interest in a document that was asked for last, and the document's format.
  @exclusivity(unchecked) private var latest: DocumentInterest?
  @exclusivity(unchecked) private var latestFormat = ""

  /// In one object, since there is an interest for every document.
  private final class Project {
    let index: RuleIndex
    let ciphertexts: CiphertextForms
    let context: ProjectContext

    init(_ context: ProjectContext) {
      index = context.index
      ciphertexts = context.values.ciphertexts
      self.context = context
    }
  }

  /// Nil where every entry with a key of interest counts.
  init?(_ scan: TextScan, _ context: ProjectContext) {
    // A contract may speak of any variable, and who asks for everything gets it.
    guard !context.readsEverything, context.trace == nil, context.leavesOutEntries else {
      return nil
    }
    project = Project(context)
    leavesOutAddresses = context.leavesOutAddresses && !scan.announcesTokensByAddresses
    silent = context.silentRules(in: "")
    found = CoveredText(scan)
    asked = .passUnretained(project.index)
    silence = .passUnretained(silent)
  }

  private init(_ other: DocumentInterest, silent: SilentRules, found: CoveredText) {
    project = other.project
    leavesOutAddresses = other.leavesOutAddresses
    self.silent = silent
    self.found = found
    asked = .passUnretained(project.index)
    silence = .passUnretained(silent)
  }

  /// The same for a document of a format.
  func inDocument(of format: String) -> DocumentInterest {
    // The documents of one file are of one format nearly always.
    if latestFormat == format, let latest { return latest }
    let interest = DocumentInterest(
      self, silent: project.context.silentRules(in: format), found: found)
    latest = interest
    latestFormat = format
    return interest
  }

  /// The same for another file, of which `found` is nothing: it covers what it holds itself.
  var besideItsFile: DocumentInterest {
    DocumentInterest(self, silent: silent, found: CoveredText())
  }

  /// What rules may ask of a key below mappings of these words; nil where their bits do not tell.
  @inline(__always)
  func demand(of info: KeyInfo, below above: WordBits) -> KeyDemand? {
    asked._withUnsafeGuaranteedRef { index in
      silence._withUnsafeGuaranteedRef { index.demand(of: info, below: above, $0) }
    }
  }

  func demand(of info: KeyInfo, below ancestors: [String]) -> KeyDemand {
    project.index.demand(of: info, below: ancestors, silent)
  }

  /// Whether nothing can be found in a value, whatever its key makes rules ask of it.
  func passesOver(
    _ value: NodeIndex, _ demand: KeyDemand, in entries: EntryInterest
  ) -> Bool {
    let node = entries.tree.nodes[value]
    guard node.tag == 0 else { return false }
    switch demand {
    case .everything: return false
    case .longTexts where node.textCount >= UInt32(Judge.shortestSecretByLooks): return false
    case .longTexts, .none: break
    }
    switch node.kind {
    case .sequence: return node.childCount == 0
    case .mapping, .alias: return false
    case .scalar: break
    }
    guard !node.isCooked else { return false }
    let range = node.range
    if let template = entries.template, template.containsAction(in: range) { return false }
    let isHinted = entries.hints.contains(range)
    if isHinted, !leavesOutAddresses { return false }
    // A document of several files is asked about nowhere.
    guard let text = entries.tree.writtenText(of: value) else { return false }
    if isHinted {
      // Of all that is looked for in values only the sign of an address may stand there.
      guard let sign = PlainValue.addressSign(in: text),
        entries.hints.only(in: range) == Int(node.textStart) + sign
      else { return false }
    } else {
      guard PlainValue.isPlain(text) else { return false }
    }
    return !project.ciphertexts.mayBegin(text) && !found.overlaps(range.start..<range.end)
  }
}

/// What tells of the entries of one document whether rules may have something to say of them.
///
/// An object apart from the reading, which is too large to be handed on for each entry.
final class EntryInterest {
  let tree: DocumentTree
  let keys: KeyTable
  let hints: ByteHints
  let template: TemplateText?
  /// Nil where no entry is left out that any rule may ask about.
  private let interest: DocumentInterest?
  // Beside what keeps it, as for every entry it is asked.
  private let asked: Unmanaged<DocumentInterest>?

  /// - Parameter leavesOut: Whether entries are left out as far as the reading does.
  init(_ reading: DocumentReading, leavesOut: Bool = true) {
    tree = reading.tree
    keys = reading.keys
    hints = reading.hints
    template = reading.template
    interest = leavesOut ? reading.interest : nil
    asked = interest.map { .passUnretained($0) }
  }

  /// What is known of an entry's key, if some rule may ask about such keys or a value like this.
  @inline(__always)
  func info(of key: NodeIndex, _ value: NodeIndex) -> KeyInfo? {
    let info =
      if let text = tree.writtenText(of: key) {
        keys.infoOfInterest(text)
      } else {
        tree.withText(of: key) { [keys] in keys.infoOfInterest($0) }
      }
    if info == nil, hints.contains(tree.nodes[value].range) { return anyInfo(of: key) }
    return info
  }

  @inline(never)
  private func anyInfo(of key: NodeIndex) -> KeyInfo {
    tree.withText(of: key) { [keys] in keys.info($0) }
  }

  /// Whether any rule may have something to say of an entry with such a key.
  ///
  /// - Parameters:
  ///   - info: What is known of the entry's key.
  ///   - path: The keys of the mappings that it lies in.
  @inline(__always)
  func isWorthReading(
    _ info: KeyInfo, _ value: NodeIndex, below path: inout MappingPath
  ) -> Bool {
    guard let asked else { return true }
    return asked._withUnsafeGuaranteedRef { interest in
      let demand =
        interest.demand(of: info, below: path.words(in: self))
        ?? interest.demand(of: info, below: path.allWords(in: self))
      return !interest.passesOver(value, demand, in: self)
    }
  }
}

extension ProjectContext {
  /// Whether nothing but its key and what the search of a file finds makes a setting matter.
  func judgesAnnouncedAlone() -> Bool {
    contract == nil && seeksNothingUnannounced && !index.asksForMappingsAlone
  }

  /// Whether addresses of the web are judged by their keys alone, if nothing else is in them.
  func judgesAddressesByKeys() -> Bool {
    !index.judgesPlainAddresses
      && PlainValue.schemes.isDisjoint(with: index.vocabulary.lists["data-store-scheme"] ?? [])
  }
}
