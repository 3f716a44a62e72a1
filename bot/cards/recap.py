"""The morning after: asking for photos, the contact sheet, and the question whether everybody is fine with it."""

from bot.cards.card import Action, Bullet, Card, Line, Picture, Small, Style, Text
from bot.tokens import Token
from bot.words import clock, count, day, spoken_list
from core.recaps.view import RecapView
from core.recaps.worked import Worked

ASK = (
    "How was it? Drop your photos here in the thread, or press Send photos. I pick the sharp, bright and different "
    "ones and make the recap of them. Without photos the usual painted one goes on as planned."
)
CONSENT = "Is everybody in these pictures fine with being posted?"


def recap_card(view: RecapView) -> Card:
    """One living card from the question to the recap."""
    title = f"The morning after · {view.event}"
    if view.made:
        return Card(
            f"{view.event}: the recap is being made.", title, (Text(_said_yes(view)), *_worked(view)), _sheet(view)
        )
    if not view.sheet_key:
        lines: tuple[Line, ...] = (Text(ASK), *_worked(view))
        if view.photos:
            lines = (Text(f"I'm looking at {count(view.photos, 'photo')}…"),)
        return Card(f"{view.event}: {ASK}", title, lines, actions=(_send(view, primary=not view.photos),))
    picked = spoken_list([str(number) for number in view.picked])
    return Card(
        summary=f"{view.event}: {count(view.photos, 'photo')}. {CONSENT}",
        title=title,
        lines=(
            Text(f"Of {count(view.photos, 'photo')} I'd take {picked}, in this order."),
            Small("Other ones? Answer with their numbers, like 2 5 1. More photos? Just drop them here."),
            Text(CONSENT),
            Small("Without that yes none of them goes out."),
            *_worked(view),
        ),
        picture=_sheet(view),
        actions=(
            Action("Yes, all fine", Token("recap.consent", view.id, view.stamp), style=Style.PRIMARY),
            Action("Change the pick", Token("recap.pick", view.id)),
            _send(view),
        ),
    )


def _send(view: RecapView, *, primary: bool = False) -> Action:
    style = Style.PRIMARY if primary else Style.PLAIN
    return Action("Send photos", Token("recap.photos", view.campaign_id), style=style)


def _sheet(view: RecapView) -> Picture | None:
    if not view.sheet_key:
        return None
    return Picture(
        view.sheet_key, f"{count(view.photos, 'photo')} of {view.event}, numbered; the picked ones are framed."
    )


def _said_yes(view: RecapView) -> str:
    when = f" on {day(view.consent_local)}, {clock(view.consent_local)}" if view.consent_local else ""
    who = view.consent_by or "Somebody"
    return f"{who} said{when} that everybody in {spoken_list([str(n) for n in view.picked])} is fine with it."


def _worked(view: RecapView) -> tuple[Line, ...]:
    """What to do again, with how few posts say so."""
    if not view.worked:
        return ()
    return (Small("What worked, as far as so few posts can tell:"), *(Bullet(_in_words(one)) for one in view.worked))


def _in_words(one: Worked) -> str:
    what = {"phase": one.value, "hour": f"posts at {one.value}", "format": f"{one.value} posts"}.get(
        one.kind, f"the design {one.value}"
    )
    return f"{what[:1].upper()}{what[1:]}: {one.times:g} times what the others reached ({one.posts} of {one.of} posts)."
