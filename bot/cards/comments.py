"""What people write under the posts: a stranger's words, shown as words and able to do nothing."""

import re

from bot.cards.card import Action, Card, Line, Quote, Text
from bot.language import mark, tr, tr_many
from bot.retold import retold
from core.callbacks.queries import CommentsView, Said

LONGEST = 300
JOINER = "\u2060"
"""Invisible, and enough for Telegram not to take what follows for somebody's name or a command of ours."""
_CALLS = re.compile(r"((?<!\w)@|(?<!\S)/)(?=\w)")
_ON_A_POST = {
    "mention": mark("{who} mentioned {account} on {post}, {event}"),
    "reply": mark("{who} answered a comment on {post}, {event}"),
    "comment": mark("{who} commented on {post}, {event}"),
}
_ELSEWHERE = {
    "mention": mark("{who} mentioned {account} elsewhere on Instagram"),
    "reply": mark("{who} answered a comment elsewhere on Instagram"),
    "comment": mark("{who} commented elsewhere on Instagram"),
}


def comments_card(view: CommentsView) -> Card:
    """One comment with its words, several as a number and the newest of them."""
    opening, words = _opening(view), harmless(_cut(view.newest.text))
    lines: tuple[Line, ...] = (Text(opening), Quote(words)) if words else (Text(opening),)
    link = view.post.permalink if view.post else None
    return Card(
        summary=f"{opening} {words}".strip(),
        lines=lines,
        actions=(Action(tr("See it"), url=link),) if link else (),
        quiet=True,
    )


def harmless(text: str) -> str:
    """The same to read, but it calls nobody: what looks like @somebody or /stop stays plain."""
    return _CALLS.sub(rf"\1{JOINER}", text)


def _opening(view: CommentsView) -> str:
    told = _one(view) if view.count == 1 else _several(view)
    quoted = view.newest.text and (view.count == 1 or view.post)
    return tr("{told}:", told=told) if quoted else f"{told}."


def _one(view: CommentsView) -> str:
    newest = view.newest
    deed = "mention" if newest.mention else "reply" if newest.reply else "comment"
    if not view.post:
        return tr(_ELSEWHERE[deed], who=_who(newest), account=view.account)
    post = view.post
    return tr(_ON_A_POST[deed], who=_who(newest), account=view.account, post=retold(post.title), event=post.event)


def _several(view: CommentsView) -> str:
    newest, number, post = view.newest, view.count, view.post
    if not post:
        return tr_many(
            "{n} new mention of {account} elsewhere on Instagram",
            "{n} new mentions of {account} elsewhere on Instagram",
            number,
            account=view.account,
        )
    if not newest.text:
        return tr_many(
            "{n} new comment on {post}, {event}",
            "{n} new comments on {post}, {event}",
            number,
            post=retold(post.title),
            event=post.event,
        )
    return tr_many(
        "{n} new comment on {post}, {event}, the newest by {who}",
        "{n} new comments on {post}, {event}, the newest by {who}",
        number,
        post=retold(post.title),
        event=post.event,
        who=_who(newest),
    )


def _who(said: Said) -> str:
    return harmless(f"@{said.username}") if said.username else tr("Somebody")


def _cut(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
