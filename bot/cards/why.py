"""The answer to "why this post", and the whole difference between two versions, cut so that no house cuts them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Text
from bot.cards.difference import around, in_order, told
from bot.tokens import Token
from bot.words import cost, count, moment, short_moment, spoken_list
from core.posts.model import PostStatus
from core.posts.queries import PostView
from core.posts.why import Call, Version, WhyView, Yes

ROOM = 3300
"""UTF-16 units of lines a message takes beside its title, in the house that takes fewer."""
LONGEST_LINE = 420
MOST_VERSIONS = 8
MOST_CALLS = 10


def why_card(why: WhyView) -> Card:
    """Newest things are never left out; how many older ones are is said."""
    facts = ", ".join(f"{what} {value}" if what in _SPELT else value for what, value in why.facts)
    by = f"{why.asked_by} asked for it" if why.asked_by else "It was asked for"
    text = (
        f"{by} with {why.event} on {short_moment(why.asked_local)}. "
        f"It is its {why.title.lower()}, planned for {moment(why.due_local, why.zone)}."
    )
    lines: list[Line] = [Text(text)]
    if facts:
        lines.append(Fact("Facts in the caption", _cut(facts)))
        lines.append(Fact("Compared with the event", _cut(" ".join(why.wrong)) or "everything in it is true"))
    lines += _newest("Versions", [_version(one, why.zone) for one in why.versions], MOST_VERSIONS)
    lines += _newest("Instagram", [_call(one) for one in why.calls], MOST_CALLS)
    title = f"Why: {why.title} · {why.event}"
    return Card(f"Why {why.title} for {why.event} is as it is.", title=title, lines=fitting(lines))


def difference_card(post: PostView) -> Card:
    """Every word that changed, and everything around them."""
    title = f"What changed: {post.title} · {post.event}"
    if post.revision < 2:
        lines: list[Line] = [Text("This is its first version.")]
    elif not post.difference:
        lines = [Text(f"Version {post.revision} looks the same as version {post.revision - 1}.")]
    else:
        besides = around(post.difference, post.zone)
        said = [*in_order(post.difference.swaps), *(f"{one[0].upper()}{one[1:]}" for one in besides)]
        by = f", by {post.made_by}" if post.made_by else ""
        lines = [Text(f"From version {post.revision - 1} to {post.revision}{by}:"), *map(Bullet, said)]
    why = Action("Why this post", Token("post.why", post.id, post.revision))
    return Card(f"What changed in {post.title} for {post.event}.", title=title, lines=fitting(lines), actions=(why,))


def fitting(lines: Sequence[Line]) -> tuple[Line, ...]:
    """As many lines as there is room for, the last one saying that there is more."""
    kept: list[Line] = []
    left = ROOM
    for line in lines:
        size = units(_said(line))
        if size > left:
            if left > LONGEST_LINE and isinstance(line, Bullet):
                kept.append(Bullet(_cut(line.text, left - 1)))
            kept.append(Small("There is more than fits into one message."))
            break
        kept.append(line)
        left -= size
    return tuple(kept)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _said(line: Line) -> str:
    return f"{line.label}: {line.value}" if isinstance(line, Fact) else line.text


def _newest(label: str, said: Sequence[str], most: int) -> list[Line]:
    if not said:
        return []
    left_out = len(said) - most
    earlier = [f"… and {count(left_out, 'earlier one')}"] if left_out > 0 else []
    return [Text(label), *(Bullet(text) for text in (*earlier, *said[-most:]))]


def _version(version: Version, zone: str) -> str:
    """ "2 · Thu 26 Nov, 15:04 · Ben asked “shorter” · offline writer · “22:00” → “23:00” · approved by Ada …"."""
    who = _who(version)
    if version.restores:
        made = f"{version.made_by or 'somebody'} went back to version {version.restores}"
        return _joined(_head(version), made, *map(_yes, version.yeses))
    changed = told(version.difference, zone) if version.number > 1 else ""
    return _joined(_head(version), who, version.writer, cost(version.cost), changed, *map(_yes, version.yeses))


def _head(version: Version) -> str:
    return f"{version.number} · {short_moment(version.at_local)}"


def _who(version: Version) -> str:
    if version.asked:
        return spoken_list([f"{name or 'somebody'} asked “{_cut(words, 120)}”" for name, words in version.asked])
    if version.number == 1 or version.writer.endswith(version.made_by or "?"):
        return ""
    return f"by {version.made_by}" if version.made_by else ""


def _yes(given: Yes) -> str:
    who = given.name or "somebody"
    how = f"no yes was needed, let go by {who}" if given.unasked else f"approved by {who}"
    said = f"{how}, {short_moment(given.at_local)}"
    if given.withdrawn_local is None:
        return said
    how = f"taken back by {given.taken_back_by}" if given.taken_back_by else "void since it was changed"
    return f"{said} ({how}, {short_moment(given.withdrawn_local)})"


def _call(call: Call) -> str:
    said = _STEPS.get(call.step, call.step.replace("_", " "))
    if call.step == "publish":
        said = _ANSWERS.get(str(call.outcome.get("outcome")), said)
    return _joined(short_moment(call.at_local), said + _slide(call.outcome), str(call.outcome.get("cause") or ""))


def _slide(outcome: Mapping[str, Any]) -> str:
    return f" (slide {outcome['place']})" if outcome.get("place") else ""


def _joined(*parts: str) -> str:
    return _cut(" · ".join(part for part in parts if part))


def _cut(text: str, longest: int = LONGEST_LINE) -> str:
    text = " ".join(text.split())
    while units(text) > longest:
        text = text[: min(len(text) - 2, longest)].rstrip() + "…"
    return text


def steps() -> Iterable[str]:
    """Every step there are words for."""
    return _STEPS


_SPELT = ("doors", "end", "line-up", "tickets")
"""Facts that are not clear from their value alone."""

_STEPS = {
    "container": "gave Instagram the media",
    "intent": "asked Instagram to publish it",
    "publish": "Instagram answered",
    "published": "live",
    "live already": "found it live already",
    "wait": "waited",
    "retry": "a try did not work",
    PostStatus.FAILED.value: "given up",
    PostStatus.UNCONFIRMED.value: "not confirmed",
    PostStatus.HELD.value: "held",
    PostStatus.EXPIRED.value: "its time had passed",
    PostStatus.CANCELLED.value: "dropped",
    PostStatus.SCHEDULED.value: "back in the queue",
}
_ANSWERS = {
    "unknown": "no clear answer from Instagram",
    "no": "Instagram said no",
    "not sent": "held back at the last moment, nothing was sent",
}
