"""The other formats of a painted flyer: the same words in the other shapes, said yes to together with the first."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.templates.scene import Layout


@dataclass(frozen=True)
class Variant:
    """One picture in the media store, in one layout, with the hash of its bytes."""

    layout: Layout
    key: str
    hash: str


def variants_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Variant, ...]:
    """Back from JSON."""
    return tuple(Variant(Layout(row["layout"]), row["key"], row["hash"]) for row in rows)


def stored_variants(variants: Iterable[Variant]) -> list[dict[str, Any]]:
    """As JSON."""
    return [{**asdict(variant), "layout": variant.layout.value} for variant in variants]


def variant_in(rows: Iterable[Mapping[str, Any]], layout: Layout) -> Variant | None:
    """The one in this layout, of what a revision has stored."""
    return next((variant for variant in variants_from(rows) if variant.layout is layout), None)
