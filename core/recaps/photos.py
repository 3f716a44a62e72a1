"""Which photos of an evening are worth showing: sharp, bright, of people, and different from each other. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

MOST = 10
"""Slides of a carousel."""
WANTED = 6
"""So many tell an evening; more only when somebody picks them."""
ALIKE = 10
"""Bits of 64 in which the hashes of two shots of the same moment differ at most."""
BLURRED = 25.0
"""Variance of the Laplacian at 512 px below which nobody would keep a photo."""
DARK, BURNT = 22, 235
"""Mean brightness, 0 to 255, between which something can be seen. Clubs are dark: 40 is usual."""
SHARP_ENOUGH, BRIGHT_ENOUGH = 400.0, 90.0
FACES = 0.6
"""How much more a photo full of people is worth than an empty room."""


@dataclass(frozen=True)
class Photo:
    """One photo as it was measured. sharp: variance of the Laplacian; bright: mean, 0 to 255; people: share of skin,
    0 to 1; alike: a difference hash of 64 bits, in hexadecimal.
    """

    key: str
    sharp: float
    bright: float
    people: float
    alike: str

    @property
    def usable(self) -> bool:
        """Whether anybody could want to see it."""
        return self.sharp >= BLURRED and DARK <= self.bright <= BURNT

    @property
    def score(self) -> float:
        """Up to 2.6: sharpness and brightness count up to what is enough, people on top."""
        sharp = min(self.sharp / SHARP_ENOUGH, 1.0)
        bright = min(self.bright / BRIGHT_ENOUGH, 1.0) if self.bright < 180 else 0.6
        return sharp + bright + FACES * min(self.people * 4, 1.0)

    def stored(self) -> dict[str, Any]:
        return asdict(self)


def distance(one: Photo, other: Photo) -> int:
    """Bits in which two hashes differ."""
    return (int(one.alike, 16) ^ int(other.alike, 16)).bit_count()


def best(photos: Sequence[Photo], most: int = WANTED) -> tuple[Photo, ...]:
    """The best of each moment, the best first; of blurred and dark ones the least bad when there is nothing else."""
    usable = [photo for photo in photos if photo.usable] or sorted(photos, key=lambda one: -one.score)[:1]
    picked: list[Photo] = []
    for photo in sorted(usable, key=lambda one: (-one.score, one.key)):
        if len(picked) < most and all(distance(photo, one) > ALIKE for one in picked):
            picked.append(photo)
    return tuple(picked)
