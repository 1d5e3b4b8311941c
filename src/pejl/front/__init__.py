"""How an organisation shows itself: its name, logo and colour, its public page, and what people
write there."""
