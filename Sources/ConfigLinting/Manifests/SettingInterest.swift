import ConfigGuard
import RulePacks

/// Tells the variables of a manifest of which no rule can have anything to say, before anything is
/// made of them.
final class SettingInterest {
  let index: RuleIndex
  private let expressions: KeyExpressions
  private let keys: KeyTable
  private let stages: StageResolver
  let ciphertexts: CiphertextForms
  private let schemes: [[UInt8]]
  private let hints: ByteHints
  /// What else the search of the file's bytes found.
  let found: CoveredText
  private let context: ProjectContext
  var classifier: SecretClassifier { context.judge.classifier }
  var embedded: EmbeddedReader { context.judge.embedded }
  /// Values with which the rules that ask for them found no fault.
  // Both are looked at and added to without a call of anybody who could look meanwhile.
  @exclusivity(unchecked) private var passed: [(info: KeyInfo, text: String)] = []
  /// Words of commands in the file that were searched for tokens.
  @exclusivity(unchecked) var wordsWithoutTokens: Set<String> = []

  /// Nil where every variable counts.
  init?(_ scan: TextScan, _ context: ProjectContext) {
    // A contract may speak of any variable, and who asks for everything gets it.
    guard context.contract == nil, !context.readsEverything, context.trace == nil,
      context.seeksNothingUnannounced
    else { return nil }
    index = context.index
    expressions = index.keyExpressions
    keys = context.keys
    stages = context.stages
    ciphertexts = context.values.ciphertexts
    schemes = scan.announcesTokensByAddresses ? [] : context.quietSchemes
    hints = scan.hints
    found = CoveredText(scan)
    self.context = context
  }

  /// The places of a setting of which no rule can have anything to say; nil where one has to be made.
  ///
  /// - Parameter position: How many settings were made before.
  func passedOver(
    key: NodeIndex, value: NodeIndex, in tree: DocumentTree, position: Int
  ) -> PassedOverSettings.Entry? {
    guard let name = tree.writtenRange(of: key), let range = tree.writtenRange(of: value),
      passesOver(name, range, in: tree.bytes)
    else { return nil }
    return PassedOverSettings.Entry(key: name, value: range, position: position)
  }

  /// Whether nothing can be said of a value under a name that no file has.
  func passesOver(_ value: Value, named info: KeyInfo, in bytes: SourceBytes) -> Bool {
    guard value.form == .literal, value.isExact, value.items == nil,
      value.effective == value.text, value.text.utf8.count == value.range.count
    else { return false }
    let text = bytes.buffer(value.range)
    return PlainValue.isPlain(text) && isQuiet(text, value.range)
      && !info.isAskedAlone && !index.mayBeChosen(info)
      && !found.overlaps(value.range.start..<value.range.end) && !ciphertexts.mayBegin(text)
  }

  /// Both ranges are those of text that stands there byte for byte.
  func passesOver(_ key: SourceRange, _ range: SourceRange, in bytes: SourceBytes) -> Bool {
    let text = bytes.buffer(range)
    guard PlainValue.isPlain(text), isQuiet(text, range) else { return false }
    if let info = keys.tellingInfo(bytes.buffer(key)) {
      if info.mayNameHost || stages.isMarker(info) { return false }
      if info.isAskedAlone, !passes(text, range, info) { return false }
      if expressions.maySpeak(of: info, value: text) { return false }
    }
    return !found.overlaps(range.start..<range.end) && !ciphertexts.mayBegin(text)
  }

  /// Whether the rules that ask for a key look at nothing but the value, and find no fault with it.
  private func passes(
    _ text: UnsafeBufferPointer<UInt8>, _ range: SourceRange, _ info: KeyInfo
  ) -> Bool {
    guard let tests = info.valueTests else { return false }
    // Levels of logs and their like are the same in all parts of a file.
    for place in passed.indices where passed[place].info === info {
      if passed[place].text.withBytes({ $0.hasSameBytes(as: text) }) { return true }
    }
    let text = String(decoding: text, as: UTF8.self)
    let value = context.values.value(text, at: range, isExact: true, syntax: .none)
    let check = context.judge.valueCheck
    guard tests.allSatisfy({ check.violations($0, value, key: info.words).isEmpty }) else {
      return false
    }
    if passed.count < Self.mostPassed { passed.append((info, text)) }
    return true
  }

  private static let mostPassed = 8

  /// Whether nothing in the value announces a token, a secret or an address that rules ask for.
  func isQuiet(_ text: UnsafeBufferPointer<UInt8>, _ range: SourceRange) -> Bool {
    guard hints.contains(range) else { return true }
    // An address of the web has neither password nor parameter, or it would not be plain.
    return schemes.contains { scheme in
      text.count > scheme.count + 3 && text.starts(with: scheme) && text[scheme.count] == 0x3A
        && text[scheme.count + 1] == 0x2F && text[scheme.count + 2] == 0x2F
        && hints.only(in: range) == range.start + scheme.count
    }
  }
}

/// Whether a name is met for the first time; of two names that are taken for one, neither is known
/// to be alone.
struct MetNames {
  private static let few = 24

  private var list: [UInt64] = []
  private var set: Set<UInt64> = []

  /// False where the name, or one like it, was there already.
  mutating func insert(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    if list.count < Self.few {
      if list.contains(hash) { return false }
      if list.isEmpty { list.reserveCapacity(Self.few) }
      list.append(hash)
      return true
    }
    if set.isEmpty { set = Set(list) }
    return set.insert(hash).inserted
  }
}

extension RuleIndex {
  /// Whether the rules about every setting say nothing of an address of this scheme that has neither
  /// a password nor parameters.
  func seeksNothing(inAddressesOf scheme: String) -> Bool {
    forEverySetting.allSatisfy { number in
      guard case .url(let test) = rules[number].check else { return true }
      return test.password != nil || !test.query.isEmpty
        || !test.schemes.isEmpty && !test.schemes.contains(scheme)
    } && vocabulary.lists["data-store-scheme"]?.contains(scheme) != true
  }
}
