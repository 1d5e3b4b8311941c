"""Feedback between the levels and areas of the chain: given, handed out, heard, answered."""
