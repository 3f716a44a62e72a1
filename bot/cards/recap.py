"""The morning after: asking for photos, the contact sheet, and the question whether everybody is fine with it."""

from babel.numbers import format_decimal

from bot.cards.card import Action, Bullet, Card, Line, Picture, Small, Style, Text
from bot.language import mark, reader, tr
from bot.tokens import Token
from bot.words import clock, count, day, spoken_list
from core.recaps.view import RecapView
from core.recaps.worked import Worked

ASK = mark(
    "How was it? Drop your photos here in the thread, or press Send photos. I pick the sharp, bright and different "
    "ones and make the recap of them. Without photos the usual painted one goes on as planned."
)
CONSENT = mark("Is everybody in these pictures fine with being posted?")
_WHAT = {
    "hour": mark("posts at {value}"),
    "format": mark("{value} posts"),
    "design": mark("the design {value}"),
}


def recap_card(view: RecapView) -> Card:
    """One living card from the question to the recap."""
    title = tr("The morning after · {event}", event=view.event)
    if view.made:
        summary = tr("{event}: the recap is being made.", event=view.event)
        return Card(summary, title, (Text(_said_yes(view)), *_worked(view)), _sheet(view))
    if not view.sheet_key:
        lines: tuple[Line, ...] = (Text(tr(ASK)), *_worked(view))
        if view.photos:
            lines = (Text(tr("I'm looking at {photos}…", photos=count(view.photos, "photo"))),)
        return Card(f"{view.event}: {tr(ASK)}", title, lines, actions=(_send(view, primary=not view.photos),))
    photos = count(view.photos, "photo")
    return Card(
        summary=f"{view.event}: {photos}. {tr(CONSENT)}",
        title=title,
        lines=(
            Text(tr("Of {photos} I'd take {picked}, in this order.", photos=photos, picked=_picked(view))),
            Small(tr("Other ones? Answer with their numbers, like 2 5 1. More photos? Just drop them here.")),
            Text(tr(CONSENT)),
            Small(tr("Without that yes none of them goes out.")),
            *_worked(view),
        ),
        picture=_sheet(view),
        actions=(
            Action(tr("Yes, all fine"), Token("recap.consent", view.id, view.stamp), style=Style.PRIMARY),
            Action(tr("Change the pick"), Token("recap.pick", view.id)),
            _send(view),
        ),
    )


def _picked(view: RecapView) -> str:
    return spoken_list([str(number) for number in view.picked])


def _send(view: RecapView, *, primary: bool = False) -> Action:
    style = Style.PRIMARY if primary else Style.PLAIN
    return Action(tr("Send photos"), Token("recap.photos", view.campaign_id), style=style)


def _sheet(view: RecapView) -> Picture | None:
    if not view.sheet_key:
        return None
    alt = tr(
        "{photos} of {event}, numbered; the picked ones are framed.",
        photos=count(view.photos, "photo"),
        event=view.event,
    )
    return Picture(view.sheet_key, alt)


def _said_yes(view: RecapView) -> str:
    who, picked, at = view.consent_by or tr("Somebody"), _picked(view), view.consent_local
    if at is None:
        return tr("{who} said that everybody in {pictures} is fine with it.", who=who, pictures=picked)
    return tr(
        "{who} said on {day}, {clock} that everybody in {pictures} is fine with it.",
        who=who,
        day=day(at),
        clock=clock(at),
        pictures=picked,
    )


def _worked(view: RecapView) -> tuple[Line, ...]:
    """What to do again, with how few posts say so."""
    if not view.worked:
        return ()
    opening = Small(tr("What worked, as far as so few posts can tell:"))
    return (opening, *(Bullet(_in_words(one)) for one in view.worked))


def _in_words(one: Worked) -> str:
    what = one.value if one.kind == "phase" else tr(_WHAT[one.kind], value=one.value)
    return tr(
        "{what}: {times} times what the others reached ({posts} of {of} posts).",
        what=f"{what[:1].upper()}{what[1:]}",
        times=format_decimal(one.times, locale=reader()),
        posts=one.posts,
        of=one.of,
    )
