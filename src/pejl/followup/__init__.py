"""Next steps after the day: check-ins, reminders, who is told, and what became of them."""
