"""Hashtags: where they come from, which are worth having, how they do, and where they stand."""
