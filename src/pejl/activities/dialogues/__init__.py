"""Which dialogues matter, with whom, about what, and how well they work, seen from both ends."""
