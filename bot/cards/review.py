"""The living card of one post: what will be seen, when, and what one can do about it now."""

from collections.abc import Sequence

from bot.cards.card import Action, Card, Fact, Line, Picture, Quote, Small, Style, Text
from bot.cards.cures import cure_of, ways_out
from bot.cards.difference import told
from bot.cards.extras import extras_lines, shape
from bot.cards.looks import formats_actions, look_actions, look_lines, look_remarks
from bot.cards.numbers import has_views, numbers
from bot.cards.paused import pause_lines
from bot.cards.progress import progress
from bot.cards.times import clash_lines, repeat_lines
from bot.tokens import Token
from bot.words import STATUS, cost, moment, short_moment, spoken_list
from core.approvals.policy import Policy
from core.errors import Cure
from core.insights.metrics import VIEWS_NOTE
from core.posts.model import CommentStatus, Format, PostStatus
from core.posts.queries import PostView, YesBefore

CAPTION_LIMIT = 2200

S = PostStatus

Watch = Sequence[tuple[str, str]]
"""(label, address) of each video that can be looked at."""


def review_card(post: PostView, watch: Watch = ()) -> Card:
    """Draw a post in whatever state it is in; `watch` are links to its videos."""
    state = _state(post)
    return Card(
        summary=f"{post.title} for {post.event}: {state}",
        title=f"{post.title} · {post.event}",
        lines=tuple(_lines(post, state)),
        picture=Picture(post.picture_key, _alt(post)) if post.picture_key else None,
        actions=(*_actions(post), *_watch(post, watch)),
        columns=2,
    )


def _state(post: PostView) -> str:
    if post.status is S.IN_REVIEW:
        if post.too_late:
            return "not published, nobody said yes in time."
        if post.overdue:
            return f"its hour has passed without {_missing(post)}. Waits for {post.yeses.waits_for}."
        return _waits(post)
    if post.status is S.SCHEDULED:
        unasked = post.unasked_by and not post.approved_by
        return f"{'goes out' if unasked else 'approved, goes out'} {moment(post.due_local, post.zone)}."
    if post.status is S.PUBLISHED:
        return "live."
    if post.status is S.UNCONFIRMED:
        return "Instagram did not answer clearly; please look."
    return f"{STATUS[post.status]}."


def _missing(post: PostView) -> str:
    return "two yeses" if post.yeses.policy is Policy.TWO else "a yes"


def _waits(post: PostView) -> str:
    """Who has said yes and who is waited for, by the rule as it is now."""
    match post.yeses.policy:
        case Policy.NONE:
            return "no yes is needed here, but this one waits for a press."
        case Policy.TWO if post.yeses.said_yes:
            return f"{post.yeses.in_words}."
        case Policy.TWO:
            return f"waits for two yeses, from {post.yeses.waits_for}."
    return f"waits for one yes from {spoken_list(post.approvers) or 'an approver'}."


def _lines(post: PostView, state: str) -> list[Line]:
    steps = progress(post)
    lines: list[Line] = [Text(f"{state[0].upper()}{state[1:]}" + (f" {steps}." if steps else ""))]
    if changed := _changed(post):
        lines.append(Fact("Changed", changed))
    if post.status is S.CHANGES_REQUESTED and post.request:
        lines.append(Fact("Asked for", post.request))
    if post.caption:
        lines.append(Quote(post.caption))
    lines += _when(post)
    lines += [*clash_lines(post.clash), *repeat_lines(post.repeat)]
    lines += look_lines(post)
    lines += extras_lines(post)
    if post.status is S.SCHEDULED:
        lines += pause_lines(post.paused) or _waiting(post)
    if post.error and (_is_unprepared(post) or post.status in (S.FAILED, S.UNCONFIRMED, S.HELD, S.EXPIRED)):
        lines.append(Fact("Why", post.error))
    if post.status is S.PUBLISHED and post.error:
        lines.append(Fact("What is missing", f"{post.error} {post.remedy}".strip()))
    if post.remedy and post.status in (S.FAILED, S.UNCONFIRMED, S.HELD):
        lines.append(Fact("What now", post.remedy))
    lines += [Small(note) for note in _remarks(post)]
    lines += look_remarks(post)
    return lines


def _changed(post: PostView) -> str:
    """What is different to the version before, as long as it is to be judged."""
    if post.status not in (S.IN_REVIEW, S.DRAFT) or post.revision < 2:
        return ""
    back = f"back to version {post.restores}" if post.restores else ""
    return "; ".join(part for part in (back, told(post.difference, post.zone)) if part)


def _is_unprepared(post: PostView) -> bool:
    """Its words or its picture were given up."""
    return post.status in (S.DRAFT, S.CHANGES_REQUESTED) and post.cure is Cure.AGAIN


def _waiting(post: PostView) -> list[Line]:
    if post.waits_local is None:
        return []
    return [Text(f"It waits until {short_moment(post.waits_local)}. {post.error}")]


def _alt(post: PostView) -> str:
    """What the picture of the card says for people who do not see it."""
    alt = post.alt_text or f"Flyer for {post.event}"
    return f"{shape(post)}. The first one: {alt}" if len(post.media) > 1 else alt


def _watch(post: PostView, watch: Watch) -> list[Action]:
    """Once it is live it is looked at on Instagram."""
    return [] if post.status is S.PUBLISHED else [Action(label, url=address) for label, address in watch]


def _when(post: PostView) -> list[Line]:
    account = post.account or "no account yet"
    if post.status is S.PUBLISHED:
        at = f" since {short_moment(post.published_local)}" if post.published_local else ""
        lines: list[Line] = [Fact("Live", f"{account}{at}, {shape(post)}")]
        if post.metrics:
            lines.append(Fact("So far", numbers(post.format, post.metrics)))
        return lines
    return [
        Fact("Goes out", moment(post.due_local, post.zone)),
        *([Small(post.clock_note)] if post.clock_note else []),
        Fact("Account", f"{account}, {shape(post)}"),
    ]


def _remarks(post: PostView) -> list[str]:
    remarks = []
    if post.status is S.PUBLISHED and has_views(post.format, post.metrics):
        remarks.append(VIEWS_NOTE)
    if post.status in (S.SCHEDULED, S.PUBLISHING, S.PUBLISHED) and post.approved_by:
        at = f", {short_moment(post.approved_local)}" if post.approved_local else ""
        remarks.append(f"Approved by {post.approved_by}{at}.")
    elif post.status in (S.SCHEDULED, S.PUBLISHING, S.PUBLISHED) and post.unasked_by:
        how = "let it go" if post.unasked_pressed else "set that"
        remarks.append(f"No yes is needed here: {post.unasked_by} {how}.")
    if post.status is S.SCHEDULED and post.error and not post.waits_local:
        remarks.append(f"A try did not work ({post.error}) I try again by myself.")
    if post.revision and post.status is not S.PUBLISHED:
        length = f"{len(post.caption):,} of {CAPTION_LIMIT:,} characters"
        about = "stories show the picture only" if post.format is Format.STORY else length
        made = (f"Version {post.revision}", post.writer, cost(post.cost), about)
        remarks.append(" · ".join(part for part in made if part))
    if post.status in (S.IN_REVIEW, S.CHANGES_REQUESTED):
        remarks += list(post.notes)
    if post.status is S.IN_REVIEW and post.yes_before:
        remarks.append(_yes_before(post.yes_before))
    return remarks


def _yes_before(yes: YesBefore) -> str:
    version = "exactly this" if yes.same else f"version {yes.revision}"
    return f"{yes.name} approved {version} on {short_moment(yes.at_local)}. It needs a new yes."


def way_back(post: PostView) -> list[Action]:
    """One button: to what was approved when that is the version before, else to the version before."""
    if not post.undo_to:
        return []
    yes = post.yes_before
    if yes and not yes.same and yes.revision == post.undo_to:
        about = f"What {yes.name} approved comes back. If you may approve, this is your yes to it."
        return [Action("Back to the approved one", Token("post.back", post.id, post.revision), confirm=about)]
    return [Action("Undo", Token("post.undo", post.id, post.revision))]


def _leave_it(post: PostView) -> list[Action]:
    """Out of a change that could not be made."""
    if post.status is S.CHANGES_REQUESTED and post.revision:
        return [Action("Leave it as it was", Token("post.undo", post.id, post.revision))]
    return way_back(post)


def _actions(post: PostView) -> list[Action]:
    def act(label: str, verb: str, style: Style = Style.PLAIN, confirm: str = "") -> Action:
        return Action(label, Token(f"post.{verb}", post.id, post.revision), style=style, confirm=confirm)

    skip = act("Skip", "skip", Style.DANGER, "This post will not go out. The others stay.")
    request, edit = act("Request changes", "changes"), act("Edit", "edit")
    reschedule, details = act("Reschedule", "reschedule"), act("Details", "details")
    why = act("Why this post", "why")
    restyle = [act("Restyle", "restyle")] if post.painted else []
    if post.status is S.IN_REVIEW:
        if not post.account:
            return [
                Action("Connect Instagram", Token("account.connect")),
                request,
                edit,
                *restyle,
                details,
                reschedule,
                *way_back(post),
                skip,
            ]
        if post.overdue:
            late = [] if post.too_late else [act("Post now", "now", Style.PRIMARY)]
            return [*late, reschedule, request, edit, *way_back(post), *restyle, details, skip]
        looks = look_actions(post)
        approve = act(f"Approve for {short_moment(post.due_local)}", "approve", Style.PRIMARY)
        return [approve, request, edit, *way_back(post), *restyle, details, reschedule, *looks, skip]
    if post.status is S.SCHEDULED:
        stop = act("Stop", "hold", Style.DANGER, "It stays here and does not go out until somebody resumes it.")
        return [act("Take back", "takeback"), reschedule, act("Post now", "now"), *formats_actions(post), why, stop]
    by_status: dict[PostStatus, list[Action]] = {
        S.HELD: [act("Resume", "resume", Style.PRIMARY), reschedule, skip],
        S.FAILED: [*ways_out(post), why, skip],
        S.UNCONFIRMED: [act("It is live", "live", Style.PRIMARY), act("Not there", "absent")],
        S.EXPIRED: [reschedule],
        S.CANCELLED: [act("Resume", "resume")],
        S.PUBLISHED: [
            *([act("Try the comment again", "comment")] if post.comment is CommentStatus.LOST else []),
            *([Action("See it", url=post.permalink)] if post.permalink else []),
            why,
        ],
    }
    if _is_unprepared(post):
        return [act("Try again", "prepare", Style.PRIMARY), *_leave_it(post), skip]
    if post.status is S.HELD and (cure := cure_of(post)):
        return [cure, act("Resume", "resume"), reschedule, skip]
    return by_status.get(post.status, [])
