"""What a post and a team's year cost: rows, bytes, CPU, queries, rings and memory, with real processes."""
