"""Tenants, the people in them, and who they are on each chat platform."""
