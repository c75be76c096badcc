import ConfigGuard
import ConfigLinting
import RulePacks

/// A matrix as one line of JSON (`schemas/matrix.v1.schema.json`).
struct MatrixJSON {
  private let matrix: StageMatrix
  private let version: String

  init(_ matrix: StageMatrix, version: String) {
    self.matrix = matrix
    self.version = version
  }

  var text: String {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.tool(version)
      json.object("summary") { json in
        let counts = matrix.counts
        json.member("services", counts.services)
        json.member("keys", counts.keys)
        json.member("differences", counts.differences)
        json.member("missingRequired", counts.missingRequired)
        json.member("sharedSecrets", counts.sharedSecrets)
      }
      json.array("services", matrix.services) { json, service in
        json.object { add(service, to: &$0) }
      }
      json.add(matrix.problems)
    }
    return json.text + "\n"
  }

  private func add(_ service: StageMatrix.Service, to json: inout JSONWriter) {
    json.member("name", service.name)
    json.array("columns", service.columns) { json, column in
      json.object { json in
        json.member("title", column.title)
        json.member("stage", column.stage.rawValue)
        json.member("stageEvidence", column.stageEvidence)
        json.add(column.location)
      }
    }
    json.array("rows", service.rows) { json, row in
      json.object { json in
        json.member("key", row.key)
        json.member("inContract", row.isInContract)
        json.member("differs", row.differs)
        json.array("cells", row.cells) { json, cell in
          json.object { json in
            json.member("state", cell.state.rawValue)
            json.member("required", cell.isRequired)
            json.array("sameAs", cell.sameAs) { $0.value($1.rawValue) }
          }
        }
      }
    }
  }
}
