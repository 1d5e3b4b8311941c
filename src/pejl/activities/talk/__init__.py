"""A short input from the front, with questions from the room."""
