import ConfigGuard

/// A programming language whose reads of the environment are known.
package enum SourceCodeLanguage: String, Sendable, Hashable, CaseIterable {
  case python
  /// With TypeScript, JSX, and the scripts of Vue's and Svelte's components.
  case javascript
  case ruby
  case java
  case kotlin
  case swift
  case go
  case rust
  case php

  private static let endings: [String: SourceCodeLanguage] = [
    "py": .python, "pyw": .python,
    "js": .javascript, "mjs": .javascript, "cjs": .javascript, "jsx": .javascript,
    "ts": .javascript, "mts": .javascript, "cts": .javascript, "tsx": .javascript,
    "vue": .javascript, "svelte": .javascript,
    "rb": .ruby, "rake": .ruby, "ru": .ruby,
    "java": .java, "kt": .kotlin, "kts": .kotlin,
    "swift": .swift, "go": .go, "rs": .rust, "php": .php,
  ]

  private static let names: [String: SourceCodeLanguage] = [
    "Rakefile": .ruby, "Gemfile": .ruby, "Capfile": .ruby,
  ]

  /// The language that a file's name says; nil for anything else than source code.
  package init?(path: String) {
    let name = FilePath.name(of: path)
    if let language = Self.names[name] {
      self = language
      return
    }
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    guard let language = Self.endings[ending] else { return nil }
    self = language
  }

  /// Whether the file holds its program between tags of a page.
  static func isComponent(path: String) -> Bool {
    path.hasSuffix(".vue") || path.hasSuffix(".svelte")
  }
}
