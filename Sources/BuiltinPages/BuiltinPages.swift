// The pages and examples of the packs in `rules` are compiled into a string literal by the
// EmbedRulePacks plugin.
