"""What people did about a post, one row a deed: kept for ever, shown in chat."""
