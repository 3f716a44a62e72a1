"""Every state of the message about designs."""

from collections.abc import Iterator
from itertools import product
from uuid import UUID

from bot.cards.card import Card
from bot.cards.designs import FACETS, designs_card
from core.designs.queries import Restyled, SheetView
from core.designs.sheet import PER_PAGE, Shown, View
from core.templates.library import Listed, Origin, Search
from core.templates.opinions import NONE, Opinion

ID = UUID(int=11)


def design_cards(wild: str) -> Iterator[tuple[str, Card]]:
    """(what it is, the card); `wild` is what people may type."""
    for full, found in product((False, True), (0, 1, 6, 400)):
        view = View(search=_search(wild) if full else Search(), page=3 if found > PER_PAGE else 0)
        yield f"{found} designs {_how(full)}", designs_card(_sheet(view, found, wild, full=full))
    for field, _, _ in FACETS:
        yield f"designs by {field}", designs_card(_sheet(View(facet=field), 6, wild, full=True))
    for full, everywhere, picked in product((False, True), (False, True), ("", "strobe")):
        view = View(everywhere=everywhere, picked=picked, said=wild * 3 if full else "")
        sheet = _sheet(view, 30, wild, full=full, post=_post(wild, full=full))
        yield f"restyle {_how(full)}{' all' if everywhere else ''}{' picked' if picked else ''}", designs_card(sheet)
    for full, origin, posts in product((False, True), Origin, (0, 8)):
        view = View(opened="strobe", said=wild * 3 if full else "", posts=tuple("p" * posts))
        sheet = _sheet(view, 1, wild, full=full, origin=origin, posts=(_post(wild, full=full),) * posts)
        yield f"a design {_how(full)} {origin} for {posts}", designs_card(sheet)
    for sure in ("share", "delete"):
        yield f"sure to {sure}", designs_card(_sheet(View(opened="strobe", sure=sure), 1, wild, full=True))
    yield "a design that was sent", designs_card(_sheet(View(sent="a.zip", name=(wild * 2)[:60]), 0, wild, full=True))


def _how(full: bool) -> str:
    return "full" if full else "bare"


def _search(wild: str) -> Search:
    return Search(words=wild[:60], category="announcement", genre="techno", theme="neon", origin="shared")


def _post(wild: str, *, full: bool) -> Restyled:
    return Restyled(ID, ID, "Announcement", (wild * 4)[:120] if full else "Night", others=12 if full else 0)


def _design(place: int, wild: str, origin: Origin, *, full: bool) -> Listed:
    return Listed(
        ref=f"{'a' * 32}.{place}",
        design="a" * 32,
        name=wild[:40] if full else f"Design {place}",
        category="announcement",
        suits=("teaser", "countdown", "tonight") if full else (),
        genre="techno" if full else "any",
        theme="neon",
        tags=tuple(f"{wild[:20]} {number}"[:24] for number in range(8)) if full else (),
        origin=origin,
        layouts=("square", "portrait", "story"),
        author=wild if full else "",
        base="Strobe" if full else "",
        shared=full,
        opinion=Opinion(total=480, ratings=99, uses=12_345) if full else NONE,
    )


def _sheet(
    view: View,
    found: int,
    wild: str,
    *,
    full: bool,
    origin: Origin = Origin.OURS,
    post: Restyled | None = None,
    posts: tuple[Restyled, ...] = (),
) -> SheetView:
    designs = [_design(place, wild, origin, full=full) for place in range(1, min(found, PER_PAGE) + 1)]
    gone = [None] if full and len(designs) == PER_PAGE else []
    shown = Shown(view=view, refs=tuple("r" * len(designs)), found=found, picture_key="a.jpg" if found else None)
    return SheetView(ID, shown, (*designs[: len(designs) - len(gone)], *gone), post=post, posts=posts, usual=full)
