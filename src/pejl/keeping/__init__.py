"""How long things are kept, and how a person is forgotten: by the calendar, or when asked."""
