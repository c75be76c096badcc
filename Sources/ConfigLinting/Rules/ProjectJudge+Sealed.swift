import ConfigGuard
import RulePacks

extension ProjectJudge {
  /// Secrets in the clear that lie beside the ciphertext, or the reference, that is to replace them.
  func plainSecretsBesideSealed(_ rule: Rule, _ context: ProjectContext) -> [FindingDraft] {
    struct Twin: Hashable {
      let namespace: String
      let name: String
      let stage: Stage
      /// Without a namespace only objects of one folder are surely of one deployment.
      let folder: String
    }
    func twin(_ object: ConfigurationObject, _ reading: FileReading) -> Twin {
      Twin(
        namespace: object.name.namespace, name: object.name.name, stage: reading.stage.stage,
        folder: object.name.namespace.isEmpty ? object.folder : "")
    }
    var makers: [Twin: ConfigurationObject] = [:]
    let readings = readings.filter { $0.context === context }
    for reading in readings {
      for object in reading.kubernetes.objects where object.replacesSecret {
        makers[twin(object, reading)] = object
      }
    }
    guard !makers.isEmpty else { return [] }
    return readings.flatMap { reading in
      reading.kubernetes.objects.compactMap { object -> FindingDraft? in
        guard object.name.kind == ConfigurationObject.secret, object.maker == nil,
          object.holdsClearText, let maker = makers[twin(object, reading)]
        else { return nil }
        var finding = draft(
          rule, context, object.place, stage: reading.stage.stage, key: nil,
          arguments: ["other": "\(name: maker.maker ?? "SealedSecret")"])
        finding?.related = [
          (maker.place, "the \(name: maker.maker ?? "SealedSecret") of this name")
        ]
        finding?.content = .name
        return finding
      }
    }
  }
}

extension ConfigurationObject {
  /// Whether it makes a whole Secret of its name, and none in the clear belongs beside it.
  fileprivate var replacesSecret: Bool {
    switch maker {
    case "SealedSecret", "VaultStaticSecret", "OnePasswordItem", "InfisicalSecret", "DopplerSecret",
      "BitwardenSecret":
      true
    case "ExternalSecret": !mergesIntoSecret
    default: false
    }
  }

  var holdsClearText: Bool {
    settings.contains { $0.value.form == .literal && $0.value.literal?.isEmpty == false }
  }
}
