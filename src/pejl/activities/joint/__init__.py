"""A group writes its feedback to another group together, and decides what is sent."""
