"""The digest: one picture, what happened, what comes, what needs somebody, and one next step."""

from uuid import UUID

from bot.cards.against import against_in_words, people
from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Style, Text
from bot.cards.reach import reach_chart, reach_picture
from bot.cards.record import progress_in_words
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import colon, count, day, number_in_words
from core.campaigns.goals import Goal, Progress
from core.digests.body import LAST_DIGEST, YESTERDAY, Body, Countdown, Told
from core.digests.compile import Reached
from core.digests.queries import DigestView

MOST_POSTS = 4
"""More are a wall of numbers; the picture shows the best ones."""

_CLICKED = {YESTERDAY: mark("{number} since yesterday"), LAST_DIGEST: mark("{number} since the last digest")}
IN_A_WEEK = mark("{number} in the last seven days")


def digest_card(digest: DigestView) -> Card:
    """Screen readers get the first sentence from the summary, the picture from its alt text."""
    body = digest.body
    said = [sentence for sentence in (_happened(body), _comes(body), _needs(body)) if sentence]
    title = f"{body.workspace}, {day(digest.day)}"
    ranked = [Reached(told.title, told.event, told.reach) for told in body.live if told.reach]
    return Card(
        summary=f"{title}: {said[0]}",
        title=title,
        lines=(*map(Text, said), *_posts(body), *_clicks(body), *map(_until, body.countdown)),
        picture=reach_picture(digest.chart_key, ranked),
        chart=reach_chart(tr("People reached in the last seven days"), ranked) if digest.chart_key else None,
        actions=(_next_step(body),),
        quiet=not body.needs_somebody,
    )


def _happened(body: Body) -> str:
    new = [told for told in body.live if told.new]
    told = new or body.live
    if not told:
        return ""
    reached = number_in_words(sum(one.reach or 0 for one in told))
    if new and body.since == YESTERDAY:
        return tr_many(
            "{n} post live since yesterday, {reached} people reached so far.",
            "{n} posts live since yesterday, {reached} people reached so far.",
            len(new),
            reached=reached,
        )
    if new and body.since == LAST_DIGEST:
        return tr_many(
            "{n} post live since the last digest, {reached} people reached so far.",
            "{n} posts live since the last digest, {reached} people reached so far.",
            len(new),
            reached=reached,
        )
    return tr_many(
        "{n} post live in the last seven days, {reached} people reached.",
        "{n} posts live in the last seven days, {reached} people reached.",
        len(told),
        reached=reached,
    )


def _comes(body: Body) -> str:
    if not body.next:
        return ""
    first = body.next[0]
    if body.weekly:
        return tr_many(
            "{n} post goes out in the next seven days: {post}, {when}.",
            "{n} posts go out in the next seven days, the first one {when}: {post}.",
            len(body.next),
            post=_name(first),
            when=retold(first.at),
        )
    return tr_many(
        "{n} post goes out today: {post}, at {clock}.",
        "{n} posts go out today, the first one at {clock}: {post}.",
        len(body.next),
        post=_name(first),
        clock=first.clock,
    )


def _needs(body: Body) -> str:
    said = []
    if body.trouble:
        said.append(
            tr_many(
                "{n} post needs care: {post}.",
                "{n} posts need care, {post} first.",
                len(body.trouble),
                post=_name(body.trouble[0]),
            )
        )
    for ending in body.endings:
        if ending.days:
            said.append(
                tr_many(
                    "Access to @{name} ends in {n} day.",
                    "Access to @{name} ends in {n} days.",
                    ending.days,
                    name=ending.username,
                )
            )
        else:
            said.append(tr("Access to @{name} has ended.", name=ending.username))
    if body.waiting:
        said.append(
            tr_many(
                "{n} draft waits for a yes: {post}, due {when}.",
                "{n} drafts wait for a yes, the first one due {when}: {post}.",
                len(body.waiting),
                post=_name(body.waiting[0]),
                when=retold(body.waiting[0].at),
            )
        )
    return " ".join(said) or tr("Nothing needs you today.")


def _posts(body: Body) -> list[Line]:
    """What is new with its numbers, against its own past; the one that reached most first."""
    new = sorted((told for told in body.live if told.new), key=lambda told: -(told.reach or 0))
    lines: list[Line] = [Bullet(_did(told), told.permalink) for told in new[:MOST_POSTS]]
    left = len(new) - MOST_POSTS
    return [*lines, Small(tr_many("And {n} more post.", "And {n} more posts.", left))] if left > 0 else lines


def _clicks(body: Body) -> list[Line]:
    if not body.clicks:
        return []
    said = tr(_CLICKED.get(body.since, IN_A_WEEK), number=number_in_words(body.clicks))
    return [Fact(tr("Clicks on your links"), said)]


def _did(told: Told) -> str:
    judged = against_in_words(told.verdict, told.earlier, told.usual_low, told.usual_high)
    return f"{_name(told)}{colon()} {_numbers(told)}. {judged}".strip()


def _numbers(told: Told) -> str:
    """Two numbers at most; what Instagram did not tell is left out."""
    if told.reach is None:
        return people(None)
    counted = ((told.taps, "link tap", "link taps"), (told.interactions, "interaction", "interactions"))
    more = next((count(value, one, many) for value, one, many in counted if value), "")
    return f"{people(told.reach)}, {more}" if more else people(told.reach)


def _name(told: Told) -> str:
    return f"{retold(told.title)}, {told.event}"


def _until(one: Countdown) -> Fact:
    days = tr_many("in {n} day", "in {n} days", one.days) if one.days > 0 else tr("today")
    if not one.goal:
        return Fact(one.event, days)
    progress = Progress(Goal(one.goal), one.wanted, one.so_far, one.measured, one.live)
    return Fact(one.event, f"{days}. {progress_in_words(progress)}")


def _next_step(body: Body) -> Action:
    """The one press that helps most; where all is well, what comes."""
    if body.trouble:
        return Action(tr("Show what needs care"), _show(body.trouble[0]), style=Style.PRIMARY)
    if body.endings:
        return Action(tr("Connect Instagram"), Token("account.connect"), style=Style.PRIMARY)
    if body.waiting:
        return Action(tr("Review it now"), _show(body.waiting[0]), style=Style.PRIMARY)
    if body.next:
        return Action(tr("Show what goes out"), _show(body.next[0]))
    if body.countdown:
        return Action(tr("Show the calendar"), Token("calendar.open"))
    return Action(tr("New event"), Token("event.new"))


def _show(told: Told) -> Token:
    return Token("post.show", UUID(told.post_id)) if told.post_id else Token("calendar.open")
