/// One rule, as a pack states it: what it looks at, what is wrong, and what to say.
package struct Rule: Sendable {
  package var id: String
  package var category: Category
  package var title: String
  package var levels: StageLevels
  package var confidence: Confidence
  package var gates: Set<Gate>
  package var scope: RuleScope
  package var condition: Condition?
  package var check: Check
  package var message: String
  package var help: String
  package var references: [Reference]
  package var since: String
  package var formerly: [String]
  /// The project's own, and not built in.
  package var isOwn = false
  /// Why it matters, of a rule that was read from a pack; built-in rules have pages for that.
  package var why = ""
  /// Whether reports may show the values that the rule points at, where its category allows it.
  package var showsValues = true
  /// What `configlint fix` may do about it.
  package var repair: Repair?
}

/// Where a rule applies: files that are read, or the environment of a running process.
@usableFromInline
package enum Gate: String, Sendable, Hashable, CaseIterable {
  case files
  case process
}

/// What a rule looks at.
package enum RuleScope: Sendable, Hashable {
  case setting(SettingSelector)
  case path(PathSelector)
  case workload
  /// The words of what workloads start.
  case command
  case project
  case contract
  /// What the readers report of a file's text.
  case reading
  /// The text of a file, where no setting's value stands.
  case text
}

/// Settings chosen by the words of their key, by the role of the key, or all of them.
package struct SettingSelector: Sendable, Hashable {
  package var keys: [KeyPattern]
  package var except: [KeyPattern]
  package var roles: [String]
  package var isAny: Bool
  /// A regular expression over the whole key as it is written.
  package var keyExpression: String?

  package init(
    keys: [KeyPattern] = [], except: [KeyPattern] = [], roles: [String] = [], isAny: Bool = false,
    keyExpression: String? = nil
  ) {
    self.keys = keys
    self.except = except
    self.roles = roles
    self.isAny = isAny
    self.keyExpression = keyExpression
  }
}

/// What must be wrong with the thing looked at; each case is carried out by one file of checks.
package enum Check: Sendable, Hashable {
  case value(ValueTest)
  case origins(OriginTest)
  case secret([String])
  case fallback
  case url(URLTest)
  /// A token in one of these states, of no kind with one of these ids.
  case token([TokenState], except: [String])
  /// The secret is no key of the size or encoding that its reader needs.
  case keyMaterial(KeyMaterial)
  /// The path's last key is absent from the node before it.
  case absent
  /// The thing is there, and `when` has said all.
  case present
  /// None of these settings is there, or all that are there are empty.
  case requires([KeyPattern])
  case relation(Relation)
  /// A workload's command passes one of these tests.
  case command([CommandTest])
  /// One of these settings has a value, and so has the one of the same name with this suffix.
  case twins([KeyPattern], suffix: String)
  case sameAcrossStages
  /// A Secret in the clear with the name of one that is made out of ciphertext or a store.
  case plainBesideSealed
  case trackedEnvFile(String)
  case exampleDrift(String)
  case contract(String)
  case reading(String)
  /// Something that only the resolved environments of workloads or files show.
  case resolution(Resolution)
  /// All that use one database may open more connections than its server takes.
  case connectionBudget(ConnectionBudget)
  /// A line of a file's text holds a match.
  case text(TextTest)
  /// A file is there to hold one of these, and does.
  case heldSecret([HeldSecretKind])
}

/// What is looked for on the lines of a file.
package struct TextTest: Sendable, Hashable {
  package var pattern: String
  /// Texts of which one stands in every match; without any, every line is read with the pattern.
  package var keywords: [String]

  package init(pattern: String, keywords: [String]) {
    self.pattern = pattern
    self.keywords = keywords
  }
}

/// What `check: {secret-file: …}` asks of a file; the raw values are the words of packs.
package enum HeldSecretKind: String, Sendable, Hashable, CaseIterable {
  /// A private key that no passphrase guards.
  case privateKey = "private-key"
  case encryptedKey = "encrypted-key"
  /// Passwords and tokens of programs that log in somewhere.
  case credentials
  /// Values of an env file that only chance would find.
  case environment
}

/// What `check: {resolution: …}` looks for; the raw values are the words of packs.
package enum Resolution: String, Sendable, Hashable, CaseIterable {
  /// A workload's env file or object sets what the workload itself sets to something else.
  case shadowed
  /// A name that misses one that is asked for by a letter or two.
  case nearMiss = "near-miss"
  /// One service has two values of a switch or number in two manifests of one stage.
  case differs = "differs-between-manifests"
  /// Production or staging lacks what the other one sets.
  case missingInStage = "missing-in-stage"
  /// A data store of production is used in development.
  case productionHost = "production-host"
  /// A variable that source code reads and the contract does not have.
  case notInContract = "not-in-contract"

  /// Whether a single workload shows it; the others need the whole project.
  package var isAboutOneWorkload: Bool { self == .shadowed }
}

package enum Comparison: String, Sendable, Hashable, CaseIterable {
  case greater = ">"
  case greaterOrEqual = ">="
  case less = "<"
  case lessOrEqual = "<="
  case equal = "="
  case notEqual = "!="
}

/// A test of one value's text; all parts that are given must hold.
package struct ValueTest: Sendable, Hashable {
  package var oneOf: [String] = []
  package var notOneOf: [String] = []
  package var list: String?
  package var pattern: String?
  package var notPattern: String?
  package var isTruthy: Bool?
  package var isEmpty: Bool?
  package var isInteger: Bool?
  package var below: Int?
  package var above: Int?
  package var length: Int?
  package var duration: QuantityTest?
  package var size: QuantityTest?
  package var isDuration: Bool?
  /// Some item of the value, read as a list, must pass the test instead of the whole.
  package var isAboutItems: Bool = false
  /// What the items, of a value read as a list, must be together.
  package var listTests: [ListTest] = []

  package init() {}
}

/// A test of the parts of a URL or connection string.
package struct URLTest: Sendable, Hashable {
  /// `literal`: a password in clear text; `weak`: one that can be guessed.
  package var password: String?
  package var schemes: [String] = []
  package var query: [String: [String]] = [:]
  /// `public` or `private` hosts only.
  package var host: String?
  /// Names of hosts, or with a dot in front the ends of such names.
  package var hosts: [String] = []
  package var exceptHosts: [String] = []

  package init() {}
}

/// When a rule applies at all.
package indirect enum Condition: Sendable, Hashable {
  case all([Condition])
  case any([Condition])
  case not(Condition)
  case stage([Stage])
  case format([String])
  case kind([String])
  case image([String])
  case replicasAtLeast(Int)
  case setting([KeyPattern], ValueTest?)
  case sibling(String, ValueTest?)
  case load([String])
  case tracking([String])
  case fileKind([String])
  case role([String])
  /// The document itself says that the value is a secret.
  case declaredSecret
  /// Another value of the same file is ciphertext.
  case besideCiphertext
  /// The workload's command has one of these words.
  case command([String])
  /// The workload runs its image as it is, and what it starts is the server or one of these.
  case starts([String])
  /// Every user of the machine may read the file.
  case readableByAll(Bool)
  /// Something stands in the document at a path, and passes.
  case at(DocumentPath, ValueTest?)
  /// The project has another document like this in the same stage.
  case document(DocumentQuery)
  /// The project has another workload in the same stage for which this holds.
  case workload(Condition)
  /// The workload keeps data where a restart does not take it away.
  case keepsData(Bool)
  /// A port of the workload can be reached from outside of its host.
  case published(Bool)
  /// Something asks the workload again and again whether it works.
  case probed(Bool)
  /// The workload's name has one of these words.
  case named([String])
}
