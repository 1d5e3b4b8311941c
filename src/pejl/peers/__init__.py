"""Peer groups: three from different areas who meet on their own schedule between days."""
