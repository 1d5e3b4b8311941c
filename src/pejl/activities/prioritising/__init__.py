"""Choosing under limited capacity: a list, and a budget of points."""
