"""Accounts: signing in, passwords, and letting others in. Participants have links, not accounts."""
