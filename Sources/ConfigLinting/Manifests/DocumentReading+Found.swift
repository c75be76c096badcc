package import ConfigGuard
package import RulePacks

extension DocumentReading {
  /// Whether settings of workloads were left out.
  var leavesOutSettings: Bool {
    _read { yield shared.found.leavesOutSettings }
    _modify {
      keepApart()
      yield &shared.found.leavesOutSettings
    }
  }

  package var workloads: [Workload] {
    _read { yield shared.found.workloads }
    _modify {
      keepApart()
      yield &shared.found.workloads
    }
  }

  /// Settings that no workload consumes.
  package var settings: [Setting] {
    _read { yield shared.found.settings }
    _modify {
      keepApart()
      yield &shared.found.settings
    }
  }

  /// ConfigMaps, Secrets and what else workloads of Kubernetes refer to.
  package var kubernetes: KubernetesDeclarations {
    _read { yield shared.found.kubernetes }
    _modify {
      keepApart()
      yield &shared.found.kubernetes
    }
  }

  /// Databases with a plan or a ceiling.
  package var databases: [DeclaredDatabase] {
    _read { yield shared.found.databases }
    _modify {
      keepApart()
      yield &shared.found.databases
    }
  }

  /// What the platform or the document says of the stage.
  package var platformStage: StageVerdict? {
    _read { yield shared.found.platformStage }
    _modify {
      keepApart()
      yield &shared.found.platformStage
    }
  }

  package var stageHint: String? {
    _read { yield shared.found.stageHint }
    _modify {
      keepApart()
      yield &shared.found.stageHint
    }
  }

  /// What the format says of the stage where nothing else does.
  package var defaultStage: StageVerdict? {
    _read { yield shared.found.defaultStage }
    _modify {
      keepApart()
      yield &shared.found.defaultStage
    }
  }

  package var kind: String? {
    _read { yield shared.found.kind }
    _modify {
      keepApart()
      yield &shared.found.kind
    }
  }

  package var problems: [ReadingProblem] {
    _read { yield shared.found.problems }
    _modify {
      keepApart()
      yield &shared.found.problems
    }
  }

  /// Problems in other files than the document's own.
  package var problemsElsewhere: [ProblemElsewhere] {
    _read { yield shared.found.problemsElsewhere }
    _modify {
      keepApart()
      yield &shared.found.problemsElsewhere
    }
  }

  /// Paths of files that were resolved together with this one, and are judged here.
  package var parts: Set<String> {
    _read { yield shared.found.parts }
    _modify {
      keepApart()
      yield &shared.found.parts
    }
  }

  /// Paths of files that this one is laid over, and which stand for themselves, too.
  package var bases: Set<String> {
    _read { yield shared.found.bases }
    _modify {
      keepApart()
      yield &shared.found.bases
    }
  }

  /// Stages of files that are laid over this one, which may not be read themselves.
  package var overlays: Set<Stage> {
    _read { yield shared.found.overlays }
    _modify {
      keepApart()
      yield &shared.found.overlays
    }
  }

  /// Files whose settings a workload of this document consumes.
  package var consumed: [ConsumedFile] {
    _read { yield shared.found.consumed }
    _modify {
      keepApart()
      yield &shared.found.consumed
    }
  }

  /// Documents that a tool makes out of this one and others; their workloads are this one's.
  package var results: [ResultingDocument] {
    _read { yield shared.found.results }
    _modify {
      keepApart()
      yield &shared.found.results
    }
  }

  /// Why the document holds no configuration, if it does not.
  package var skipReason: ReportText? {
    _read { yield shared.found.skipReason }
    _modify {
      keepApart()
      yield &shared.found.skipReason
    }
  }

  /// Keys under which workloads' environments were read.
  package var claimed: Set<NodeIndex> {
    _read { yield shared.found.claimed }
    _modify {
      keepApart()
      yield &shared.found.claimed
    }
  }

  /// A plugin fills in every `<key>` of the document.
  var hasVaultPlugin: Bool {
    _read { yield shared.found.hasVaultPlugin }
    _modify {
      keepApart()
      yield &shared.found.hasVaultPlugin
    }
  }
}
