"""Numbers Instagram returned for a window."""
