"""Work somebody waits for was given up: what, why, and the way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bot.cards.card import Action, Card, Style, plain
from bot.tokens import NOBODY, Token
from core.notices.model import Trouble


@dataclass(frozen=True)
class Out:
    """A sentence, and the button that begins again; no button where only the person can."""

    sentence: str
    label: str = ""
    verb: str = ""


_WAYS_OUT: dict[Trouble, Out] = {
    Trouble.CAMPAIGN: Out("I could not begin with the posts for {about}. {why}", "Try again", "campaign.begin"),
    Trouble.DIGEST: Out("I could not sum up {about}. {why}", "Try again", "digest.again"),
    Trouble.FILES: Out("I could not get the files you sent. {why} Please send them once more."),
    Trouble.COMMENTS: Out(
        "Comments on {about} will not appear here: I could not ask Instagram for them. {why}",
        "Try again",
        "account.subscribe",
    ),
}


def trouble_card(subject: UUID | None, details: Mapping[str, Any]) -> Card:
    """`details` are the notice's: trouble, about and why."""
    out = _WAYS_OUT[Trouble(details["trouble"])]
    text = " ".join(out.sentence.format(about=details.get("about", ""), why=details.get("why", "")).split())
    if not out.verb:
        return plain(text)
    return plain(text, Action(out.label, Token(out.verb, subject or NOBODY), style=Style.PRIMARY))
