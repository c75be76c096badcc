import Testing

/// Forms in which secrets stand in configuration, and forms that only look so: each was missed, or
/// found for nothing, by at least one tool that looks at text alone.
@Suite struct ExperimentTests {
  @Test(arguments: ExperimentCases.all)
  func experiment(file: MarkedFile) throws { try file.check() }

  @Test func samplesAreWhatTheyAreCalled() {
    #expect(MadeValue.tokenWithZero.count == 40)
    #expect(MadeValue.brokenToken.count == 40 && MadeValue.brokenToken != MadeValue.token)
    #expect(Set(ExperimentCases.all.map(\.name)).count == ExperimentCases.all.count)
  }
}
