#if ConfigurationSupport
  import ConfigGuard
  import Configuration
  import RulePacks

  /// What several providers say at one time, looked up as a contract understands it.
  struct ValidatedSnapshot: ConfigSnapshot {
    /// Of the providers, the first one that counts first.
    let snapshots: [any ConfigSnapshot]
    let keys: ContractKeys
    let providerName: String

    func value(forKey key: AbsoluteConfigKey, type: ConfigType) throws -> LookupResult {
      guard let entry = keys.entry(of: key) else { return try plainValue(forKey: key, type: type) }
      var result: LookupResult?
      for snapshot in snapshots {
        for key in [key] + entry.formerKeys.map(\.key) {
          if Self.isMissing(entry.variable, key, in: snapshot) { continue }
          var found = try snapshot.value(forKey: key, type: type)
          if entry.variable.isSecret { found.value?.isSecret = true }
          guard found.value == nil else { return found }
          result = result ?? found
        }
      }
      return result ?? LookupResult(encodedKey: key.description, value: nil)
    }

    /// What a reader over the providers would get.
    private func plainValue(
      forKey key: AbsoluteConfigKey, type: ConfigType
    ) throws -> LookupResult {
      var result: LookupResult?
      for snapshot in snapshots {
        let found = try snapshot.value(forKey: key, type: type)
        guard found.value == nil else { return found }
        result = result ?? found
      }
      return result ?? LookupResult(encodedKey: key.description, value: nil)
    }

    /// Whether a provider has only blanks for a variable that must have more.
    private static func isMissing(
      _ variable: ContractVariable, _ key: AbsoluteConfigKey, in snapshot: any ConfigSnapshot
    ) -> Bool {
      guard let result = try? snapshot.value(forKey: key, type: .string),
        case .string(let text)? = result.value?.content
      else { return false }
      return variable.countsAsMissing(text)
    }

    /// The contract's variables as the providers hold them.
    var settings: SourcedSettings {
      SourcedSettings(snapshots.map(source), keys: keys.written)
    }

    private func source(_ snapshot: any ConfigSnapshot) -> SourcedSettings.Source {
      var source = SourcedSettings.Source(
        name: snapshot.providerName, values: [:], unusable: [])
      for entry in keys.entries {
        let type = entry.variable.configType
        for (name, key) in [(entry.variable.name, entry.key)] + entry.formerKeys {
          guard let result = try? snapshot.value(forKey: key, preferring: type) else {
            // It is there, and no text says what it is.
            source.values[name] = ""
            source.unusable.insert(name)
            continue
          }
          guard let text = result.value?.content.text else { continue }
          source.values[name] = text
          guard type != .string else { continue }
          let isConverted = (try? snapshot.value(forKey: key, type: type)) != nil
          if !isConverted, !entry.variable.countsAsMissing(text) { source.unusable.insert(name) }
        }
      }
      return source
    }

    /// What some variables hold beside those of the contract.
    func values(of variables: [String], key: (String) -> AbsoluteConfigKey) -> [String: String] {
      var values: [String: String] = [:]
      for name in variables {
        for snapshot in snapshots {
          let result = try? snapshot.value(forKey: key(name), preferring: .string)
          guard let text = result?.value?.content.text else { continue }
          values[name] = text
          break
        }
      }
      return values
    }
  }
#endif
