"""A member's recorded decision on one revision."""
