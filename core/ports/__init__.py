"""What the domain asks of the world outside, as protocols."""
