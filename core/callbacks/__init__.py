"""What Meta tells us by itself: comments and mentions, who left, who wants to be forgotten."""
