import ConfigGuard
import RulePacks

extension DocumentReading {
  /// The places of a setting of which no rule can have anything to say; nil where one has to be made.
  ///
  /// - Parameter position: How many settings were made before.
  func passedOver(
    key: NodeIndex, value: NodeIndex, position: Int
  ) -> PassedOverSettings.Entry? {
    guard let interest = variableInterest, let name = tree.writtenRange(of: key),
      let range = tree.writtenRange(of: value),
      interest.passesOver(name, range, in: tree.bytes)
    else { return nil }
    return PassedOverSettings.Entry(key: name, value: range, position: position)
  }
}
