"""Rite in Slack."""
