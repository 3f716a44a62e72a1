"""Whoever paints the reference flyers: each a process that is told which ones, by lines of JSON."""
