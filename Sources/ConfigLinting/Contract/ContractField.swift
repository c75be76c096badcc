/// The fields of a contract in which two can differ, as they are written in it.
package enum ContractField: String, Sendable, Hashable, CaseIterable {
  case asOf = "as-of"
  case defaultStage = "default-stage"
  case stages
  case dialects
  case load
  case prefixes
  case variables
  case groups
  case compare
  case services
  case databases
  case rules
  case packs
  case ignore
  case baseline

  // Of variables.
  case type
  case items
  case separator
  case fewestItems = "min-items"
  case mostItems = "max-items"
  case required
  case requiredWhen = "required-when"
  case secret
  case minimumLength = "min-length"
  case maximumLength = "max-length"
  case minimumEntropy = "min-entropy"
  case bytes
  case choices = "one-of"
  case pattern
  case range
  case schemes = "url.schemes"
  case query = "url.query"
  case hosts = "url.hosts"
  case credentials = "url.credentials"
  case urlPath = "url.path"
  case exists = "path.exists"
  case absolute = "path.absolute"
  case defaultValue = "default"
  case description
  case example
  case distinct = "distinct-across-stages"
  case sentinels
  case allowEmpty = "allow-empty"
  case deprecated
  case deprecatedNames = "deprecated-names"

  // Of services and databases.
  case workloads
  case replicas
  case processes
  case pool
  case connections = "max-connections"
  case reserved
  case urls
}
