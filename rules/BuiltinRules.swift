// The packs beside this file are compiled into `EmbeddedRulePacks` by the EmbedRulePacks plugin.
