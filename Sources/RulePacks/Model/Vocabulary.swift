/// The facts that rules share: words, roles of keys, forms of values, token shapes, stage names.
package struct Vocabulary: Sendable {
  /// Words for splitting glued keys.
  @Deferred package var words: [String] = []
  /// Roles in order; the first whose pattern matches a key is the key's role.
  @Deferred package var roles: [RoleEntry] = []
  /// Lists of known values, by name; compared without case and separators.
  @Deferred package var lists = NamedLists()
  /// Families of values described by a pattern, by list name.
  @Deferred package var families: [String: [String]] = [:]
  /// Words that passwords are made of, the most usual ones first.
  @Deferred package var commonWords: [String] = []
  @Deferred package var publishedKeys: [PublishedKey] = []
  @Deferred package var forms: [ValueForm] = []
  @Deferred package var tokens: [TokenShape] = []
  @Deferred package var stages = StageVocabulary()
  /// What plans of providers take; the first that fits counts.
  @Deferred package var ceilings: [ConnectionCeiling] = []
  /// What names of variables say of their types; the first that fits counts.
  @Deferred package var variableTypes: [VariableTypeEntry] = []

  package init() {}
}

package struct RoleEntry: Sendable, Hashable {
  package var role: String
  package var keys: [KeyPattern]
}

/// Names of variables that are usually of one type.
package struct VariableTypeEntry: Sendable, Hashable {
  /// A type as contracts name it.
  package var type: String
  package var keys: [KeyPattern]
}

/// A key that everybody can read in the sample that it comes from; known by its digest alone.
package struct PublishedKey: Sendable, Hashable {
  /// The SHA-256 of the key's text, in small hexadecimal digits.
  package var digest: String
  /// Who publishes it.
  package var publisher: String

  package init(digest: String, publisher: String) {
    self.digest = digest
    self.publisher = publisher
  }
}

/// A form in which a value is something else than the text itself.
package struct ValueForm: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Points to where the value is kept.
    case reference
    /// Filled in before the file is used.
    case template
    /// Ciphertext.
    case encrypted
    /// A one-way hash of a password.
    case hash
  }

  package var kind: Kind
  package var name: String
  package var pattern: String
  /// Texts in lower case of which one stands in every such value; empty where none are plain.
  package var signs: [String] = []

  package init(kind: Kind, name: String, pattern: String) {
    self.kind = kind
    self.name = name
    self.pattern = pattern
    signs = Pattern.requiredTexts(in: pattern, shortest: 1)
  }
}

/// What names of stages look like and where they are looked for.
package struct StageVocabulary: Sendable, Hashable {
  /// Settings that say what an environment is for.
  package var markers: [KeyPattern] = []
  /// Words that name a stage.
  package var names: [String: [String]] = [:]
  /// Folder names that say more than a word may: an example, a test's fixture.
  package var folders: [String: [String]] = [:]
  /// Words among `names` that mean other things, too, so that a file or folder must end in one.
  package var ambiguous: [String] = []

  package init() {}
}

/// A rule's page: what only `explain`, the documentation and the tests read.
package struct RulePage: Sendable {
  package var id: String
  package var why: String
  package var fix: String
  @Deferred package var examples: [RuleExample]
}

/// A piece of configuration that a rule must find, or must leave alone.
package struct RuleExample: Sendable {
  package struct File: Sendable {
    package var path: String
    /// The text, with `⟦` and `⟧` around each place where the rule must find something.
    package var text: String
    package var tracking: String
    /// Whether every user of the machine may read it.
    package var isReadableByAll = false
  }

  /// A read of the running service.
  package struct Access: Sendable {
    /// As the code writes it, with dots between its parts.
    package var key: String
    /// `found`, `absent`, `replaced` or `refused`.
    package var outcome: String
    /// The default that the service got.
    package var fallback: String?
    /// Whether the read, or who holds the value, says that it is a secret.
    package var isMarkedSecret: Bool
  }

  package var isBad: Bool
  package var title: String
  package var files: [File]
  /// An environment of a process instead of files.
  package var environment: [String: String]
  package var contract: String?
  package var stage: Stage?
  package var severity: Severity?
  /// Where the pack states it, for messages about examples that fail.
  package var line: Int
  /// What a running service read; the environment is then not judged.
  package var accesses: [Access] = []
}

/// One pack: rules, their pages, and facts.
package struct RulePack: Sendable {
  package var name: String
  package var rules: [Rule] = []
  package var pages: [RulePage] = []
  package var vocabulary = Vocabulary()

  package init(name: String) { self.name = name }
}
