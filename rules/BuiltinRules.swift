// The packs beside this file are compiled into a string literal by the EmbedRulePacks plugin.
