"""Instagram media containers."""
