import ConfigGuard
import RulePacks

extension KubernetesJoin {
  /// Says so where an object that is not there was probably meant to be another one.
  ///
  /// An object that is not in the set may be in the cluster, so its absence alone says nothing.
  mutating func absence(
    of reference: ConfigurationReference, _ namespace: String
  ) -> [JoinProblem] {
    guard !isUnknown(reference, namespace) else { return [] }
    let name = ObjectName(kind: reference.kind, namespace: namespace, name: reference.name)
    guard index.find(name, from: reference.place.file.path) == .absent else { return [] }
    noteAbsent(reference)
    var other = name
    other.kind =
      name.kind == ConfigurationObject.secret
      ? ConfigurationObject.configMap : ConfigurationObject.secret
    if let number = close(other, to: reference) {
      return [
        problem(
          .kindMismatch,
          "\(PlainName.shown(name.name)) is asked for as a \(name: name.kind), and is a \(name: other.kind)",
          reference, number)
      ]
    }
    guard let near = nearName(to: name), near != name.name else {
      if index.find(other, from: reference.place.file.path) == .absent {
        noteUnknown(reference, namespace)
      }
      return []
    }
    var meant = name
    meant.name = near
    guard let number = close(meant, to: reference) else { return [] }
    return [
      problem(
        .nameNearMiss,
        "there is no \(name: name.kind) \(shown(name.name)) here; \(shown(near)) is one", reference,
        number)
    ]
  }

  /// Says so where an object lacks a key that a container asks for.
  mutating func absence(
    of reference: ObjectKeyReference, in number: Int, isCertain: Bool
  ) -> [JoinProblem] {
    let object = objects[number]
    if nearKeys[number] == nil {
      nearKeys[number] = NearNames(object.everySetting(keys, values).map(\.key))
    }
    let near = nearKeys[number]?.nearest(to: reference.key)
    let what: ReportText = "\(name: object.name.kind) \(shown(object.name.name))"
    let isError =
      isCertain && object.isComplete && !reference.object.isOptional
      && isCertainlyMeant(object, by: reference.object)
    var message: ReportText = "\(what) has no key \(shown(reference.key))"
    if let near { message += "; did you mean \(shown(near))?" }
    guard isError || near != nil else { return [] }
    var problem = ReadingProblem(
      kind: isError ? .keyMissing : .nameNearMiss, message: message, range: reference.place.range)
    problem.key = reference.key
    let place = near.flatMap { object.setting($0, keys, values) }.map {
      Place($0.file, $0.keyRange)
    }
    return [
      JoinProblem(
        problem: problem, file: reference.place.file,
        related: (place ?? object.place, "it is defined here"))
    ]
  }

  private func problem(
    _ kind: ReadingProblem.Kind, _ message: ReportText, _ reference: ConfigurationReference,
    _ number: Int
  ) -> JoinProblem {
    JoinProblem(
      problem: ReadingProblem(
        kind: kind, message: message, range: reference.place.range, key: reference.name),
      file: reference.place.file, related: (objects[number].place, "it is defined here"))
  }

  private func shown(_ name: String) -> ReportText {
    PlainName.isPlain(name) ? "\(quoted: name)" : "of this name"
  }

  /// The one object of a name that stands close enough to belong to the same deployment.
  private mutating func close(
    _ name: ObjectName, to reference: ConfigurationReference
  ) -> Int? {
    guard case .found(let number) = index.find(name, from: reference.place.file.path) else {
      return nil
    }
    let (here, there) = (reference.place.file.path, objects[number].place.file.path)
    let folders = [here, there].map { FilePath.folder(of: $0) }
    let parents = folders.map { FilePath.folder(of: $0) }
    let isClose =
      folders[0] == folders[1] || folders[0] == parents[1] || folders[1] == parents[0]
      || parents[0] == parents[1] && folders.allSatisfy { $0.contains("/") }
    return isClose ? number : nil
  }

  /// Whether nobody can mean another object of the same name, of which this set knows nothing.
  private func isCertainlyMeant(
    _ object: ConfigurationObject, by reference: ConfigurationReference
  ) -> Bool {
    let (here, there) = (FilePath.folder(of: reference.place.file.path), object.folder)
    return here == there || FilePath.folder(of: here) == there
      || FilePath.folder(of: there) == here
  }

  /// A name of the same kind and namespace that is a slip of the keyboard away.
  private mutating func nearName(to name: ObjectName) -> String? {
    let group = ObjectName(kind: name.kind, namespace: name.namespace, name: "")
    if nearNames[group] == nil {
      let names = objects.lazy.map(\.name).filter { other in
        other.kind == name.kind
          && (other.namespace == name.namespace || other.namespace.isEmpty
            || name.namespace.isEmpty)
      }
      nearNames[group] = NearNames(Array(Set(names.map(\.name))).sorted())
    }
    return nearNames[group]?.nearest(to: name.name)
  }
}
