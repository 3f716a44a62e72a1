"""What happens later: bodies of background tasks, the worker and the clock."""
