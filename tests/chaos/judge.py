"""The judge: what went live against what was promised. It asks the books and the database, never the service."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import httpx
from chaos.approved import approved
from chaos.evidence import Evidence, Live, PostRow, Yes, read
from chaos.ownership import Ownership, ownership
from chaos.verdict import Finding, Verdict, Wrong, verdict

ON_ITS_WAY = ("scheduled", "publishing")
MAY_BE_LIVE = ("published", "unconfirmed", *ON_ITS_WAY)
ENDINGS: Mapping[str, Collection[str]] = {
    "published": ("post_live", "post_incomplete", "post_unconfirmed"),
    "failed": ("post_failed", "post_unconfirmed"),  # a person looked: it is not there
    "expired": ("post_expired",),
    "unconfirmed": ("post_unconfirmed",),
    "held": ("post_held",),
}
"""How a post may end by the service's doing, and the sentences of which one must have been said."""
UNTROUBLED = ("held", "expired")
"""Endings that people also choose themselves; then there is nothing to tell."""


class Books(Protocol):
    """A served sandbox; tests/stages/world.py has one."""

    async def books(self) -> Mapping[str, Any]: ...


async def judge(
    database_url: str, sandbox: Books | str, *, quiet: timedelta = timedelta(), expected: Collection[str] = ()
) -> Verdict:
    """Judge every post. `sandbox` may be its address.

    quiet: how long a post may be due before it is stuck. expected: posts that nothing should have kept back.
    """
    books = await _books_at(sandbox) if isinstance(sandbox, str) else await sandbox.books()
    return weigh(await asyncio.to_thread(read, database_url, books), quiet, expected)


async def _books_at(url: str) -> Mapping[str, Any]:
    async with httpx.AsyncClient(base_url=url, timeout=60) as http:
        answer = await http.get("/control/instagram/books")
        found: Mapping[str, Any] = answer.raise_for_status().json()
        return found


@dataclass(frozen=True)
class Case:
    """One post with everything there is about it."""

    post: PostRow
    lives: Sequence[Live]
    yeses: Sequence[Yes]
    told: Mapping[tuple[str, str], int]
    """(conversation, sentence) -> how often."""

    @property
    def untold(self) -> bool:
        """Whether it ended by the service's doing, and nobody heard how."""
        if self.post.status in UNTROUBLED and not self.post.trouble:
            return False
        wanted = ENDINGS.get(self.post.status)
        return wanted is not None and not any(said in wanted for _, said in self.told)


def weigh(evidence: Evidence, quiet: timedelta = timedelta(), expected: Collection[str] = ()) -> Verdict:
    """Pure: the same evidence, the same verdict."""
    owned = ownership(evidence)
    cases = list(_cases(evidence, owned))
    return verdict(
        posts=len(cases),
        published=sum(case.post.status == "published" for case in cases),
        unconfirmed=sum(case.post.status == "unconfirmed" for case in cases),
        late=[(case.lives[0].at - case.post.due_at).total_seconds() for case in cases if case.lives],
        findings=[
            *(Finding(Wrong.UNAPPROVED, "nobody's", f"medium {live.id}") for live in owned.strangers),
            *_bindings(evidence, owned),
            *(found for case in cases for found in _media(case)),
            *(found for case in cases for found in _outcome(case, evidence.now, quiet)),
            *(found for case in cases for found in _tellings(case)),
            *(
                Finding(Wrong.KEPT_BACK, case.post.id, f"is {case.post.status}: {case.post.trouble}")
                for case in cases
                if case.post.id in expected and not (case.lives and case.post.status == "published")
            ),
        ],
    )


def _cases(evidence: Evidence, owned: Ownership) -> Iterator[Case]:
    yeses: defaultdict[str, list[Yes]] = defaultdict(list)
    for yes in evidence.yeses:
        yeses[yes.post_id].append(yes)
    told: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for post_id, conversation, said in evidence.told:
        told[post_id][conversation, said] += 1
    for post in evidence.posts.values():
        yield Case(post, owned.media.get(post.id, ()), yeses[post.id], told[post.id])


def _media(case: Case) -> Iterator[Finding]:
    """What is wrong with what is live."""
    post, lives = case.post, case.lives
    if len(lives) > 1:
        yield Finding(Wrong.DOUBLED, post.id, " and ".join(live.id for live in lives))
    if lives and post.status not in MAY_BE_LIVE:
        yield Finding(Wrong.LIVE_ALL_THE_SAME, post.id, f"is {post.status}, medium {lives[0].id}")
    for live in lives:
        if not approved(post, live, case.yeses):
            yield Finding(Wrong.UNAPPROVED, post.id, f"medium {live.id}")
        if live.at < post.due_at:
            yield Finding(Wrong.EARLY, post.id, f"by {post.due_at - live.at}")
        if live.asked_at > post.not_after:
            yield Finding(Wrong.TOO_LATE, post.id, f"by {live.asked_at - post.not_after}")


def _outcome(case: Case, now: datetime, quiet: timedelta) -> Iterator[Finding]:
    """What is wrong with how it ended, or that it did not end."""
    post, live = case.post, bool(case.lives)
    if post.status == "published" and not live:
        yield Finding(Wrong.ABSENT, post.id, f"names medium {post.media_id or 'none'}")
    if live or post.due_at > now or not case.yeses:
        lost = False
    else:
        lost = case.untold or post.status == "approved" or (post.status in ON_ITS_WAY and post.next_at is None)
    if lost:
        yield Finding(Wrong.LOST, post.id, f"is {post.status}, and nothing more will come")
    elif post.status in ON_ITS_WAY and post.due_at <= now and not _moving(post, now - quiet):
        yield Finding(Wrong.STUCK, post.id, f"is {post.status}, next {post.next_at}")


def _moving(post: PostRow, since: datetime) -> bool:
    """Whether somebody is to look after it soon, and still may."""
    return post.next_at is not None and post.next_at > since and post.not_after >= since


def _tellings(case: Case) -> Iterator[Finding]:
    """Every ending is told, once in each place."""
    if case.untold:
        yield Finding(Wrong.UNTOLD, case.post.id, f"is {case.post.status}")
    for (_, said), times in case.told.items():
        if times > 1:
            yield Finding(Wrong.UNTOLD, case.post.id, f"{said} said {times} times")


def _bindings(evidence: Evidence, owned: Ownership) -> Iterator[Finding]:
    """Every post that names a medium names its own."""
    named = [(post, post.media_id) for post in evidence.posts.values() if post.media_id]
    known, times = {live.id for live in evidence.live}, Counter(media_id for _, media_id in named)
    for post, media_id in named:
        owner = owned.owner.get(media_id)
        if owner != post.id and (media_id in known or post.id in owned.media):
            yield Finding(Wrong.WRONGLY_BOUND, post.id, f"names medium {media_id} of {owner or 'nobody'}")
        if times[media_id] > 1:
            yield Finding(Wrong.WRONGLY_BOUND, post.id, f"shares medium {media_id}")
