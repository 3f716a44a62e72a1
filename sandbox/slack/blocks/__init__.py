"""Block Kit as the platform enforces it: a small language of rules, and Slack's limits written in it."""
