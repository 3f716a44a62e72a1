"""Other queues on the same Redis: how fast they do nothing, and how punctual their delays are."""
