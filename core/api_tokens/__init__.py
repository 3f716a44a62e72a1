"""Tokens with which a program acts for a member: what they may do, who holds them, and what was asked with them."""
