"""How a post names its design: the id of a catalog template, or a saved one with the version it was picked in."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class SavedRef:
    """A version of a saved template, "<32 hex digits>.<version>"."""

    saved_id: UUID
    version: int

    def __str__(self) -> str:
        return f"{self.saved_id.hex}.{self.version}"


def saved_ref(ref: str) -> SavedRef | None:
    """The saved template a reference names; None for the id of a catalog template."""
    saved_id, dot, version = ref.partition(".")
    try:
        return SavedRef(UUID(hex=saved_id), int(version)) if dot else None
    except ValueError:
        return None


def design_of(ref: str) -> str:
    """What ratings and uses are kept under: the same for every version of a saved template."""
    return ref.partition(".")[0]


def is_own(design: str) -> bool:
    """Whether what ratings and uses are kept under is a saved template, not one of the catalog."""
    try:
        UUID(hex=design)
    except ValueError:
        return False
    return True
