"""What people write under the posts: a stranger's words, shown as words and able to do nothing."""

import re

from bot.cards.card import Action, Card, Line, Quote, Text
from bot.words import count
from core.callbacks.queries import CommentsView, Said

LONGEST = 300
JOINER = "\u2060"
"""Invisible, and enough for Telegram not to take what follows for somebody's name or a command of ours."""
_CALLS = re.compile(r"((?<!\w)@|(?<!\S)/)(?=\w)")


def comments_card(view: CommentsView) -> Card:
    """One comment with its words, several as a number and the newest of them."""
    opening, words = _opening(view), harmless(_cut(view.newest.text))
    lines: tuple[Line, ...] = (Text(opening), Quote(words)) if words else (Text(opening),)
    link = view.post.permalink if view.post else None
    return Card(
        summary=f"{opening} {words}".strip(),
        lines=lines,
        actions=(Action("See it", url=link),) if link else (),
        quiet=True,
    )


def harmless(text: str) -> str:
    """The same to read, but it calls nobody: what looks like @somebody or /stop stays plain."""
    return _CALLS.sub(rf"\1{JOINER}", text)


def _opening(view: CommentsView) -> str:
    newest, where = view.newest, _where(view)
    end = ":" if newest.text else "."
    if view.count == 1:
        return f"{_what(newest, view.account)}{where}{end}"
    many = count(view.count, "new comment" if view.post else "new mention")
    if not view.post:
        return f"{many} of {view.account}{where}."
    return f"{many}{where}, the newest by {_who(newest)}{end}" if newest.text else f"{many}{where}."


def _what(said: Said, account: str) -> str:
    if said.mention:
        return f"{_who(said)} mentioned {account}"
    return f"{_who(said)} {'answered a comment' if said.reply else 'commented'}"


def _who(said: Said) -> str:
    return harmless(f"@{said.username}") if said.username else "Somebody"


def _where(view: CommentsView) -> str:
    return f" on {view.post.title}, {view.post.event}" if view.post else " elsewhere on Instagram"


def _cut(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
