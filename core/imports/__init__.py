"""Many events at once, from a table or a calendar file: looked through row by row before anything is created."""
