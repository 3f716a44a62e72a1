"""Who may do what: one table, asked before anything is done. What has no row in it is not done."""
