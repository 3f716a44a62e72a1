"""The living card of one post: what will be seen, when, and what one can do about it now."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.card import Action, Card, Fact, Line, Picture, Quote, Small, Text
from bot.cards.difference import told
from bot.cards.extras import extras_lines, shape
from bot.cards.links import link_lines
from bot.cards.looks import look_lines, look_remarks
from bot.cards.numbers import has_views, numbers
from bot.cards.paused import pause_lines
from bot.cards.progress import progress
from bot.cards.review_actions import is_unprepared, post_actions
from bot.cards.times import clash_lines, repeat_lines
from bot.language import tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import STATUS, cost, moment, number_in_words, short_moment, shortened, spoken_list
from core.approvals.policy import Policy
from core.insights.metrics import VIEWS_NOTE
from core.posts.model import Format, PostStatus
from core.posts.queries import PostView, YesBefore

CAPTION_LIMIT = 2200
MOST_COMMENTS = 3
LONGEST_COMMENT = 160

S = PostStatus

Watch = Sequence[tuple[str, str]]
"""(label, address) of each video that can be looked at."""


def review_card(post: PostView, watch: Watch = ()) -> Card:
    """Draw a post in whatever state it is in; `watch` are links to its videos."""
    state = _state(post)
    return Card(
        summary=tr("{post} for {event}: {state}", post=retold(post.title), event=post.event, state=state),
        title=f"{retold(post.title)} · {post.event}",
        lines=(*_lines(post, state), *_comments(post)),
        picture=Picture(post.picture_key, _alt(post)) if post.picture_key else None,
        album=post.picture_keys if len(post.picture_keys) > 1 else (),
        actions=(*post_actions(post), *_watch(post, watch)),
        columns=2,
        unfold=Token("more.post", post.id, 1),
        passing=bool(progress(post)),
    )


def _state(post: PostView) -> str:
    if post.status is S.IN_REVIEW:
        return _past_its_hour(post) if post.overdue else _waits(post)
    if post.status is S.SCHEDULED:
        due = moment(post.due_local, post.zone)
        if post.unasked_by and not post.approved_by:
            return tr("goes out {due}.", due=due)
        return tr("approved, goes out {due}.", due=due)
    if post.status is S.PUBLISHED:
        return tr("live.")
    if post.status is S.UNCONFIRMED:
        return tr("Instagram did not answer clearly; please look.")
    return f"{tr(STATUS[post.status])}."


def _past_its_hour(post: PostView) -> str:
    if post.too_late:
        return tr("not published, nobody said yes in time.")
    people = retold(post.yeses.waits_for)
    if post.yeses.policy is Policy.TWO:
        return tr("its hour has passed without two yeses. Waits for {people}.", people=people)
    return tr("its hour has passed without a yes. Waits for {people}.", people=people)


def _waits(post: PostView) -> str:
    """Who has said yes and who is waited for, by the rule as it is now."""
    yeses, people = post.yeses, retold(post.yeses.waits_for)
    if yeses.policy is Policy.NONE:
        return tr("no yes is needed here, but this one waits for a press.")
    if yeses.policy is Policy.TWO and yeses.said_yes:
        return tr(
            "{number} of {needed}: {names}; waits for {people}.",
            number=len(yeses.said_yes),
            needed=yeses.policy.people,
            names=spoken_list(yeses.said_yes),
            people=people,
        )
    if yeses.policy is Policy.TWO:
        return tr("waits for two yeses, from {people}.", people=people)
    if not post.approvers:
        return tr("waits for one yes from an approver.")
    return tr("waits for one yes from {people}.", people=spoken_list(post.approvers))


def _lines(post: PostView, state: str) -> list[Line]:
    steps = progress(post)
    lines: list[Line] = [Text(f"{state[0].upper()}{state[1:]}" + (f" {steps}." if steps else ""))]
    if changed := _changed(post):
        lines.append(Fact(tr("Changed"), changed))
    if post.status is S.CHANGES_REQUESTED and post.request:
        lines.append(Fact(tr("Asked for"), post.request))
    if post.caption:
        lines.append(Quote(post.caption))
    lines += _when(post)
    lines += [*clash_lines(post.clash), *repeat_lines(post.repeat)]
    lines += link_lines(post)
    lines += look_lines(post)
    lines += extras_lines(post)
    if post.status is S.SCHEDULED:
        lines += pause_lines(post.paused) or _waiting(post)
    if post.error and (is_unprepared(post) or post.status in (S.FAILED, S.UNCONFIRMED, S.HELD, S.EXPIRED)):
        lines.append(Fact(tr("Why"), retold(post.error)))
    if post.status is S.PUBLISHED and post.error:
        lines.append(Fact(tr("What is missing"), f"{retold(post.error)} {retold(post.remedy)}".strip()))
    if post.remedy and post.status in (S.FAILED, S.UNCONFIRMED, S.HELD):
        lines.append(Fact(tr("What now"), retold(post.remedy)))
    lines += [Small(note) for note in _remarks(post)]
    lines += look_remarks(post)
    return lines


def _changed(post: PostView) -> str:
    """What is different to the version before, as long as it is to be judged."""
    if post.status not in (S.IN_REVIEW, S.DRAFT) or post.revision < 2:
        return ""
    back = tr("back to version {version}", version=post.restores) if post.restores else ""
    return "; ".join(part for part in (back, told(post.difference, post.zone)) if part)


def _waiting(post: PostView) -> list[Line]:
    if post.waits_local is None:
        return []
    return [Text(tr("It waits until {at}. {why}", at=short_moment(post.waits_local), why=retold(post.error)))]


def _alt(post: PostView) -> str:
    """What the picture of the card says for people who do not see it."""
    alt = post.alt_text or tr("Flyer for {event}", event=post.event)
    if len(post.media) < 2:
        return alt
    return tr("{slides}. The first one: {alt}", slides=shape(post), alt=alt)


def _watch(post: PostView, watch: Watch) -> list[Action]:
    """Once it is live it is looked at on Instagram."""
    return [] if post.status is S.PUBLISHED else [Action(label, url=address) for label, address in watch]


def _when(post: PostView) -> list[Line]:
    account = post.account or tr("no account yet")
    if post.status is S.PUBLISHED:
        where = f"{account}, {shape(post)}"
        if post.published_local:
            since = short_moment(post.published_local)
            where = tr("{account} since {at}, {kind}", account=account, at=since, kind=shape(post))
        lines: list[Line] = [Fact(tr("Live"), where)]
        if post.metrics:
            lines.append(Fact(tr("So far"), numbers(post.format, post.metrics)))
        return lines
    return [
        Fact(tr("Goes out"), moment(post.due_local, post.zone)),
        *([Small(retold(post.clock_note))] if post.clock_note else []),
        Fact(tr("Account"), f"{account}, {shape(post)}"),
    ]


def _remarks(post: PostView) -> list[str]:
    remarks = []
    if post.status is S.PUBLISHED and has_views(post.format, post.metrics):
        remarks.append(retold(VIEWS_NOTE))
    if post.status in (S.SCHEDULED, S.PUBLISHING, S.PUBLISHED) and post.approved_by:
        remarks.append(_approved(post.approved_by, post.approved_local))
    elif post.status in (S.SCHEDULED, S.PUBLISHING, S.PUBLISHED) and post.unasked_by:
        remarks.append(_unasked(post.unasked_by, pressed=post.unasked_pressed))
    if post.status is S.SCHEDULED and post.error and not post.waits_local:
        remarks.append(tr("A try did not work ({why}) I try again by myself.", why=retold(post.error)))
    if post.revision and post.status is not S.PUBLISHED:
        made = (tr("Version {version}", version=post.revision), retold(post.writer), cost(post.cost), _length(post))
        remarks.append(" · ".join(part for part in made if part))
    if post.status in (S.IN_REVIEW, S.CHANGES_REQUESTED):
        remarks += map(retold, post.notes)
    if post.status is S.IN_REVIEW and post.yes_before:
        remarks.append(_yes_before(post.yes_before))
    return remarks


def _comments(post: PostView) -> list[Line]:
    """The newest ones; all of them stand in its history."""
    said = [
        tr(
            "{name} on version {version}: “{words}”",
            name=one.name or tr("Somebody"),
            version=one.revision,
            words=shortened(" ".join(one.words.split()), LONGEST_COMMENT),
        )
        for one in post.comments[-MOST_COMMENTS:]
    ]
    if (earlier := len(post.comments) - MOST_COMMENTS) > 0:
        said.append(tr_many("{n} earlier comment: reply history.", "{n} earlier comments: reply history.", earlier))
    return [Small(text) for text in said]


def _approved(name: str, at_local: datetime | None) -> str:
    if at_local is None:
        return tr("Approved by {name}.", name=name)
    return tr("Approved by {name}, {at}.", name=name, at=short_moment(at_local))


def _unasked(name: str, *, pressed: bool) -> str:
    if pressed:
        return tr("No yes is needed here: {name} let it go.", name=name)
    return tr("No yes is needed here: {name} set that.", name=name)


def _length(post: PostView) -> str:
    if post.format is Format.STORY:
        return tr("stories show the picture only")
    return tr(
        "{number} of {limit} characters",
        number=number_in_words(len(post.caption)),
        limit=number_in_words(CAPTION_LIMIT),
    )


def _yes_before(yes: YesBefore) -> str:
    at = short_moment(yes.at_local)
    if yes.same:
        return tr("{name} approved exactly this on {at}. It needs a new yes.", name=yes.name, at=at)
    return tr(
        "{name} approved version {version} on {at}. It needs a new yes.", name=yes.name, version=yes.revision, at=at
    )
