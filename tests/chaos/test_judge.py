"""The judge sees every kind of wrong, and nothing where nothing is wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from builders import DUE
from chaos.approved import seal
from chaos.evidence import Evidence, Live, PostRow, Yes
from chaos.judge import judge, weigh
from chaos.verdict import Wrong
from publishing_machine import Machine
from sqlalchemy import delete, update

from core.containers.model import Container
from core.notices.model import Notice
from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES

AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
NOW = AT + timedelta(hours=2)
POST, OTHER, ROOM = (str(UUID(int=number)) for number in (1, 2, 3))
USER = "17841400000000001"
Doctored = Callable[[Evidence], Evidence]


def a_post(post_id: str = POST, **wishes: Any) -> PostRow:
    post = PostRow(
        id=post_id,
        account_id=str(UUID(int=9)),
        user_id=USER,
        format="feed",
        status="published",
        due_at=AT,
        not_after=AT + timedelta(hours=12),
        next_at=None,
        media_id=f"m-{post_id}",
        trouble="",
    )
    return replace(post, **wishes)


def a_medium(post_id: str = POST, **wishes: Any) -> Live:
    medium = Live(
        id=f"m-{post_id}",
        user_id=USER,
        container_id=f"c-{post_id}",
        at=AT + timedelta(seconds=2),
        asked_at=AT + timedelta(seconds=1),
        caption=f"Dance. {post_id}",
        alt_text="A flyer.",
        files=("aa",),
    )
    return replace(medium, **wishes)


def a_yes(post_id: str = POST) -> Yes:
    unsealed = Yes(post_id, "", f"Dance. {post_id}", "A flyer.", "aa", (), {})
    return replace(unsealed, fingerprint=seal(a_post(post_id), a_medium(post_id), unsealed))


def all_well() -> Evidence:
    both = (POST, OTHER)
    return Evidence(
        posts={post_id: a_post(post_id) for post_id in both},
        yeses=[a_yes(post_id) for post_id in both],
        containers={f"c-{post_id}": post_id for post_id in both},
        captions=[(post_id, f"Dance. {post_id}") for post_id in both],
        told=[(post_id, ROOM, "post_live") for post_id in both],
        live=[a_medium(post_id) for post_id in both],
        now=NOW,
    )


def with_post(**wishes: Any) -> Doctored:
    return lambda evidence: replace(evidence, posts=dict(evidence.posts) | {POST: a_post(**wishes)})


def with_live(*media: Live) -> Doctored:
    return lambda evidence: replace(evidence, live=[*media, a_medium(OTHER)])


def telling(*said: str) -> Doctored:
    others = [(OTHER, ROOM, "post_live")]
    return lambda evidence: replace(evidence, told=[*((POST, ROOM, words) for words in said), *others])


def all_of(*changes: Doctored) -> Doctored:
    def change(evidence: Evidence) -> Evidence:
        for one in changes:
            evidence = one(evidence)
        return evidence

    return change


def same_words(evidence: Evidence) -> Evidence:
    """Two posts that say the same, the first one's second medium made through a container nobody kept."""
    return replace(
        evidence,
        captions=[(POST, "Dance."), (OTHER, "Dance.")],
        live=[
            a_medium(),
            a_medium(OTHER),
            a_medium(id="m3", container_id="forgotten", caption="Dance."),
        ],
    )


FAILED = with_post(status="failed", media_id="", trouble="No.")
WRONGS: dict[str, tuple[Doctored, set[Wrong]]] = {
    "two media through one container": (with_live(a_medium(), a_medium(id="m2")), {Wrong.DOUBLED}),
    "a second one through a container that was forgotten": (
        with_live(a_medium(), a_medium(id="m2", container_id="forgotten")),
        {Wrong.DOUBLED},
    ),
    "a third medium for two posts with the same words": (same_words, {Wrong.DOUBLED, Wrong.UNAPPROVED}),
    "failed, and nobody heard": (all_of(FAILED, with_live(), telling()), {Wrong.LOST, Wrong.UNTOLD}),
    "scheduled, and nothing will wake it": (
        all_of(with_post(status="scheduled", media_id=""), with_live(), telling()),
        {Wrong.LOST},
    ),
    "approved, and never scheduled": (
        all_of(with_post(status="approved", media_id=""), with_live(), telling()),
        {Wrong.LOST},
    ),
    "due for long": (
        all_of(with_post(status="publishing", next_at=NOW - timedelta(minutes=1), media_id=""), with_live()),
        {Wrong.STUCK},
    ),
    "live, and for ever on its way": (with_post(status="publishing", next_at=None, media_id=""), {Wrong.STUCK}),
    "still waiting after its time": (
        all_of(
            with_post(
                status="scheduled", next_at=NOW + timedelta(1), not_after=NOW - timedelta(minutes=1), media_id=""
            ),
            with_live(),
        ),
        {Wrong.STUCK},
    ),
    "published, and not there": (with_live(), {Wrong.ABSENT}),
    "failed, and there": (all_of(FAILED, telling("post_failed")), {Wrong.LIVE_ALL_THE_SAME}),
    "dropped by a person, and there": (with_post(status="cancelled"), {Wrong.LIVE_ALL_THE_SAME}),
    "names the other's medium": (
        all_of(with_post(media_id=f"m-{OTHER}"), with_live(a_medium())),
        {Wrong.WRONGLY_BOUND},
    ),
    "other words than approved": (with_live(a_medium(caption="Buy my crypto.")), {Wrong.UNAPPROVED}),
    "another picture than approved": (with_live(a_medium(files=("bb",))), {Wrong.UNAPPROVED}),
    "something nobody planned": (
        with_live(a_medium(), a_medium(id="m2", container_id="forgotten", caption="Who?")),
        {Wrong.UNAPPROVED},
    ),
    "nobody said yes": (lambda evidence: replace(evidence, yeses=[a_yes(OTHER)]), {Wrong.UNAPPROVED}),
    "after its time": (with_live(a_medium(asked_at=AT + timedelta(hours=13))), {Wrong.TOO_LATE}),
    "before its time": (with_live(a_medium(at=AT - timedelta(seconds=1))), {Wrong.EARLY}),
    "live, and nobody heard": (telling(), {Wrong.UNTOLD}),
    "told twice": (telling("post_live", "post_live"), {Wrong.UNTOLD}),
    "nobody was asked": (
        all_of(with_post(status="unconfirmed", trouble="Who knows."), telling()),
        {Wrong.UNTOLD},
    ),
}
FINE: dict[str, Doctored] = {
    "all went well": lambda evidence: evidence,
    "asked for in time, done when nobody waited any more": with_live(a_medium(at=AT + timedelta(hours=13))),
    "its link is not known": with_post(media_id=""),
    "failed and told": all_of(FAILED, with_live(), telling("post_failed")),
    "people were asked": all_of(with_post(status="unconfirmed", trouble="?"), telling("post_unconfirmed")),
    "a person held it": all_of(with_post(status="held", media_id=""), with_live(), telling()),
    "not due yet": all_of(
        with_post(status="scheduled", due_at=NOW + timedelta(1), not_after=NOW + timedelta(2), media_id=""),
        with_live(),
        telling(),
    ),
    "about to be looked after": all_of(
        with_post(status="publishing", next_at=NOW + timedelta(seconds=5), media_id=""), telling()
    ),
    "told in two places": lambda evidence: replace(evidence, told=[*evidence.told, (POST, OTHER, "post_live")]),
}


@pytest.mark.parametrize("wrong", WRONGS)
def test_a_wrong_is_seen_and_named(wrong: str) -> None:
    doctor, expected = WRONGS[wrong]
    found = weigh(doctor(all_well()))
    assert {finding.wrong for finding in found.findings} == expected, found
    assert not found.clean
    assert all(getattr(found, kind.value) for kind in expected)


def test_a_medium_with_two_names_is_seen_at_both() -> None:
    shared = replace(all_well(), posts={POST: a_post(), OTHER: a_post(OTHER, media_id=f"m-{POST}")})
    assert weigh(shared).wrongly_bound == 2


@pytest.mark.parametrize("fine", FINE)
def test_nothing_is_seen_where_all_is_well(fine: str) -> None:
    found = weigh(FINE[fine](all_well()))
    assert found.clean, found


def test_a_post_may_be_due_for_as_long_as_is_quiet() -> None:
    busy = all_of(with_post(status="scheduled", next_at=NOW - timedelta(seconds=3), media_id=""), with_live())(
        all_well()
    )
    assert weigh(busy).stuck == 1
    assert weigh(busy, timedelta(seconds=10)).stuck == 0


def test_a_post_that_should_be_live_is_missed() -> None:
    asked = all_of(with_post(status="unconfirmed", media_id="", trouble="?"), telling("post_unconfirmed"))(all_well())
    assert weigh(asked, expected=[POST, OTHER]).kept_back == 1
    assert weigh(all_well(), expected=[POST, OTHER]).clean


def test_lateness_is_from_due_to_live() -> None:
    late = weigh(with_live(a_medium(at=AT + timedelta(seconds=60)))(all_well())).lateness
    assert (late.p50, late.max) == (2.0, 60.0)


async def test_it_reads_both_databases_and_the_books(machine: Machine, database: str) -> None:
    posts = [await machine.scheduled(due_at=machine.clock.now()) for _ in range(3)]
    for post_id in posts:
        await machine.run(post_id)
    await machine.scheduled(due_at=DUE + timedelta(days=3))
    found = await judge(database, machine.sandbox)
    assert found.clean, found
    assert (found.posts, found.published) == (4, 3)
    assert await judge(database, machine.sandbox.url) == found

    async with machine.services.db.transaction() as session:
        everywhere = {"execution_options": {**ACROSS_WORKSPACES, "synchronize_session": False}}
        await session.execute(update(Post).where(Post.id == posts[0]).values(status=PostStatus.FAILED), **everywhere)
        await session.execute(delete(Notice).where(Notice.subject_id == posts[1]), **everywhere)
        await session.execute(delete(Container).where(Container.post_id == posts[2]), **everywhere)
        await session.execute(
            update(Post).where(Post.id == posts[2]).values(media_id="17900000000000001"), **everywhere
        )
    found = await judge(database, machine.sandbox)
    assert {(finding.wrong, finding.post_id) for finding in found.findings} == {
        (Wrong.LIVE_ALL_THE_SAME, str(posts[0])),
        (Wrong.UNTOLD, str(posts[0])),
        (Wrong.UNTOLD, str(posts[1])),
        (Wrong.WRONGLY_BOUND, str(posts[2])),
    }
