import ConfigGuard
import RulePacks

extension ConfigurationReader {
  /// Takes a file as text alone: what it holds was found when its bytes were scanned.
  func readText(_ file: SourceFile, into reading: inout FileReading) {
    reading.format = FileType.text.rawValue
    let path = context.stages.evidence(
      ofPath: context.projectPath(of: file.path), context.contract)
    reading.stage = context.stages.verdict(path)
    if file.bytes.firstNUL != nil || file.encodingFault != nil {
      reading.skipReason = "holds no text"
      reading.scan = .empty
    }
  }
}
