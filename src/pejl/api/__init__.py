"""What other systems may read, and what they are told: a REST API by tokens, and webhooks."""
