"""The hub: topics and numbers. In memory, or through Redis. Knows no models."""
