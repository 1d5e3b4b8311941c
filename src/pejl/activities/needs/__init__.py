"""What a gap or a statement calls for, and what could be done about it: from one phone a table."""
