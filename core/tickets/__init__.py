"""How many tickets are sold, as people and ticket shops tell it, and what that is worth a post."""
