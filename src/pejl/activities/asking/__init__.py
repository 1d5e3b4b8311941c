"""Feedback on request: people ask each other about one thing, and answer or decline."""
