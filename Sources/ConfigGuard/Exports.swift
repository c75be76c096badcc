// Severities, categories and stages are declared beside the rule model, which the build tool
// shares; whoever imports the library gets them with it.
@_exported public import RulePacks
