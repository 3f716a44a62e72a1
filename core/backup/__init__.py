"""Backups in a format of our own: the same on SQLite and PostgreSQL, checked by sums, sealed when a key is set."""
