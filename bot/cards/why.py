"""The answer to "why this post", and the whole difference between two versions, cut so that no house cuts them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Text
from bot.cards.difference import around, in_order, told
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import cost, inside, moment, short_moment, spoken_list
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
    lines: list[Line] = [Text(_asked(why))]
    if facts := ", ".join(_fact(what, retold(value)) for what, value in why.facts):
        compared = " ".join(map(retold, why.wrong)) or tr("everything in it is true")
        lines.append(Fact(tr("Facts in the caption"), _cut(facts)))
        lines.append(Fact(tr("Compared with the event"), _cut(compared)))
    lines += _newest(tr("Versions"), [_version(one, why.zone) for one in why.versions], MOST_VERSIONS)
    lines += _newest("Instagram", [_call(one) for one in why.calls], MOST_CALLS)
    title = tr("Why: {post} · {event}", post=retold(why.title), event=why.event)
    summary = tr("Why {post} for {event} is as it is.", post=retold(why.title), event=why.event)
    return Card(summary, title=title, lines=fitting(lines))


def _asked(why: WhyView) -> str:
    asked = {"event": why.event, "at": short_moment(why.asked_local)}
    first = tr("It was asked for with {event} on {at}.", **asked)
    if why.asked_by:
        first = tr("{name} asked for it with {event} on {at}.", name=why.asked_by, **asked)
    due = moment(why.due_local, why.zone)
    return f"{first} " + tr("It is its {post}, planned for {due}.", post=inside(retold(why.title)), due=due)


def _fact(what: str, value: str) -> str:
    return tr(_SPELT[what], value=value) if what in _SPELT else value


def difference_card(post: PostView) -> Card:
    """Every word that changed, and everything around them."""
    named = {"post": retold(post.title), "event": post.event}
    if post.revision < 2:
        lines: list[Line] = [Text(tr("This is its first version."))]
    elif not post.difference:
        same = {"version": post.revision, "before": post.revision - 1}
        lines = [Text(tr("Version {version} looks the same as version {before}.", **same))]
    else:
        besides = around(post.difference, post.zone)
        said = [*in_order(post.difference.swaps), *(f"{one[0].upper()}{one[1:]}" for one in besides)]
        lines = [Text(_from_to(post)), *map(Bullet, said)]
    why = Action(tr("Why this post"), Token("post.why", post.id, post.revision))
    title = tr("What changed: {post} · {event}", **named)
    return Card(tr("What changed in {post} for {event}.", **named), title=title, lines=fitting(lines), actions=(why,))


def _from_to(post: PostView) -> str:
    versions = {"before": post.revision - 1, "version": post.revision}
    if post.made_by:
        return tr("From version {before} to {version}, by {name}:", name=post.made_by, **versions)
    return tr("From version {before} to {version}:", **versions)


def fitting(lines: Sequence[Line]) -> tuple[Line, ...]:
    """As many lines as there is room for, the last one saying that there is more."""
    kept: list[Line] = []
    left = ROOM
    for line in lines:
        size = units(_said(line))
        if size > left:
            if left > LONGEST_LINE and isinstance(line, Bullet):
                kept.append(Bullet(_cut(line.text, left - 1)))
            kept.append(Small(tr("There is more than fits into one message.")))
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
    earlier = [tr_many("… and {n} earlier one", "… and {n} earlier ones", left_out)] if left_out > 0 else []
    return [Text(label), *(Bullet(text) for text in (*earlier, *said[-most:]))]


def _version(version: Version, zone: str) -> str:
    """ "2 · Thu 26 Nov, 15:04 · Ben asked “shorter” · offline writer · “22:00” → “23:00” · approved by Ada …"."""
    if version.restores:
        who = version.made_by or tr("somebody")
        made = tr("{name} went back to version {version}", name=who, version=version.restores)
        return _joined(_head(version), made, *map(_yes, version.yeses))
    changed = told(version.difference, zone) if version.number > 1 else ""
    return _joined(
        _head(version), _who(version), retold(version.writer), cost(version.cost), changed, *map(_yes, version.yeses)
    )


def _head(version: Version) -> str:
    return f"{version.number} · {short_moment(version.at_local)}"


def _who(version: Version) -> str:
    if version.asked:
        return spoken_list([_request(name, words) for name, words in version.asked])
    if version.number == 1 or version.writer.endswith(version.made_by or "?"):
        return ""
    return tr("by {name}", name=version.made_by) if version.made_by else ""


def _request(name: str, words: str) -> str:
    return tr("{name} asked “{words}”", name=name or tr("somebody"), words=_cut(words, 120))


def _yes(given: Yes) -> str:
    who, at = given.name or tr("somebody"), short_moment(given.at_local)
    said = tr("approved by {name}, {at}", name=who, at=at)
    if given.unasked:
        said = tr("no yes was needed, let go by {name}, {at}", name=who, at=at)
    if given.withdrawn_local is None:
        return said
    at = short_moment(given.withdrawn_local)
    void = tr("void since it was changed, {at}", at=at)
    if given.taken_back_by:
        void = tr("taken back by {name}, {at}", name=given.taken_back_by, at=at)
    return f"{said} ({void})"


def _call(call: Call) -> str:
    said = tr(_STEPS[call.step]) if call.step in _STEPS else call.step.replace("_", " ")
    answer = str(call.outcome.get("outcome"))
    if call.step == "publish" and answer in _ANSWERS:
        said = tr(_ANSWERS[answer])
    cause = retold(str(call.outcome.get("cause") or ""))
    return _joined(short_moment(call.at_local), said + _slide(call.outcome), cause)


def _slide(outcome: Mapping[str, Any]) -> str:
    return " " + tr("(slide {number})", number=outcome["place"]) if outcome.get("place") else ""


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


_SPELT = {
    "doors": mark("doors {value}"),
    "end": mark("end {value}"),
    "line-up": mark("line-up {value}"),
    "tickets": mark("tickets {value}"),
}
"""Facts that are not clear from their value alone."""

_STEPS = {
    "container": mark("gave Instagram the media"),
    "intent": mark("asked Instagram to publish it"),
    "publish": mark("Instagram answered"),
    "published": mark("live"),
    "live already": mark("found it live already"),
    "wait": mark("waited"),
    "retry": mark("a try did not work"),
    PostStatus.FAILED.value: mark("given up"),
    PostStatus.UNCONFIRMED.value: mark("not confirmed"),
    PostStatus.HELD.value: mark("held"),
    PostStatus.EXPIRED.value: mark("its time had passed"),
    PostStatus.CANCELLED.value: mark("dropped"),
    PostStatus.SCHEDULED.value: mark("back in the queue"),
}
_ANSWERS = {
    "unknown": mark("no clear answer from Instagram"),
    "no": mark("Instagram said no"),
    "not sent": mark("held back at the last moment, nothing was sent"),
}
