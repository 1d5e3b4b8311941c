"""Phone, console and screen, joining, the answer endpoint, the event stream, the desk."""
