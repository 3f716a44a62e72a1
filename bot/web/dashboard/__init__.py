"""The dashboard: what chat knows, as pages. They do through the same use cases what chat does, and nothing else."""
