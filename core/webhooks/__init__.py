"""News of posts sent to other services: where to, what, and how that went."""
