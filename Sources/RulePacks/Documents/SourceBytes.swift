/// The bytes of one file, held once and never copied.
///
/// Everything that points into a file is a range of these bytes; a pointer from `pointer` is valid
/// as long as this object lives.
package final class SourceBytes: @unchecked Sendable {
  // The memory is written only before the initialiser returns, which is what makes sharing safe.
  package let pointer: UnsafePointer<UInt8>
  package let count: Int
  private let storage: UnsafeMutablePointer<UInt8>

  package init(capacity: Int, fill: (UnsafeMutableBufferPointer<UInt8>) throws -> Int) rethrows {
    storage = UnsafeMutablePointer<UInt8>.allocate(capacity: max(capacity, 1))
    pointer = UnsafePointer(storage)
    do {
      count = try fill(UnsafeMutableBufferPointer(start: storage, count: capacity))
    } catch {
      storage.deallocate()
      throw error
    }
  }

  package convenience init(_ bytes: some Collection<UInt8>) {
    self.init(capacity: bytes.count) { buffer in
      _ = buffer.initialize(from: bytes)
      return bytes.count
    }
  }

  package convenience init(_ text: String) {
    self.init(Array(text.utf8))
  }

  deinit { storage.deallocate() }

  package subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count)
    return pointer[index]
  }

  package var buffer: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: pointer, count: count)
  }

  package func buffer(_ range: SourceRange) -> UnsafeBufferPointer<UInt8> {
    precondition(range.start >= 0 && range.start <= range.end && range.end <= count)
    return UnsafeBufferPointer(start: pointer + range.start, count: range.count)
  }

  package func text(_ range: SourceRange) -> String {
    String(decoding: buffer(range), as: UTF8.self)
  }
}
