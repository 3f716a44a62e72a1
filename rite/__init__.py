"""The `rite` command: the only code that sees both houses, bot and jobs."""
