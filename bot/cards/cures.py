"""The buttons of a post that did not go out: the one that makes it good comes first and stands out."""

from dataclasses import replace

from bot.cards.card import Action, Style
from bot.language import mark, tr
from bot.tokens import NOBODY, Token
from core.errors import Cure
from core.posts.queries import PostView

ALWAYS_OFFERED = (Cure.AGAIN, Cure.CHANGES, Cure.EDIT, Cure.DETAILS, Cure.RECONNECT)
"""What the card of a failed post offers besides, in this order."""
_BUTTONS: dict[Cure, tuple[str, str]] = {
    Cure.AGAIN: (mark("Try again"), "again"),
    Cure.CHANGES: (mark("Request changes"), "changes"),
    Cure.EDIT: (mark("Edit"), "edit"),
    Cure.DETAILS: (mark("Details"), "details"),
    Cure.RESCHEDULE: (mark("Reschedule"), "reschedule"),
}


def cure_of(post: PostView) -> Action | None:
    """The button that makes it good, standing out; None when no button does."""
    cure = post.cure
    if cure is Cure.MEDIA:  # a painted picture is painted anew, a file is exchanged
        cure = Cure.DETAILS if post.media else Cure.CHANGES
    button = _button(cure, post)
    return replace(button, style=Style.PRIMARY) if button else None


def ways_out(post: PostView) -> list[Action]:
    """Everything that can be done about a failed post but dropping it."""
    best = cure_of(post)
    rest = [button for cure in ALWAYS_OFFERED if (button := _button(cure, post))]
    return [*([best] if best else []), *(one for one in rest if best is None or _verb(one) != _verb(best))]


def quick_ways_out(post: PostView) -> list[Action]:
    """What is offered beside the sentence that says it failed: trying again is always among it."""
    return [one for one in ways_out(post) if one.style is Style.PRIMARY or _verb(one) == "post.again"]


def _verb(button: Action) -> str:
    return button.token.verb if button.token else ""


def _button(cure: Cure, post: PostView) -> Action | None:
    if cure is Cure.RECONNECT:
        return Action(tr("Reconnect"), Token("account.connect", post.account_id or NOBODY))
    if cure not in _BUTTONS:
        return None
    _, verb = _BUTTONS[cure]
    return Action(tr(_BUTTONS[cure][0]), Token(f"post.{verb}", post.id, post.revision))
