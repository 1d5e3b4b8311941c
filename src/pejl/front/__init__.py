"""How an organisation shows itself: its name, logo and colour."""
