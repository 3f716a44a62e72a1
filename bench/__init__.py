"""Benchmarks: each measures us and our peers in the same run, in turns, and prints ratios as Markdown."""
