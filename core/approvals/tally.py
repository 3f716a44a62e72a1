"""How far the yeses of a post have come: who said it, who is still waited for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import as_given, standing
from core.approvals.policy import Given, Policy, approvers, let_through, people_who_count, present, spoken_list
from core.approvals.rules import policy_of
from core.posts.model import Post
from core.workspaces.members import members
from core.workspaces.model import Member


@dataclass(frozen=True)
class Tally:
    """Names, in the order they said yes. missing: so many yeses more are needed, of any of `others`."""

    policy: Policy
    said_yes: tuple[str, ...]
    others: tuple[str, ...]
    enough: bool

    @property
    def missing(self) -> int:
        return max(self.policy.people - len(self.said_yes), 0)

    @property
    def waits_for(self) -> str:
        """ "Ben or Cy"; says so when there are not enough people who may."""
        names = spoken_list(list(self.others), "or")
        if len(self.others) >= max(self.missing, 1):
            return names
        more = "somebody more who may approve (an owner can name approvers)"
        return f"{names} and {more}" if names else more

    @property
    def in_words(self) -> str:
        """ "1 of 2: Ada; waits for Cy or Ben"."""
        return f"{len(self.said_yes)} of {self.policy.people}: {spoken_list(self.said_yes)}; waits for {self.waits_for}"


async def tally_of(session: AsyncSession, post: Post, author_id: UUID | None) -> Tally:
    """As it stands now, by the rule as it is now."""
    people = await members(session, post.workspace_id)
    return tally(await policy_of(session, post), as_given(await standing(session, post)), author_id, people)


def tally(policy: Policy, given: Sequence[Given], author_id: UUID | None, people: Sequence[Member]) -> Tally:
    counted = people_who_count(policy, given, author_id)
    names = {person.id: person.name for person in people}
    others = [person for person in approvers(people, author_id, policy) if person.id not in counted]
    return Tally(
        policy=policy,
        said_yes=tuple(names.get(person_id, "somebody who left") for person_id in counted),
        others=tuple(person.name for person in _waited_for(others, policy.people - len(counted))),
        enough=let_through(policy, given, author_id) is not None,
    )


def _waited_for(others: Sequence[Member], missing: int) -> Sequence[Member]:
    """Those who are there, unless they are too few."""
    there = present(others)
    return there if len(there) >= missing else others
