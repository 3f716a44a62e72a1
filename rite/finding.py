"""One thing `rite doctor` found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One line of the report; an optional one may be missing without harm."""

    well: bool
    what: str
    optional: bool = False
