"""Many posts changed at once: looked at before, done in one transaction, taken back for ten minutes."""
