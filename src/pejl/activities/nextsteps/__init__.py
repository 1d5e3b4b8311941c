"""Agreements: who does what, with whom, by when, and who supports."""
