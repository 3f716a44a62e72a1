"""The buttons of a post's card: what one can do about it now, the rare ones behind one button."""

from bot.cards.card import Action, Style, rare
from bot.cards.cures import cure_of, ways_out
from bot.cards.looks import formats_actions, look_actions
from bot.language import tr
from bot.tokens import Token
from bot.words import short_moment
from core.approvals.policy import Policy
from core.errors import Cure
from core.posts.model import CommentStatus, PostStatus
from core.posts.queries import PostView

S = PostStatus


def is_unprepared(post: PostView) -> bool:
    """Its words or its picture were given up."""
    return post.status in (S.DRAFT, S.CHANGES_REQUESTED) and post.cure is Cure.AGAIN


def way_back(post: PostView) -> list[Action]:
    """One button: to what was approved when that is the version before, else to the version before."""
    if not post.undo_to:
        return []
    yes = post.yes_before
    if yes and not yes.same and yes.revision == post.undo_to:
        about = tr("What {name} approved comes back. If you may approve, this is your yes to it.", name=yes.name)
        label = tr("Back to the approved one")
        return [Action(label, Token("post.back", post.id, post.revision), confirm=about)]
    return [Action(tr("Undo"), Token("post.undo", post.id, post.revision))]


def _leave_it(post: PostView) -> list[Action]:
    """Out of a change that could not be made."""
    if post.status is S.CHANGES_REQUESTED and post.revision:
        return [Action(tr("Leave it as it was"), Token("post.undo", post.id, post.revision))]
    return way_back(post)


def post_actions(post: PostView) -> list[Action]:
    def act(label: str, verb: str, style: Style = Style.PLAIN, confirm: str = "") -> Action:
        return Action(label, Token(f"post.{verb}", post.id, post.revision), style=style, confirm=confirm)

    skip = act(tr("Skip"), "skip", Style.DANGER, tr("This post will not go out. The others stay."))
    request, edit = act(tr("Request changes"), "changes"), act(tr("Edit"), "edit")
    reschedule, details = act(tr("Reschedule"), "reschedule"), act(tr("Details"), "details")
    why, history = act(tr("Why this post"), "why"), act(tr("History"), "history")
    restyle = [act(tr("Restyle"), "restyle")] if post.painted else []
    own_back = post.yeses.policy is Policy.TWO and post.yeses.said_yes
    take_back = [act(tr("Take back my yes"), "takeback")] if own_back else []
    if post.status is S.IN_REVIEW:
        if not post.account:
            return [
                Action(tr("Connect Instagram"), Token("account.connect")),
                request,
                edit,
                reschedule,
                *way_back(post),
                skip,
                *rare([*restyle, details]),
            ]
        if post.overdue:
            late = [] if post.too_late else [act(tr("Post now"), "now", Style.PRIMARY)]
            return [*late, reschedule, request, edit, *take_back, *way_back(post), skip, *rare([*restyle, details])]
        looks = look_actions(post)
        approve = act(tr("Approve for {at}", at=short_moment(post.due_local)), "approve", Style.PRIMARY)
        usual = [approve, request, edit, reschedule, *take_back, *way_back(post), skip]
        return [*usual, *rare([*restyle, details, *looks])]
    if post.status is S.SCHEDULED:
        about = tr("It stays here and does not go out until somebody resumes it.")
        stop = act(tr("Stop"), "hold", Style.DANGER, about)
        return [
            act(tr("Take back"), "takeback"),
            reschedule,
            act(tr("Post now"), "now"),
            stop,
            *rare([*formats_actions(post), why, history]),
        ]
    by_status: dict[PostStatus, list[Action]] = {
        S.HELD: [act(tr("Resume"), "resume", Style.PRIMARY), reschedule, skip],
        S.FAILED: [*ways_out(post), why, skip],
        S.UNCONFIRMED: [act(tr("It is live"), "live", Style.PRIMARY), act(tr("Not there"), "absent")],
        S.EXPIRED: [reschedule],
        S.CANCELLED: [act(tr("Resume"), "resume")],
        S.PUBLISHED: [
            *([act(tr("Try the comment again"), "comment")] if post.comment is CommentStatus.LOST else []),
            *([Action(tr("See it"), url=post.permalink)] if post.permalink else []),
            why,
        ],
    }
    if is_unprepared(post):
        return [act(tr("Try again"), "prepare", Style.PRIMARY), *_leave_it(post), skip]
    if post.status is S.HELD and (cure := cure_of(post)):
        return [cure, act(tr("Resume"), "resume"), reschedule, skip]
    return by_status.get(post.status, [])
