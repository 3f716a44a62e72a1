"""How tickets sell, in words, and the card with which a ticket shop is let in."""

from collections.abc import Sequence
from uuid import UUID

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Style, Text
from bot.tokens import Token
from bot.words import count, short_moment, spoken_list
from core.campaigns.cadence import TRIGGERED
from core.campaigns.queries import CampaignView
from core.tickets.record import Recorded
from core.tickets.signing import SIGNATURE, TIMESTAMP
from core.tickets.state import Tickets

EXAMPLES = "120 of 300 sold · last 50 · early bird is gone · sold out"
TITLES = {phase.key: phase.title for phase in TRIGGERED}


def in_words(tickets: Tickets) -> str:
    """ "212 of 300 sold (71 %)", "Sold out"; "" while nothing is known."""
    return "; ".join(part for part in (_how_many(tickets), _over(tickets)) if part)


def _how_many(tickets: Tickets) -> str:
    if tickets.sold_out:
        return f"Sold out, all {tickets.capacity:,}" if tickets.capacity else "Sold out"
    if tickets.sold is not None and tickets.capacity:
        return f"{tickets.sold:,} of {tickets.capacity:,} sold ({tickets.sold * 100 // tickets.capacity} %)"
    if tickets.left is not None:
        return f"the last {tickets.left:,}"
    return f"{tickets.sold:,} sold" if tickets.sold is not None else ""


def _over(tickets: Tickets) -> str:
    if not tickets.over or tickets.sold_out:
        return ""
    return f"{spoken_list(tickets.over)} gone"


def noted_card(done: Recorded) -> Card:
    """What became of a message about tickets."""
    if not done.new:
        return _said(f"I have that already. {done.event}: {in_words(done.tickets)}.")
    now = in_words(done.tickets) or "there are tickets again"
    return _said(f"Noted. {done.event}: {now}.{_drafting(done.proposed)}")


def news_card(campaign: CampaignView, phases: Sequence[str]) -> Card:
    """A ticket shop told news."""
    return _said(f"{campaign.name}, tickets: {in_words(campaign.tickets)}.{_drafting(phases)}")


def _drafting(phases: Sequence[str]) -> str:
    posts = spoken_list([f"“{TITLES.get(phase, phase)}”" for phase in phases])
    return f" I'm writing a post, {posts}; it waits for a yes." if phases else ""


def _said(text: str) -> Card:
    return Card(summary=text, lines=(Text(text),))


def tickets_card(campaigns: Sequence[CampaignView], *, connected: bool) -> Card:
    """How everything to come sells."""
    lines: list[Line] = [Bullet(_line(campaign)) for campaign in campaigns[:20]]
    if not campaigns:
        lines.append(Text("No events yet."))
    lines.append(Small(f"Tell me in an event's thread, or here with its name: {EXAMPLES}."))
    if connected:
        renew = Action(
            "New secret",
            Token("tickets.shop"),
            style=Style.DANGER,
            confirm="Whatever uses the old secret and token stops working. Make new ones?",
        )
        lines.append(Small("A ticket shop may tell me, too: its address is set up."))
    else:
        renew = Action("Connect a ticket shop", Token("tickets.shop"))
        lines.append(Small("A ticket shop can tell me by itself."))
    summary = f"Tickets of {count(len(campaigns), 'event')}."
    return Card(summary=summary, title="Tickets", lines=tuple(lines), actions=(renew,))


def _line(campaign: CampaignView) -> str:
    sold = in_words(campaign.tickets) or "not told yet"
    return f"{campaign.name} · {short_moment(campaign.starts_local)} · {sold}"


def entrance_card(address: str, secret: str, token: str) -> Card:
    """Everything somebody needs to set a ticket shop up. Shown once."""
    text = "Set this up in your ticket shop. I show secret and token only now: keep them."
    return Card(
        summary="Secret and token for your ticket shop.",
        title="Ticket shop",
        lines=(
            Text(text),
            Fact("Address", address),
            Fact("Secret", secret),
            Fact("Token", token),
            Small(
                f"Deliveries are signed: {TIMESTAMP} has Unix seconds, {SIGNATURE} is sha256= and the HMAC of "
                "“seconds.body” with the secret. Or, without a signature: Authorization: Bearer and the token."
            ),
            Small('The body: {"id": "order-1", "event": "its name or ticket link", "sold": 120, "capacity": 300}'),
        ),
    )


def which_card(talk_id: UUID, names: Sequence[str]) -> Card:
    """Several events are to come: which one sells like this?"""
    ask = "Which event do you mean?"
    actions = tuple(Action(name[:60], Token("tickets.about", talk_id, at)) for at, name in enumerate(names))
    return Card(ask, lines=(Text(ask),), actions=(*actions, Action("Cancel", Token("talk.cancel", talk_id))), columns=1)
