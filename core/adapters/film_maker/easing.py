"""How things start and stop: 0 to 1 in, 0 to 1 out."""

from math import cos, pi


def settle(share: float) -> float:
    """Fast at first, then slower and slower: what arrives from elsewhere."""
    return 1 - (1 - min(1.0, max(0.0, share))) ** 4


def gently(share: float) -> float:
    """Slow at both ends: what grows clear where it is."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def spring(share: float) -> float:
    """A little too far and back: what is put down."""
    share = min(1.0, max(0.0, share)) - 1
    return 1 + 2.2 * share**3 + 1.2 * share**2


def breath(share: float) -> float:
    """Up and down again, once."""
    return 0.5 - 0.5 * cos(2 * pi * share)
