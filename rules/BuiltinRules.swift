// The packs beside this file are compiled into two string literals by the EmbedRulePacks plugin.
