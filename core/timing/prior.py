"""What is assumed about an audience as long as nothing is known of it: data (prior.toml) by weekday, hour and genre."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from core.timing.week import Curve, levelled

OTHERWISE = "nights"


@dataclass(frozen=True)
class Prior:
    """about: of whom it is true ("clubs")."""

    about: str
    curve: Curve


def prior_of(genre: str) -> Prior:
    """The prior of a kind of music; that of nights out for a kind nobody foresaw."""
    told = _priors()
    return told.get(genre.casefold(), told[""])


@cache
def _priors() -> dict[str, Prior]:
    """Genre -> prior; "" for all others."""
    data = tomllib.loads(files(__package__).joinpath("prior.toml").read_text(encoding="utf-8"))
    found: dict[str, Prior] = {}
    for name, row in data.items():
        prior = Prior(row["about"], levelled([day * hour for day in row["days"] for hour in row["hours"]]))
        found |= dict.fromkeys(row["genres"], prior)
        if name == OTHERWISE:
            found[""] = prior
    return found
