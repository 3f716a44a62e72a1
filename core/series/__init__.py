"""Events that come again: when the next one is, and what it takes over from the last."""
