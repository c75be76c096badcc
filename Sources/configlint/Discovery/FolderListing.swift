import ConfigGuard
import Synchronization

/// The names that a walk has met in a folder, so that most questions about files that are not there
/// need no call into the system.
///
/// Some file systems take names for one that differ in case or in their composition, know short ones
/// besides (`CONFIG~1.YAM`), or leave out dots and spaces at the end. A name is surely missing only
/// where none of that could find it.
package struct FolderListing: Sendable {
  /// Of the names in small letters, in their order; nil where some are not ASCII.
  private let hashes: [UInt32]?

  init(_ entries: [DirectoryEntry]) {
    var hashes: [UInt32] = []
    hashes.reserveCapacity(entries.count)
    for entry in entries {
      guard let hash = entry.name.withUnsafeBufferPointer({ Self.hash($0) }) else {
        self.hashes = nil
        return
      }
      hashes.append(hash)
    }
    hashes.sort()
    self.hashes = hashes
  }

  /// Whether the folder certainly has nothing of the name that a path ends in.
  func surelyLacks(nameOf path: String) -> Bool {
    guard let hashes else { return false }
    var path = path
    return path.withUTF8 { bytes in
      let start = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
      let name = UnsafeBufferPointer(rebasing: bytes[start...])
      guard let last = name.last, last != UInt8(ascii: "."), last != UInt8(ascii: " "),
        !name.contains(UInt8(ascii: "~")), let hash = Self.hash(name)
      else { return false }
      var (low, high) = (0, hashes.count)
      while low < high {
        let middle = (low + high) / 2
        if hashes[middle] < hash { low = middle + 1 } else { high = middle }
      }
      return low == hashes.count || hashes[low] != hash
    }
  }

  /// FNV-1a; equal hashes of two names cost a call into the system, and nothing else.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    var hash: UInt32 = 0x811C_9DC5
    for byte in name {
      guard byte < 0x80 else { return nil }
      let isCapital = (0x41...0x5A).contains(byte)
      hash = (hash ^ UInt32(isCapital ? byte | 0x20 : byte)) &* 0x0100_0193
    }
    return hash
  }
}

/// What the walks of one run have met in folders, by absolute paths without links.
package final class FolderListings: Sendable {
  private let known = Mutex(PathTable<FolderListing>())

  func add(_ folders: [(path: String, listing: FolderListing)]) {
    known.withLock { known in
      for folder in folders { known[folder.path] = folder.listing }
    }
  }

  subscript(path: String) -> FolderListing? { known.withLock { $0[path] } }

  /// Whether nothing is at a path whose folder was walked.
  func surelyLack(_ path: String) -> Bool {
    self[FilePath.folder(of: path)]?.surelyLacks(nameOf: path) ?? false
  }
}
