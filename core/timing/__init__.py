"""When an audience is awake, and how far apart an account's posts keep: suggestions, gaps, clashes, proposals."""
