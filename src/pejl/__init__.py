"""Pejl brings a whole leadership chain together on a theme day."""
