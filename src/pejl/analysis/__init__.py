"""The numbers: pure functions, usable alone. No Django, no I/O."""
