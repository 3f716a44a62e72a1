"""The message about designs: a numbered sheet to browse or to pick from, one design, or one that was sent."""

from collections.abc import Sequence

from bot.cards.card import Action, Card, Fact, Line, Picture, Small, Style, Text
from bot.tokens import Token
from bot.words import count, spoken_list
from core.designs.queries import SheetView
from core.templates.catalog import CATEGORIES
from core.templates.library import Listed, Origin, Search, Sort
from core.templates.model import GENRES, THEMES
from core.templates.opinions import STARS, Opinion
from core.templates.share import OTHERS_SEE

FACETS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("category", "For", CATEGORIES),
    ("genre", "Music", tuple(genre for genre in GENRES if genre != "any")),
    ("theme", "Look", THEMES),
    ("origin", "By", tuple(Origin)),
    ("sort", "Sort", tuple(Sort)),
)
"""(field of a search, label of its button, what it may be)."""
_SURE = {
    "share": (f"{OTHERS_SEE} You can take it back at any time. Shall I share it?", "Share it", Style.PRIMARY),
    "delete": (
        "Posts that have it keep it, and nobody can pick it any more. Shall I delete it?",
        "Delete it",
        Style.DANGER,
    ),
}
"""(question, label of the yes, its style) of what is asked about before it counts, in every house alike."""
_ORIGINS = {Origin.CATALOG: "Rite's own", Origin.OURS: "ours", Origin.SHARED: "shared by others"}
_BY = {Origin.CATALOG: "Rite", Origin.SHARED: "another team that shares it"}


def option_number(facet: int, option: int) -> int:
    """What the button of one choice of a filter carries; option 0 is "any"."""
    return 100 * facet + option


def page_number(page: int, place: int) -> int:
    """What the button of one design carries, so that it means nothing once the page was turned."""
    return 100 * page + place


def designs_card(sheet: SheetView) -> Card:
    """Whatever the sheet shows at the moment."""
    view = sheet.shown.view
    if view.sent:
        return _sent(sheet)
    if view.opened and sheet.designs[0] is not None:
        return _opened(sheet, sheet.designs[0])
    if sheet.post is not None:
        return _restyle(sheet)
    return _library(sheet)


def _library(sheet: SheetView) -> Card:
    view = sheet.shown.view
    intro = view.said or _found(sheet)
    lines: list[Line] = [Text(intro), *_numbered(sheet.designs)]
    if sheet.shown.pages > 1:
        lines.append(Small(f"Page {view.page % sheet.shown.pages + 1} of {sheet.shown.pages}."))
    actions = _options(sheet) if view.facet else [*_numbers(sheet, "open"), *_turning(sheet), *_filters(sheet)]
    return _card(sheet, "Designs", intro, lines, actions)


def _restyle(sheet: SheetView) -> Card:
    assert sheet.post is not None  # noqa: S101 - the caller looked
    view, post = sheet.shown.view, sheet.post
    about = post.event if view.everywhere else post.name
    aim = "for all posts of it nobody approved yet" if view.everywhere else "and it needs a new yes"
    intro = view.said or f"Painted with your event. Pick a number: the words stay, the picture changes, {aim}."
    actions = []
    if view.picked and post.others and not view.everywhere:
        label = f"Same look for {count(post.others, 'more post')}"
        actions.append(Action(label, Token("design.match", sheet.id), style=Style.PRIMARY))
    actions += [*_numbers(sheet, "pick"), *_turning(sheet)]
    return _card(sheet, f"Another design · {about}", intro, [Text(intro), *_numbered(sheet.designs)], actions)


def _opened(sheet: SheetView, design: Listed) -> Card:
    view = sheet.shown.view
    lines: list[Line] = [Text(view.said)] if view.said else []
    if sheet.posts:
        ask = "Which post shall have it?"
        actions = [Action(post.name[:60], _token(sheet, "for", place)) for place, post in enumerate(sheet.posts)]
        actions.append(Action("Back", _token(sheet, "close")))
        return _card(sheet, design.name, ask, [*lines, Text(ask)], actions, columns=1)
    if view.sure:
        ask, yes, style = _SURE[view.sure]
        actions = [Action(yes, _token(sheet, view.sure), style=style), Action("Rather not", _token(sheet, "close"))]
        return _card(sheet, design.name, ask, [*lines, Text(ask)], actions)
    lines += facts_of(design, usual=sheet.usual)
    return _card(
        sheet, design.name, f"{design.name}: {view.said or rating(design.opinion)}", lines, _deeds(sheet, design)
    )


def facts_of(design: Listed, *, usual: bool = False) -> list[Line]:
    """What one should know of a design before one uses it."""
    kinds = spoken_list(list(dict.fromkeys((design.category, *design.suits))))
    facts = (
        ("For", kinds),
        ("Music", "any" if design.genre == "any" else design.genre),
        ("Look", ", ".join((design.theme, *design.tags))),
        ("Rating", rating(design.opinion)),
        ("Used", f"for {count(design.opinion.uses, 'approved post')}" if design.opinion.uses else "not yet"),
        ("By", _by(design)),
    )
    lines: list[Line] = [Fact(label, value) for label, value in facts]
    if usual:
        lines.append(Small("New campaigns of yours get it wherever it serves."))
    return lines


def rating(opinion: Opinion) -> str:
    """The honest mean, and how many it is of."""
    if opinion.mean is None:
        return "nobody has rated it yet"
    return f"{opinion.mean:.1f} of 5, by {count(opinion.ratings, 'person', 'people')}"


def _by(design: Listed) -> str:
    if design.origin is not Origin.OURS:
        return _BY[design.origin]
    made = f", after {design.base}" if design.base else ""
    seen = "shared with everybody" if design.shared else "only your team sees it"
    return f"{design.author or 'your team'}{made}; {seen}"


def _deeds(sheet: SheetView, design: Listed) -> list[Action]:
    def act(label: str, verb: str, number: int = 0, style: Style = Style.PLAIN) -> Action:
        return Action(label, _token(sheet, verb, number), style=style)

    actions = [act("Use for a post", "use", style=Style.PRIMARY), act("Save as ours", "save")]
    if design.origin is Origin.OURS:
        share = act("Stop sharing", "unshare") if design.shared else act("Share with everybody", "sure_share")
        actions += [act("Change it", "edit"), share, act("Delete", "sure_delete", style=Style.DANGER)]
    usual = act("Not our usual one", "unprefer") if sheet.usual else act("Make it our usual one", "prefer")
    stars = [act(f"{number} {'★' * number}", "rate", number) for number in STARS]
    return [*actions, usual, *stars, act("All designs", "back")]


def _sent(sheet: SheetView) -> Card:
    view = sheet.shown.view
    text = f"{view.name} can be used. This is how it looks with a made-up event. Shall I keep it for your team?"
    actions = [
        Action("Keep it", _token(sheet, "keep"), style=Style.PRIMARY),
        Action("Not now", _token(sheet, "drop")),
    ]
    return _card(sheet, view.name, text, [Text(text)], actions)


def _card(
    sheet: SheetView, title: str, summary: str, lines: Sequence[Line], actions: Sequence[Action], columns: int = 3
) -> Card:
    key = sheet.shown.picture_key
    names = [f"{place} {each.name}" for place, each in enumerate(sheet.designs, start=1) if each]
    alt = f"Flyer designs: {', '.join(names)}" if len(names) > 1 else f"The design {title} in three layouts"
    picture = Picture(key, alt) if key else None
    return Card(summary, title[:140], tuple(lines), picture, tuple(actions), columns)


def _token(sheet: SheetView, verb: str, number: int = 0) -> Token:
    return Token(f"design.{verb}", sheet.id, number)


def _found(sheet: SheetView) -> str:
    search = sheet.shown.view.search
    narrowed = ", ".join(part for part in (*_chosen(search), f"“{search.words}”" if search.words else "") if part)
    what = f"{count(sheet.shown.found, 'design')}{f' for {narrowed}' if narrowed else ''}"
    if not sheet.shown.found:
        return f"No design for {narrowed}. Take a filter off."
    return f"{what}, {search.sort} first. Press a number to look closer." if search.sort != Sort.NAME else f"{what}."


def _chosen(search: Search) -> list[str]:
    origin = _ORIGINS[Origin(search.origin)] if search.origin else ""
    return [search.category, search.genre, search.theme, origin]


def _numbered(designs: Sequence[Listed | None]) -> list[Line]:
    lines = [f"{place}  {_line(each)}" for place, each in enumerate(designs, start=1)]
    return [Text("\n".join(lines))] if lines else []


def _line(each: Listed | None) -> str:
    if each is None:
        return "is not there any more"
    about = [each.name, each.theme, each.category if each.genre == "any" else each.genre]
    if each.origin is Origin.OURS:
        about.append("ours")
    if each.opinion.mean is not None:
        about.append(f"{each.opinion.mean:.1f} ({each.opinion.ratings})")
    if each.opinion.uses:
        about.append(f"used {each.opinion.uses}×")
    return " · ".join(about)


def _numbers(sheet: SheetView, verb: str) -> list[Action]:
    page = sheet.shown.view.page
    return [
        Action(f"{place} {each.name}"[:40], _token(sheet, verb, page_number(page, place)))
        for place, each in enumerate(sheet.designs, start=1)
        if each is not None
    ]


def _turning(sheet: SheetView) -> list[Action]:
    if sheet.shown.pages < 2:
        return []
    page = sheet.shown.view.page % sheet.shown.pages
    back = [Action("Earlier ones", _token(sheet, "page", page - 1))] if page else []
    on = [Action("More", _token(sheet, "page", page + 1))] if page + 1 < sheet.shown.pages else []
    return [*back, *on]


def _filters(sheet: SheetView) -> list[Action]:
    search = sheet.shown.view.search
    actions = []
    for number, (field, label, _) in enumerate(FACETS):
        value = getattr(search, field)
        said = _ORIGINS.get(value, value)
        actions.append(Action(f"{label}: {said}" if value else label, _token(sheet, "facet", number)))
    actions.append(Action("Search", _token(sheet, "search")))
    if search != Search(sort=search.sort):
        actions.append(Action("Show all", _token(sheet, "all")))
    return actions


def _options(sheet: SheetView) -> list[Action]:
    number, (field, _, options) = next(
        (number, facet) for number, facet in enumerate(FACETS) if facet[0] == sheet.shown.view.facet
    )
    any_ = [] if field == "sort" else [Action("Any", _token(sheet, "set", option_number(number, 0)))]
    chosen = [
        Action(_ORIGINS.get(option, option).capitalize(), _token(sheet, "set", option_number(number, place)))  # type: ignore[call-overload]  # only origins are named otherwise
        for place, option in enumerate(options, start=1)
    ]
    return [*any_, *chosen]
