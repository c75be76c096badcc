import ConfigGuard
import RulePacks

/// The reader that the variable `READER` names.
private let reader: FuzzedReader = {
  guard let name = Platform.environmentVariable("READER"), let reader = FuzzedReader(rawValue: name)
  else {
    let names = FuzzedReader.allCases.map(\.rawValue).joined(separator: ", ")
    fatalError("READER names one of \(names)")
  }
  return reader
}()

/// Reads one input; the fuzzer calls it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  reader.read(SourceBytes(UnsafeBufferPointer(start: data, count: count)))
  return 0
}
