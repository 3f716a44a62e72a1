"""Connected Instagram accounts."""
