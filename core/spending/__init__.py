"""What models cost: each call with its price, the month's budget of a workspace, and who is told about both."""
