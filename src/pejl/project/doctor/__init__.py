"""`pejl doctor`: checks an installation, and says in plain words what to mend."""
