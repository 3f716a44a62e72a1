"""People who look at the pages: a link asked for in chat lets one of them in, once, for a while."""
