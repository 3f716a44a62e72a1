"""The happenings being promoted."""
