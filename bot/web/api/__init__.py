"""The API: what chat does, for programs that hold a member's token, through the same use cases."""
