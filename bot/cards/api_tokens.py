"""Somebody's tokens for programs: the list, and one token as it is shown the one time."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cards.card import Action, Bullet, Card, Line, Quote, Small, Style, Text
from bot.language import mark, tr
from bot.tokens import Token
from bot.words import day_of, spoken_list
from core.api_tokens.model import ApiToken, Scope

SCOPES = {
    Scope.READ: mark("look"),
    Scope.WRITE: mark("change things"),
    Scope.APPROVE: mark("say yes"),
}
WHAT_FOR = mark(
    "A program that has one works in your name, and may do at most what you may do here. Its address: {address}"
)
NONE = mark("You have no token.")
ONLY_NOW = mark("I show it this one time and keep only a fingerprint. Put it where your program finds it.")
MOST_BUTTONS = 20


def tokens_card(tokens: Sequence[ApiToken], zone: str, address: str) -> Card:
    """Each with what it may do and until when; a button each to end it, or to see one that nobody saw yet."""
    what_for = tr(WHAT_FOR, address=address)
    lines: list[Line] = [Bullet(_told(token, zone)) for token in tokens]
    new = Action(tr("New token"), Token("token.new"), style=Style.PRIMARY)
    buttons = [button for token in tokens[:MOST_BUTTONS] for button in _buttons(token)]
    return Card(what_for, tr("Your tokens"), (Text(what_for), *(lines or [Text(tr(NONE))])), actions=(new, *buttons))


def made_card(token: ApiToken, zone: str) -> Card:
    """It was made, and waits to be shown to whoever presses: this card may be read by nobody else, but stays."""
    said = tr("Made: {token}", token=_told(token, zone))
    actions = (_show(token, Style.PRIMARY), _end(token))
    return Card(said, lines=(Text(said), Small(tr(ONLY_NOW))), actions=actions)


def shown_card(token: ApiToken, secret: str, zone: str) -> Card:
    told = _told(token, zone)
    return Card(told, lines=(Text(told), Quote(secret), Small(tr(ONLY_NOW))))


def _told(token: ApiToken, zone: str) -> str:
    may = spoken_list([tr(words) for scope, words in SCOPES.items() if token.may(scope)])
    told = tr("{name}: may {deeds}, until {day}.", name=token.name, deeds=may, day=_day(token.expires_at, zone))
    if token.token_hash is None:
        return f"{told} {tr('Not shown yet.')}"
    used = tr("Last used {day}.", day=_day(token.used_at, zone)) if token.used_at else tr("Not used yet.")
    return f"{told} {used}"


def _day(moment: datetime, zone: str) -> str:
    return day_of(moment.astimezone(ZoneInfo(zone)).date(), weekday=False, year=True)


def _buttons(token: ApiToken) -> tuple[Action, ...]:
    return (_show(token), _end(token)) if token.token_hash is None else (_end(token),)


def _show(token: ApiToken, style: Style = Style.PLAIN) -> Action:
    return Action(tr("Show {name}", name=token.name[:20]), Token("token.show", token.id), style=style)


def _end(token: ApiToken) -> Action:
    return Action(
        tr("End {name}", name=token.name[:20]),
        Token("token.end", token.id),
        style=Style.DANGER,
        confirm=tr("Programs that use {name} can do nothing here any more.", name=token.name),
    )
