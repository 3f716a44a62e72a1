"""Flyers as data: templates, the scene they show, and the pure arithmetic that lays text out."""
