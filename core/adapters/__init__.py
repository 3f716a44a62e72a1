"""The world outside, behind the ports."""
