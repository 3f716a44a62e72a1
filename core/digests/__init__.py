"""Periodic summaries for a conversation."""
