"""Simulated phones against a running server, over real HTTP."""
