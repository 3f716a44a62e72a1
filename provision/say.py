"""Tell the person at the terminal, in a sentence, what is going on."""

import sys


def say(sentence: str) -> None:
    """Write one line to standard error, at once, so that it never mixes with results on standard output."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
