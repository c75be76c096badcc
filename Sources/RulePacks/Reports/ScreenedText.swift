/// Text that a report may show: only a `NameScreen` makes it.
package struct ScreenedText: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  init(screened text: String) { self.text = text }

  package var description: String { text }

  package static func + (left: ScreenedText, right: ScreenedText) -> ScreenedText {
    ScreenedText(screened: left.text + right.text)
  }
}

/// Text that takes part in comparisons and is never printed, not even by a debugger's summary.
package struct Unshown: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  private let text: String

  package init(_ text: String) { self.text = text }

  package func equals(_ other: String) -> Bool { text == other }

  package var description: String { "(not shown)" }

  package var customMirror: Mirror { Mirror(self, children: []) }
}
