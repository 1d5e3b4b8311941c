"""Settings, addresses, the server, the pejl command."""
