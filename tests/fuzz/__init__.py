"""Hostile bodies with valid signatures at every way in."""
