"""How tickets sell, in words, and the card with which a ticket shop is let in."""

from collections.abc import Sequence
from uuid import UUID

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Style, Text
from bot.language import mark, tr
from bot.retold import retold
from bot.tokens import Token
from bot.words import count, number_in_words, short_moment, spoken_list
from core.campaigns.cadence import TRIGGERED
from core.campaigns.queries import CampaignView
from core.tickets.record import Recorded
from core.tickets.signing import SIGNATURE, TIMESTAMP
from core.tickets.state import Tickets

EXAMPLES = mark("120 of 300 sold · last 50 · early bird is gone · sold out")
"""As they are understood, in each language."""
TITLES = {phase.key: phase.title for phase in TRIGGERED}


def in_words(tickets: Tickets) -> str:
    """ "212 of 300 sold (71 %)", "Sold out"; "" while nothing is known."""
    return "; ".join(part for part in (_how_many(tickets), _over(tickets)) if part)


def _how_many(tickets: Tickets) -> str:
    sold, capacity = tickets.sold, tickets.capacity
    if tickets.sold_out:
        return tr("Sold out, all {capacity}", capacity=number_in_words(capacity)) if capacity else tr("Sold out")
    if sold is not None and capacity:
        of, percent = number_in_words(capacity), sold * 100 // capacity
        return tr("{sold} of {capacity} sold ({percent} %)", sold=number_in_words(sold), capacity=of, percent=percent)
    if tickets.left is not None:
        return tr("the last {number}", number=number_in_words(tickets.left))
    return tr("{number} sold", number=number_in_words(sold)) if sold is not None else ""


def _over(tickets: Tickets) -> str:
    if not tickets.over or tickets.sold_out:
        return ""
    return tr("{tickets} gone", tickets=spoken_list(tickets.over))


def noted_card(done: Recorded) -> Card:
    """What became of a message about tickets."""
    sold = in_words(done.tickets)
    if not done.new:
        return _said(tr("I have that already. {event}: {sold}.", event=done.event, sold=sold))
    now = sold or tr("there are tickets again")
    return _said(tr("Noted. {event}: {sold}.", event=done.event, sold=now), done.proposed)


def news_card(campaign: CampaignView, phases: Sequence[str]) -> Card:
    """A ticket shop told news."""
    sold = in_words(campaign.tickets)
    return _said(tr("{event}, tickets: {sold}.", event=campaign.name, sold=sold), phases)


def _said(text: str, drafting: Sequence[str] = ()) -> Card:
    if drafting:
        posts = spoken_list([f"“{retold(TITLES.get(phase, phase))}”" for phase in drafting])
        writing = tr("I'm writing a post, {posts}; it waits for a yes.", posts=posts)
        text = f"{text} {writing}"
    return Card(summary=text, lines=(Text(text),))


def tickets_card(campaigns: Sequence[CampaignView], *, connected: bool) -> Card:
    """How everything to come sells."""
    lines: list[Line] = [Bullet(_line(campaign)) for campaign in campaigns[:20]]
    if not campaigns:
        lines.append(Text(tr("No events yet.")))
    lines.append(Small(tr("Tell me in an event's thread, or here with its name: {examples}.", examples=tr(EXAMPLES))))
    if connected:
        renew = Action(
            tr("New secret"),
            Token("tickets.shop"),
            style=Style.DANGER,
            confirm=tr("Whatever uses the old secret and token stops working. Make new ones?"),
        )
        lines.append(Small(tr("A ticket shop may tell me, too: its address is set up.")))
    else:
        renew = Action(tr("Connect a ticket shop"), Token("tickets.shop"))
        lines.append(Small(tr("A ticket shop can tell me by itself.")))
    summary = tr("Tickets of {events}.", events=count(len(campaigns), "event"))
    return Card(summary=summary, title=tr("Tickets"), lines=tuple(lines), actions=(renew,))


def _line(campaign: CampaignView) -> str:
    sold = in_words(campaign.tickets) or tr("not told yet")
    return f"{campaign.name} · {short_moment(campaign.starts_local)} · {sold}"


def entrance_card(address: str, secret: str, token: str) -> Card:
    """Everything somebody needs to set a ticket shop up. Shown once."""
    signed = tr(
        "Deliveries are signed: {timestamp} has Unix seconds, {signature} is sha256= and the HMAC of "
        "“seconds.body” with the secret. Or, without a signature: Authorization: Bearer and the token.",
        timestamp=TIMESTAMP,
        signature=SIGNATURE,
    )
    body = '{"id": "order-1", "event": "its name or ticket link", "sold": 120, "capacity": 300}'
    return Card(
        summary=tr("Secret and token for your ticket shop."),
        title=tr("Ticket shop"),
        lines=(
            Text(tr("Set this up in your ticket shop. I show secret and token only now: keep them.")),
            Fact(tr("Address"), address),
            Fact(tr("Secret"), secret),
            Fact(tr("Token"), token),
            Small(signed),
            Small(tr("The body: {body}", body=body)),
        ),
    )


def which_card(talk_id: UUID, names: Sequence[str]) -> Card:
    """Several events are to come: which one sells like this?"""
    ask = tr("Which event do you mean?")
    which = (Action(name[:60], Token("tickets.about", talk_id, at)) for at, name in enumerate(names))
    cancel = Action(tr("Cancel"), Token("talk.cancel", talk_id))
    return Card(ask, lines=(Text(ask),), actions=(*which, cancel), columns=1)
