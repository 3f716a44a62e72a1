"""What is true: the domain, its use cases and ports. Knows no chat platform and no queue worker."""
