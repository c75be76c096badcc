package import ConfigGuard

/// The variables that a .env file yields in one environment.
package struct DotEnvResolution: Sendable {
  /// The final values; a name alone that the environment does not know is left out.
  package var values: [String: String]
  /// References that had neither a value nor a default and so became nothing.
  package var unsetReferences: [Interpolation.Reference]
  /// Required variables without a value, and limits that were reached; the entries are left out.
  package var errors: [InterpolationError]
  /// The variables whose values come from running a command, which is never done here.
  package var wouldRunCommand: [String] = []
  /// The variables whose values depend on the shell that reads the file.
  package var undetermined: [String] = []
}

extension DotEnvFile {
  /// The values as the dialect's reader makes them.
  ///
  /// For Docker Compose a reference is looked up in the environment first and then among the
  /// entries above it, while an entry keeps its own value even if the environment has another.
  /// Entries whose references could not be parsed are left out.
  package func resolved(environment: (String) -> String?) -> DotEnvResolution {
    switch dialect.expansion {
    case .none, .compose: return resolvedInOrder(environment: environment)
    case .repeated:
      return withoutActuallyEscaping(environment) { environment in
        var resolver = DotEnvRepeatedResolver(self, environment)
        resolver.resolve()
        return resolver.resolution
      }
    case .braces, .capitals, .ruby, .go, .shell:
      return withoutActuallyEscaping(environment) { environment in
        var resolver = DotEnvResolver(self, environment)
        resolver.resolve()
        return resolver.resolution
      }
    }
  }

  private func resolvedInOrder(environment: (String) -> String?) -> DotEnvResolution {
    var values: [String: String] = [:]
    var unset: [Interpolation.Reference] = []
    var errors: [InterpolationError] = []
    var budget = Interpolation.expansionLimit
    for entry in entries {
      let key = entry.key
      if entry.hasMalformedInterpolation {
        values[key] = nil
      } else if !entry.hasValue {
        // A name that the host does not know leaves an earlier value as it is.
        if let value = environment(key) {
          values[key] = value
        } else if dialect.bareName == .empty {
          values[key] = ""
        }
      } else if let interpolation = entry.interpolation {
        do {
          let lookup = { (name: String) in environment(name) ?? values[name] }
          let value = try interpolation.evaluated(lookup: lookup, budget: &budget)
          unset += interpolation.unsetReferences(lookup: lookup)
          values[key] = value
        } catch {
          errors.append(error)
          values[key] = nil
        }
      } else {
        values[key] = entry.value
      }
    }
    return DotEnvResolution(values: values, unsetReferences: unset, errors: errors)
  }
}
