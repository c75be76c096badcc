import Testing

@testable import ConfigGuard
@testable import configlint

/// What a walk knows of names that are not there.
@Suite struct FolderListingTests {
  private func listing(_ names: [String]) -> FolderListing {
    FolderListing(names.map { DirectoryEntry(name: Array($0.utf8), kind: .regular) })
  }

  @Test(arguments: ["a.env", "/x/a.env", "compose.yaml", "x/y/.git"])
  func namesThatAreNotThereAreKnown(_ path: String) {
    #expect(listing(["b.env", "Compose.yml", "configguard.yaml"]).surelyLacks(nameOf: path))
    #expect(listing([]).surelyLacks(nameOf: path))
  }

  /// A file system that folds case, knows short names or drops dots finds these.
  @Test(arguments: [
    "b.env", "/x/b.env", "B.ENV", "compose.yml", "CONFIG~1.YAM", "b.env.", "b.env ", "café", "x/",
  ])
  func namesThatMayBeThereAreNot(_ path: String) {
    #expect(
      !listing(["b.env", "Compose.yml", "configguard.yaml"]).surelyLacks(nameOf: path))
  }

  @Test func namesBeyondASCIIAreNotFolded() {
    #expect(!listing(["caf\u{E9}.env", "\u{212A}.env"]).surelyLacks(nameOf: "k.env"))
  }

  @Test func everyNameOfALargeFolderIsFound() {
    let names = (0..<2_000).map { "service-\($0).yaml" }
    let listing = listing(names)
    #expect(names.allSatisfy { !listing.surelyLacks(nameOf: "x/\($0)") })
    #expect((2_000..<4_000).allSatisfy { listing.surelyLacks(nameOf: "service-\($0).yaml") })
  }
}
