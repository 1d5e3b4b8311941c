"""In: leaders, agreement, programme."""
