"""make bench-publish: from the claim of a due post to the live medium, against bare SQL and other queues."""
