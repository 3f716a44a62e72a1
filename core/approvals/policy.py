"""Who may say yes: pure rules over members."""

from collections.abc import Sequence
from uuid import UUID

from core.errors import NotAllowed
from core.workspaces.model import Member


def approvers(people: Sequence[Member], author_id: UUID | None) -> list[Member]:
    """Those whose yes counts for content by this author: approvers and owners but the author.

    When nobody but the author holds the right, the author's own yes counts: a team of one must be able to work.
    """
    able = [person for person in people if person.role.may_approve]
    others = [person for person in able if person.id != author_id]
    return others or able


def check_may_approve(person: Member, people: Sequence[Member], author_id: UUID | None) -> None:
    """Raise NotAllowed, naming who may, unless this person's yes counts."""
    allowed = approvers(people, author_id)
    if any(person.id == other.id for other in allowed):
        return
    names = spoken_list([other.name for other in allowed])
    if person.id == author_id and person.role.may_approve:
        raise NotAllowed(f"You wrote this one, so somebody else says yes: {names}.")
    if not allowed:
        raise NotAllowed("Nobody here may approve yet. An owner can name approvers.")
    raise NotAllowed(f"Only approvers can release posts: {names}.")


def check_may_edit(person: Member) -> None:
    """Raise NotAllowed for guests."""
    if not person.role.may_edit:
        raise NotAllowed("Guests can look and comment. Ask an owner to make you an editor.")


def spoken_list(names: Sequence[str]) -> str:
    """ "Ada", "Ada and Cy", "Ada, Ben and Cy"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
