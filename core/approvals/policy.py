"""Who may say yes, and how many yeses let a post through: pure rules, and the only ones."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.authorization.check import check, may
from core.authorization.table import Right
from core.errors import NotAllowed
from core.workspaces.model import Member


class Policy(enum.Enum):
    """How many people let a post through. Where nobody set anything, it is one."""

    NONE = "none"
    ONE = "one"
    TWO = "two"

    @property
    def people(self) -> int:
        return {Policy.NONE: 0, Policy.ONE: 1, Policy.TWO: 2}[self]


@dataclass(frozen=True)
class Given:
    """A yes that stands, and what it was about. unasked: nobody was asked, an owner's rule let it through."""

    member_id: UUID
    fingerprint: str | None
    unasked: bool = False


def people_who_count(policy: Policy, given: Sequence[Given], author_id: UUID | None) -> list[UUID]:
    """Whose yeses count, each person once, of yeses the oldest first; all must be about what the newest is about.

    Two people are two who did not write it, even where everybody else would have to be asked.
    """
    newest = given[-1].fingerprint if given else None
    people = dict.fromkeys(one.member_id for one in given if not one.unasked and one.fingerprint == newest)
    return [person for person in people if policy is not Policy.TWO or person != author_id]


def let_through(policy: Policy, given: Sequence[Given], author_id: UUID | None) -> str | None:
    """The fingerprint that enough people said yes to; None when more are needed.

    Where no yes is needed, something must still have let it through: its own time under that rule, or a press.
    """
    if not given or len(people_who_count(policy, given, author_id)) < policy.people:
        return None
    return given[-1].fingerprint


def approvers(people: Sequence[Member], author_id: UUID | None, policy: Policy = Policy.ONE) -> list[Member]:
    """Those whose yes counts for content by this author: approvers and owners, and deputies of those who are away, but
    not the author.

    When nobody but the author holds the right, the author's own yes counts: a team of one must be able to work. Not
    where two people are asked for. Where no yes is needed, everybody who may edit may let it go.
    """
    if policy is Policy.NONE:
        return [person for person in people if may(person, Right.EDIT)]
    able = [person for person in people if person.may_approve]
    others = [person for person in able if person.id != author_id]
    return others if policy is Policy.TWO else others or able


def check_may_approve(
    person: Member, people: Sequence[Member], author_id: UUID | None, policy: Policy = Policy.ONE
) -> None:
    """Raise NotAllowed, naming who may, unless this person's yes counts."""
    allowed = approvers(people, author_id, policy)
    if any(person.id == other.id for other in allowed):
        return
    names = spoken_list([other.name for other in allowed])
    ask = [other.id for other in present(allowed)]
    if person.id == author_id and person.may_approve:
        if not allowed:
            raise NotAllowed("You wrote this one, and two others have to say yes. An owner can name approvers.")
        raise NotAllowed(f"You wrote this one, so somebody else says yes: {names}.", ask=ask)
    if not allowed:
        raise NotAllowed("Nobody here may approve yet. An owner can name approvers.")
    raise NotAllowed(f"Only approvers can release posts: {names}.", ask=ask)


def present(people: Sequence[Member]) -> list[Member]:
    """Those who are not away; all of them where nobody is there."""
    return [person for person in people if not person.away] or list(people)


def check_may_edit(person: Member) -> None:
    """Raise NotAllowed for guests."""
    check(person, Right.EDIT)


def spoken_list(names: Sequence[str], last: str = "and") -> str:
    """ "Ada", "Ada and Cy", "Ada, Ben and Cy"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
