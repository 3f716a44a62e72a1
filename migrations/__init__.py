"""The database's history. One idea a migration; expand, backfill, contract."""
