"""What is kept about people and teams: shown, handed out, erased, and forgotten in time."""
