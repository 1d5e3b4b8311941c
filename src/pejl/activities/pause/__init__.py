"""A break, with the time it ends."""
