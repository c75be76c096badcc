import ConfigGuard
import RulePacks

/// A command as the project's own file has it, of whose words no rule can have anything to say.
///
/// What its options give addresses to is left to be asked about.
struct ComposeQuietCommand {
  private(set) var words = ComposeCommandWords()
  private let interest: SettingInterest
  private let origin: ComposeOrigin
  private var screen: CommandScreen

  /// Nil for any other command.
  ///
  /// - Parameter info: What is known of the name under which the command is judged.
  init?(_ node: LayeredNode, named info: KeyInfo, _ loader: ComposeLoader) {
    let origin = loader.origins[node.origin]
    guard let interest = origin.reading.variableInterest, interest.seeksAnnouncedAlone(under: info)
    else { return nil }
    self.interest = interest
    self.origin = origin
    screen = interest.commandScreen(named: info)
    // Every look at the tree of an origin would be a copy.
    let tree = origin.tree
    guard node.isSequence, let sequence = node.writtenCollection else {
      guard node.isScalarOfFile, read(node.index, tree) else { return nil }
      return
    }
    var item = sequence + 1
    let end = Int(tree.nodes[sequence].next)
    while item < end {
      guard read(tree.target(of: item), tree) else { return nil }
      item = Int(tree.nodes[item].next)
    }
  }

  /// Reads a word; false where something may be said of it.
  private mutating func read(_ word: NodeIndex, _ tree: DocumentTree) -> Bool {
    guard let range = tree.writtenRange(of: word) else { return false }
    let text = tree.bytes.buffer(range)
    guard !screen.isTelling(text), interest.passesOver(word: range, in: tree.bytes) else {
      return false
    }
    words.read(text, at: range, isExact: true, of: origin.file)
    return true
  }

  /// Whether nothing can be said of what an option gives an address to.
  func passesOver(_ option: ComposeCommandWords.Assignment) -> Bool {
    !option.name.isEmpty
      && interest.passesOver(option.nameRange, option.range, in: origin.tree.bytes)
  }
}
