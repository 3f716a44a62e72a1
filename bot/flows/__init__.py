"""Conversations, written once for every platform."""
