"""Work somebody waits for was given up: what, why, and the way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bot.cards.card import Action, Card, Style, plain
from bot.language import mark, tr
from bot.retold import retold
from bot.tokens import NOBODY, Token
from core.notices.model import Trouble


@dataclass(frozen=True)
class Out:
    """A sentence, and what begins again; "" where only the person can."""

    sentence: str
    verb: str = ""


_WAYS_OUT: dict[Trouble, Out] = {
    Trouble.CAMPAIGN: Out(mark("I could not begin with the posts for {about}. {why}"), "campaign.begin"),
    Trouble.DIGEST: Out(mark("I could not sum up {about}. {why}"), "digest.again"),
    Trouble.FILES: Out(mark("I could not get the files you sent. {why} Please send them once more.")),
    Trouble.WEBHOOK: Out(
        mark(
            "News of posts are not sent to {about} any more: it has not taken any. {why} Switch it on again by the API."
        )
    ),
    Trouble.COMMENTS: Out(
        mark("Comments on {about} will not appear here: I could not ask Instagram for them. {why}"),
        "account.subscribe",
    ),
}


def trouble_card(subject: UUID | None, details: Mapping[str, Any]) -> Card:
    """`details` are the notice's: trouble, about and why."""
    out = _WAYS_OUT[Trouble(details["trouble"])]
    said = tr(out.sentence, about=details.get("about", ""), why=retold(details.get("why", "")))
    text = " ".join(said.split())
    if not out.verb:
        return plain(text)
    return plain(text, Action(tr("Try again"), Token(out.verb, subject or NOBODY), style=Style.PRIMARY))
