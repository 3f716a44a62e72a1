"""Things worth telling, and where they were told."""
