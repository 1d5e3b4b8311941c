"""One or several choices, a scale, or words."""
