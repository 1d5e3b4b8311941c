"""Opens a day with what the last one left: what was promised, what became of it, then and now."""
