"""Questions for tables or pairs, notes from one phone a table, a harvest on the screen."""
