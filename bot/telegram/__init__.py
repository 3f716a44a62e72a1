"""Rite in Telegram."""
