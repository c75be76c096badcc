#if ConfigurationSupport
  import Configuration

  extension ConfigContent {
    /// The value as an environment variable would hold it.
    var text: String {
      switch self {
      case .string(let text): text
      case .int(let number): String(number)
      case .double(let number): String(number)
      case .bool(let truth): truth ? "true" : "false"
      case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
      case .stringArray(let texts): texts.joined(separator: ",")
      case .intArray(let numbers): numbers.map { String($0) }.joined(separator: ",")
      case .doubleArray(let numbers): numbers.map { String($0) }.joined(separator: ",")
      case .boolArray(let truths): truths.map { $0 ? "true" : "false" }.joined(separator: ",")
      case .byteChunkArray(let chunks):
        chunks.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",")
      }
    }
  }

  extension ConfigSnapshot {
    /// A value in whatever type it has.
    ///
    /// - Throws: What the lookup threw, where there is a value that has none of the types.
    func value(forKey key: AbsoluteConfigKey, preferring type: ConfigType) throws -> LookupResult {
      do {
        return try value(forKey: key, type: .string)
      } catch {
        for other in [type, .int, .double, .bool, .stringArray, .doubleArray, .boolArray, .bytes] {
          if let result = try? value(forKey: key, type: other) { return result }
        }
        throw error
      }
    }
  }
#endif
