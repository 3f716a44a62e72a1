"""The message about designs: a numbered sheet to browse or to pick from, one design, or one that was sent."""

from collections.abc import Sequence

from bot.cards.card import Action, Card, Fact, Line, Picture, Small, Style, Text
from bot.cards.design_words import capital, found_in_words, in_one_line, kinds_in_words, maker, named, rating, uses
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from core.designs.queries import Restyled, SheetView
from core.templates.catalog import CATEGORIES
from core.templates.library import Listed, Origin, Search, Sort
from core.templates.model import GENRES, THEMES
from core.templates.opinions import STARS
from core.templates.share import OTHERS_SEE

FACETS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("category", mark("For"), CATEGORIES),
    ("genre", mark("Music"), tuple(genre for genre in GENRES if genre != "any")),
    ("theme", mark("Look"), THEMES),
    ("origin", mark("By"), tuple(Origin)),
    ("sort", mark("Sort"), tuple(Sort)),
)
"""(field of a search, label of its button, what it may be)."""
_SURE = {
    "share": mark("You can take it back at any time. Shall I share it?"),
    "delete": mark("Posts that have it keep it, and nobody can pick it any more. Shall I delete it?"),
}
"""What is asked about before it counts, in every house alike."""


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
        return _restyle(sheet, sheet.post)
    return _library(sheet)


def _library(sheet: SheetView) -> Card:
    view = sheet.shown.view
    intro = retold(view.said) or found_in_words(view.search, sheet.shown.found)
    lines: list[Line] = [Text(intro), *_numbered(sheet.designs)]
    if sheet.shown.pages > 1:
        page = view.page % sheet.shown.pages + 1
        lines.append(Small(tr("Page {page} of {pages}.", page=page, pages=sheet.shown.pages)))
    actions = _options(sheet) if view.facet else [*_numbers(sheet, "open"), *_turning(sheet), *_filters(sheet)]
    return _card(sheet, tr("Designs"), intro, lines, actions)


def _restyle(sheet: SheetView, post: Restyled) -> Card:
    view = sheet.shown.view
    about = post.event if view.everywhere else _name(post)
    intro = retold(view.said) or _aim(everywhere=view.everywhere)
    actions = []
    if view.picked and post.others and not view.everywhere:
        label = tr_many("Same look for {n} more post", "Same look for {n} more posts", post.others)
        actions.append(Action(label, Token("design.match", sheet.id), style=Style.PRIMARY))
    actions += [*_numbers(sheet, "pick"), *_turning(sheet)]
    title = tr("Another design · {name}", name=about)
    return _card(sheet, title, intro, [Text(intro), *_numbered(sheet.designs)], actions)


def _aim(*, everywhere: bool) -> str:
    if everywhere:
        return tr(
            "Painted with your event. Pick a number: the words stay, the picture changes, for all posts of it nobody "
            "approved yet."
        )
    return tr("Painted with your event. Pick a number: the words stay, the picture changes, and it needs a new yes.")


def _name(post: Restyled) -> str:
    return f"{retold(post.title)} · {post.event}"


def _opened(sheet: SheetView, design: Listed) -> Card:
    view = sheet.shown.view
    said = retold(view.said)
    lines: list[Line] = [Text(said)] if said else []
    if sheet.posts:
        ask = tr("Which post shall have it?")
        actions = [Action(_name(post)[:60], _token(sheet, "for", place)) for place, post in enumerate(sheet.posts)]
        actions.append(Action(tr("Back"), _token(sheet, "close")))
        return _card(sheet, design.name, ask, [*lines, Text(ask)], actions, columns=1)
    if view.sure:
        ask = tr(_SURE[view.sure])
        ask = f"{retold(OTHERS_SEE)} {ask}" if view.sure == "share" else ask
        return _card(sheet, design.name, ask, [*lines, Text(ask)], _yes_or_no(sheet))
    lines += facts_of(design, usual=sheet.usual)
    return _card(sheet, design.name, f"{design.name}: {said or rating(design.opinion)}", lines, _deeds(sheet, design))


def _yes_or_no(sheet: SheetView) -> list[Action]:
    yes = {
        "share": Action(tr("Share it"), _token(sheet, "share"), style=Style.PRIMARY),
        "delete": Action(tr("Delete it"), _token(sheet, "delete"), style=Style.DANGER),
    }
    return [yes[sheet.shown.view.sure], Action(tr("Rather not"), _token(sheet, "close"))]


def facts_of(design: Listed, *, usual: bool = False) -> list[Line]:
    """What one should know of a design before one uses it."""
    facts = (
        (tr("For"), kinds_in_words(design)),
        (tr("Music"), tr("any") if design.genre == "any" else design.genre),
        (tr("Look"), ", ".join((named("theme", design.theme), *design.tags))),
        (tr("Rating"), rating(design.opinion)),
        (tr("Used"), uses(design.opinion)),
        (tr("By"), maker(design)),
    )
    lines: list[Line] = [Fact(label, value) for label, value in facts]
    if usual:
        lines.append(Small(tr("New campaigns of yours get it wherever it serves.")))
    return lines


def _deeds(sheet: SheetView, design: Listed) -> list[Action]:
    def act(label: str, verb: str, number: int = 0, style: Style = Style.PLAIN) -> Action:
        return Action(label, _token(sheet, verb, number), style=style)

    actions = [act(tr("Use for a post"), "use", style=Style.PRIMARY), act(tr("Save as ours"), "save")]
    if design.origin is Origin.OURS:
        share = act(tr("Stop sharing"), "unshare") if design.shared else act(tr("Share with everybody"), "sure_share")
        actions += [act(tr("Change it"), "edit"), share, act(tr("Delete"), "sure_delete", style=Style.DANGER)]
    usual = act(tr("Not our usual one"), "unprefer") if sheet.usual else act(tr("Make it our usual one"), "prefer")
    stars = [act(f"{number} {'★' * number}", "rate", number) for number in STARS]
    return [*actions, usual, *stars, act(tr("All designs"), "back")]


def _sent(sheet: SheetView) -> Card:
    view = sheet.shown.view
    text = tr(
        "{name} can be used. This is how it looks with a made-up event. Shall I keep it for your team?", name=view.name
    )
    actions = [
        Action(tr("Keep it"), _token(sheet, "keep"), style=Style.PRIMARY),
        Action(tr("Not now"), _token(sheet, "drop")),
    ]
    return _card(sheet, view.name, text, [Text(text)], actions)


def _card(
    sheet: SheetView, title: str, summary: str, lines: Sequence[Line], actions: Sequence[Action], columns: int = 3
) -> Card:
    key = sheet.shown.picture_key
    picture = Picture(key, _shows(sheet, title)) if key else None
    return Card(summary, title[:140], tuple(lines), picture, tuple(actions), columns)


def _shows(sheet: SheetView, title: str) -> str:
    names = [f"{place} {each.name}" for place, each in enumerate(sheet.designs, start=1) if each]
    if len(names) > 1:
        return tr("Flyer designs: {names}", names=", ".join(names))
    return tr("The design {name} in three layouts", name=title)


def _token(sheet: SheetView, verb: str, number: int = 0) -> Token:
    return Token(f"design.{verb}", sheet.id, number)


def _numbered(designs: Sequence[Listed | None]) -> list[Line]:
    gone = tr("is not there any more")
    lines = [f"{place}  {in_one_line(each) if each else gone}" for place, each in enumerate(designs, start=1)]
    return [Text("\n".join(lines))] if lines else []


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
    back = [Action(tr("Earlier ones"), _token(sheet, "page", page - 1))] if page else []
    on = [Action(tr("More"), _token(sheet, "page", page + 1))] if page + 1 < sheet.shown.pages else []
    return [*back, *on]


def _filters(sheet: SheetView) -> list[Action]:
    search = sheet.shown.view.search
    actions = []
    for number, (field, _, _) in enumerate(FACETS):
        value, label = getattr(search, field), tr(FACETS[number][1])
        said = f"{label}: {named(field, value)}" if value else label
        actions.append(Action(said, _token(sheet, "facet", number)))
    actions.append(Action(tr("Search"), _token(sheet, "search")))
    if search != Search(sort=search.sort):
        actions.append(Action(tr("Show all"), _token(sheet, "all")))
    return actions


def _options(sheet: SheetView) -> list[Action]:
    number, (field, _, options) = next(
        (number, facet) for number, facet in enumerate(FACETS) if facet[0] == sheet.shown.view.facet
    )
    any_ = [] if field == "sort" else [Action(tr("Any"), _token(sheet, "set", option_number(number, 0)))]
    chosen = [
        Action(capital(named(field, option)), _token(sheet, "set", option_number(number, place)))
        for place, option in enumerate(options, start=1)
    ]
    return [*any_, *chosen]
