"""Mail that goes out by itself, and the clock it goes by."""
