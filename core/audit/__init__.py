"""The audit log: decisions, rights, settings, accounts and exports, one row a deed, never changed and never deleted."""
