/// What a command must hold: a program, words behind it, an option.
package struct CommandTest: Sendable, Hashable {
  /// Names of programs without folders; none stands for any command.
  package var programs: [String]
  /// Words behind the program in this order.
  package var words: [Word]
  /// Words of which the command has none.
  package var without: [String]
  package let option: Option?
  // Of the option, which would be copied for each command that is asked about it.
  /// The names of the option; none without one.
  package let optionNames: [String]
  /// Whether only words that begin with a hyphen can be the option.
  package let asksForDash: Bool

  /// One of several texts.
  package struct Word: Sendable, Hashable {
    package var texts: [String]
    /// Only options may stand between it and what comes before.
    package var isNext: Bool

    package init(texts: [String], isNext: Bool) {
      self.texts = texts
      self.isNext = isNext
    }
  }

  package struct Option: Sendable, Hashable {
    package let names: [String]
    /// What the option's value must be; without a test the option itself is enough.
    package var test: ValueTest?
    /// Whether no word can be the option that begins without a hyphen.
    package let isDashed: Bool

    package init(names: [String], test: ValueTest?) {
      self.names = names
      self.test = test
      isDashed = names.allSatisfy { $0.utf8.first == UInt8(ascii: "-") }
    }
  }

  package init(
    programs: [String], words: [Word] = [], without: [String] = [], option: Option? = nil
  ) {
    self.programs = programs
    self.words = words
    self.without = without
    self.option = option
    optionNames = option?.names ?? []
    asksForDash = option?.isDashed == true
  }
}

extension CommandTest.Word: Packable {
  package init(from u: inout Unpacker) { self.init(texts: u.array(), isNext: u.value()) }

  package func pack(into p: inout Packer) {
    p.add(texts)
    p.add(isNext)
  }
}

extension CommandTest.Option: Packable {
  package init(from u: inout Unpacker) { self.init(names: u.array(), test: u.optional()) }

  package func pack(into p: inout Packer) {
    p.add(names)
    p.add(test)
  }
}

extension CommandTest: Packable {
  package init(from u: inout Unpacker) {
    self.init(
      programs: u.array(), words: u.array(), without: u.array(), option: u.optional())
  }

  package func pack(into p: inout Packer) {
    p.add(programs)
    p.add(words)
    p.add(without)
    p.add(option)
  }
}
