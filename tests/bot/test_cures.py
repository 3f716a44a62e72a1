"""What stands out on the card of a post that did not go out is the button that makes it good."""

from dataclasses import replace
from uuid import UUID

import pytest
from shown_posts import LOCAL, POST

from bot.cards.card import Card, Style
from bot.cards.review import review_card
from bot.cards.spoken import say
from core.errors import Cure
from core.ports.studio import MediaFacts
from core.posts.media import Item
from core.posts.model import PostStatus

ACCOUNT = UUID(int=4)
FILM = Item("a.mp4", "a" * 64, MediaFacts(video=True, size=1, width=1080, height=1920, format="MP4"))
FAILED = replace(
    POST,
    revision=2,
    status=PostStatus.FAILED,
    approvers=("Ben",),
    approved_by="Ada",
    approved_local=LOCAL,
    error="It did not go out.",
    account_id=ACCOUNT,
)


def standing_out(card: Card) -> list[str]:
    return [action.label for action in card.actions if action.style is Style.PRIMARY]


@pytest.mark.parametrize(
    ("cure", "painted", "button"),
    [
        (Cure.AGAIN, True, "Try again"),
        (Cure.CHANGES, True, "Request changes"),
        (Cure.EDIT, True, "Edit"),
        (Cure.MEDIA, True, "Request changes"),
        (Cure.MEDIA, False, "Details"),
        (Cure.DETAILS, True, "Details"),
        (Cure.RECONNECT, True, "Reconnect"),
        (Cure.RESCHEDULE, True, "Reschedule"),
        (Cure.NONE, True, None),
    ],
)
def test_the_card_and_the_sentence_lead_with_what_makes_it_good(cure: Cure, painted: bool, button: str | None) -> None:
    post = replace(FAILED, cure=cure, media=() if painted else (FILM,))
    for card in (review_card(post), say("post_failed", post)):
        assert standing_out(card) == ([button] if button else [])
        assert button is None or card.actions[0].label == button
        labels = [action.label for action in card.actions]
        assert len(labels) == len(set(labels)), "no button twice"
    assert review_card(post).actions[-1].label == "Skip"


def test_reconnecting_means_the_account_of_this_very_post() -> None:
    button = review_card(replace(FAILED, cure=Cure.RECONNECT)).actions[0]
    assert button.token is not None and (button.token.verb, button.token.subject) == ("account.connect", ACCOUNT)


def test_a_held_post_whose_account_is_gone_leads_with_reconnect_and_keeps_resume() -> None:
    held = replace(FAILED, status=PostStatus.HELD, cure=Cure.RECONNECT)
    assert [action.label for action in review_card(held).actions] == ["Reconnect", "Resume", "Reschedule", "Skip"]
    assert standing_out(say("post_held", held)) == ["Reconnect"]
    assert standing_out(review_card(replace(held, cure=Cure.NONE))) == ["Resume"]
    assert say("post_held", replace(held, cure=Cure.NONE)).actions == ()


def test_a_post_past_its_time_can_be_given_another() -> None:
    expired = replace(FAILED, status=PostStatus.EXPIRED, cure=Cure.RESCHEDULE)
    assert [action.label for action in review_card(expired).actions] == ["Reschedule"]
    assert standing_out(say("post_expired", expired)) == ["Reschedule"]


def test_what_may_be_live_is_looked_at_first() -> None:
    open_ = replace(FAILED, status=PostStatus.UNCONFIRMED, cure=Cure.LOOK)
    for card in (review_card(open_), say("post_unconfirmed", open_)):
        assert [action.label for action in card.actions] == ["It is live", "Not there"]
