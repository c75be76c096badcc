import RulePacks

extension VariableFinder {
  /// Notes by which names the program has what reads the environment.
  mutating func readPythonImports() {
    modules = ["os"]
    for index in 0..<text.count {
      if text.isWord(index, "import"), text.kind(index + 1) == .word {
        if text.path(index, "import", "os", "as") != nil, let name = text.word(index + 3) {
          modules.insert(name)
        }
      } else if text.isWord(index, "from") {
        readPythonImport(at: index + 1)
      } else if text.isMark(index, "=") {
        notePythonReader(at: index)
      }
    }
  }

  private mutating func readPythonImport(at start: Int) {
    guard let module = text.word(start) else { return }
    var index = start + 1
    while text.isMark(index, "."), text.kind(index + 1) == .word { index += 2 }
    guard text.isWord(index, "import") else { return }
    index += 1
    if text.isMark(index, "(") { index += 1 }
    while let name = text.word(index) {
      var local = name
      index += 1
      if text.isWord(index, "as"), let other = text.word(index + 1) {
        local = other
        index += 2
      }
      notePython(name, of: module, as: local)
      guard text.isMark(index, ",") else { return }
      index += 1
    }
  }

  private mutating func notePython(_ name: String, of module: String, as local: String) {
    switch (module, name) {
    case ("os", "environ"), ("os", "environb"): environments.insert(local)
    case ("os", "getenv"), ("decouple", "config"), ("environs", "env"): functions.insert(local)
    case ("environ", "Env"), ("environs", "Env"), ("starlette", "Config"), ("decouple", "Config"),
      ("environ", "FileAwareEnv"):
      readerTypes.insert(local)
    default: break
    }
  }

  /// `env = environ.Env()` makes a function of `env`.
  private mutating func notePythonReader(at index: Int) {
    guard let name = text.word(index - 1) else { return }
    var type = index + 1
    if text.isWord(type, "environ") || text.isWord(type, "environs"), text.isMark(type + 1, ".") {
      type += 2
      guard text.isWord(type, "Env") || text.isWord(type, "FileAwareEnv") else { return }
    } else {
      guard let word = text.word(type), readerTypes.contains(word) else { return }
    }
    if text.isMark(type + 1, "(") { functions.insert(name) }
  }

  mutating func findPython(at index: Int) {
    guard !text.isMark(index - 1, "."), let word = text.word(index) else { return }
    if modules.contains(word), text.isMark(index + 1, ".") {
      if text.isWord(index + 2, "environ") || text.isWord(index + 2, "environb") {
        findPythonEnvironment(from: index, index + 3)
      } else if text.isWord(index + 2, "getenv") || text.isWord(index + 2, "getenvb") {
        addCall(from: index, index + 3, defaults: true)
      }
    } else if environments.contains(word) {
      findPythonEnvironment(from: index, index + 1)
    } else if functions.contains(word), !text.isWord(index - 1, "import") {
      findPythonReader(at: index, isStandard: word == "getenv")
    }
  }

  /// `config("X", default="x", cast=int)`, `env.bool("X", True)`.
  private mutating func findPythonReader(at index: Int, isStandard: Bool) {
    if text.isMark(index + 1, "(") {
      addCall(from: index, index + 1, defaults: true, isRequired: !isStandard)
    } else if text.isMark(index + 1, "."), let method = text.word(index + 2),
      text.isMark(index + 3, "("), !["read_env", "prefixed", "read_envfile"].contains(method)
    {
      addCall(
        from: index, index + 3, defaults: true, isRequired: true,
        type: CodeConversion.type(of: method))
    }
  }

  private mutating func findPythonEnvironment(from start: Int, _ next: Int) {
    if text.isMark(next, "[") {
      guard !isAssigned(next), !text.isWord(start - 1, "del") else { return }
      addCall(from: start, next, isRequired: true)
    } else if text.isMark(next, "."), text.isMark(next + 2, "(") {
      switch text.word(next + 1) {
      case "get", "setdefault": addCall(from: start, next + 2, defaults: true)
      case "pop":
        // What is taken out and not looked at is only removed.
        let isUsed = text.isMark(start - 1, "=") || text.isMark(start - 1, "(")
        if isUsed { addCall(from: start, next + 2, defaults: true, isRequired: true) }
      default: break
      }
    } else if text.isWord(start - 1, "in") {
      addMention(text.isWord(start - 2, "not") ? start - 3 : start - 2)
    } else {
      noteAlias(start, next)
    }
  }

  /// A name whose presence alone is asked for.
  mutating func addMention(_ index: Int) {
    guard let name = text.name(index) else { return }
    var read = VariableRead(name: name.text, nameRange: name.range, language: language)
    read.isMention = true
    reads.append(read)
  }

  /// Whether what stands in brackets gets a value here.
  func isAssigned(_ open: Int) -> Bool {
    guard let close = text.partner(open) else { return false }
    return isAssignment(close + 1)
  }

  /// Whether an operator at an index gives a value to what stands before it.
  func isAssignment(_ index: Int) -> Bool {
    if text.isMark(index, "+"), text.isMark(index + 1, "="), text.isAdjacent(index + 1) {
      return true
    }
    guard text.isMark(index, "=") else { return false }
    guard text.isAdjacent(index + 1) else { return true }
    return !text.isMark(index + 1, "=") && !text.isMark(index + 1, "~")
      && !text.isMark(index + 1, ">")
  }
}
