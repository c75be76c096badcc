import ConfigGuard
import RulePacks

extension DocumentReading {
  /// The places of a setting of which no rule can have anything to say; nil where one has to be made.
  ///
  /// - Parameter position: How many settings were made before.
  func passedOver(
    key: NodeIndex, value: NodeIndex, position: Int
  ) -> PassedOverSettings.Entry? {
    variableInterest?.passedOver(key: key, value: value, in: tree, position: position)
  }
}
