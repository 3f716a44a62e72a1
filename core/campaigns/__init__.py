"""All posts for one event, planned from a cadence."""
