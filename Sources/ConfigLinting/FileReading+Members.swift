package import ConfigGuard
import RulePacks

// What each of them is stands with the content.

extension FileReading {
  package var file: SourceFile { shared.content.file }

  package internal(set) var context: ProjectContext {
    _read { yield shared.content.context }
    _modify {
      keepApart()
      yield &shared.content.context
    }
  }

  var type: FileType? {
    _read { yield shared.content.type }
    _modify {
      keepApart()
      yield &shared.content.type
    }
  }

  package var format: String {
    _read { yield shared.content.format }
    _modify {
      keepApart()
      yield &shared.content.format
    }
  }

  package var stage: StageVerdict {
    _read { yield shared.content.stage }
    _modify {
      keepApart()
      yield &shared.content.stage
    }
  }

  package var settings: [Setting] {
    _read { yield shared.content.body.content.settings }
    _modify {
      keepBodyApart()
      yield &shared.content.body.content.settings
    }
  }

  var leavesOutSettings: Bool {
    _read { yield shared.content.leavesOutSettings }
    _modify {
      keepApart()
      yield &shared.content.leavesOutSettings
    }
  }

  var unportable: [ReadingProblem] {
    _read {
      if let rare = shared.content.rare { yield rare.content.unportable } else { yield[] }
    }
    _modify {
      keepApart()
      yield &rare.unportable
    }
  }

  package var documents: [DocumentSettings] {
    _read { yield shared.content.body.content.documents }
    _modify {
      keepBodyApart()
      yield &shared.content.body.content.documents
    }
  }

  package var parts: Set<String> {
    _read { yield shared.content.parts }
    _modify {
      keepApart()
      yield &shared.content.parts
    }
  }

  package var bases: Set<String> {
    _read {
      if let rare = shared.content.rare { yield rare.content.bases } else { yield[] }
    }
    _modify {
      keepApart()
      yield &rare.bases
    }
  }

  package var overlays: Set<Stage> {
    _read {
      if let rare = shared.content.rare { yield rare.content.overlays } else { yield[] }
    }
    _modify {
      keepApart()
      yield &rare.overlays
    }
  }

  package var workloads: [Workload] {
    _read { yield shared.content.body.content.workloads }
    _modify {
      keepBodyApart()
      yield &shared.content.body.content.workloads
    }
  }

  package var kubernetes: KubernetesDeclarations {
    _read {
      if let rare = shared.content.rare {
        yield rare.content.kubernetes
      } else {
        yield KubernetesDeclarations()
      }
    }
    _modify {
      keepApart()
      yield &rare.kubernetes
    }
  }

  package var databases: [DeclaredDatabase] {
    _read {
      if let rare = shared.content.rare { yield rare.content.databases } else { yield[] }
    }
    _modify {
      keepApart()
      yield &rare.databases
    }
  }

  package var drafts: [FindingDraft] {
    _read { yield shared.content.body.content.drafts }
    _modify {
      keepBodyApart()
      yield &shared.content.body.content.drafts
    }
  }

  package var pending: [PendingFinding] {
    _read {
      if let rare = shared.content.rare { yield rare.content.pending } else { yield[] }
    }
    _modify {
      keepApart()
      yield &rare.pending
    }
  }

  package var documentFacts: [DocumentFact] {
    _read {
      if let rare = shared.content.rare { yield rare.content.documentFacts } else { yield[] }
    }
    _modify {
      keepApart()
      yield &rare.documentFacts
    }
  }

  package var scan: TextScan {
    _read { yield shared.content.body.content.scan }
    _modify {
      keepBodyApart()
      yield &shared.content.body.content.scan
    }
  }

  package var consumed: [ConsumedFile] {
    _read { yield shared.content.body.content.consumed }
    _modify {
      keepBodyApart()
      yield &shared.content.body.content.consumed
    }
  }

  package var reads: [VariableRead] {
    _read {
      if let rare = shared.content.rare { yield rare.content.reads } else { yield[] }
    }
    _modify {
      keepApart()
      yield &rare.reads
    }
  }

  package var readers: DialectVerdict? {
    _read { yield shared.content.body.content.readers }
    _modify {
      keepBodyApart()
      yield &shared.content.body.content.readers
    }
  }

  package var skipReason: ReportText? {
    _read { yield shared.content.body.content.skipReason }
    _modify {
      keepBodyApart()
      yield &shared.content.body.content.skipReason
    }
  }

  package var skippedDocuments: [ReportText] {
    _read {
      if let rare = shared.content.rare { yield rare.content.skippedDocuments } else { yield[] }
    }
    _modify {
      keepApart()
      yield &rare.skippedDocuments
    }
  }

  package var kind: String? {
    _read { yield shared.content.body.content.kind }
    _modify {
      keepBodyApart()
      yield &shared.content.body.content.kind
    }
  }

  var early: EarlyJudgement? {
    _read { yield shared.content.early }
    _modify {
      keepApart()
      yield &shared.content.early
    }
  }

  /// Made for whoever changes it.
  private var rare: RareContent {
    get { shared.content.rare?.content ?? RareContent() }
    _modify {
      let rare = shared.content.rare ?? Rare(RareContent())
      shared.content.rare = rare
      yield &rare.content
    }
  }
}
