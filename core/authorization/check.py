"""Ask the table. Somebody who is not in the team any more has no right at all, whatever their role was."""

from typing import Protocol

from core.authorization.table import RIGHTS, Right, Role, Rule
from core.errors import NotAllowed

GONE = "You are not in this team any more. Ask an owner for an invite link if that is a mistake."


class Actor(Protocol):
    """What the table wants to know of a person; core.workspaces.model.Member is one."""

    @property
    def role(self) -> Role: ...
    @property
    def active(self) -> bool: ...
    @property
    def stands_in(self) -> bool: ...


def may(actor: Actor, right: Right, *, own: bool = False) -> bool:
    """Whether somebody has a right; `own`: over something they made themselves."""
    rule = RIGHTS.get(right)
    if rule is None or not actor.active:
        return False
    return actor.role in rule.roles or (own and actor.role in rule.own) or (rule.deputies and actor.stands_in)


def check(actor: Actor, right: Right, *, own: bool = False) -> None:
    """Raise NotAllowed unless they have it."""
    if not may(actor, right, own=own):
        raise _refused(actor, RIGHTS.get(right))


def check_at_the_door(actor: Actor, right: Right) -> None:
    """Before it is known what it is about: refuse whoever could have this right over nothing.

    A rule without a sentence is let through here: its use case knows who may, and says so.
    """
    rule = RIGHTS.get(right)
    if actor.active and rule is not None and not rule.refusal:
        return
    if not may(actor, right, own=True):
        raise _refused(actor, rule)


def _refused(actor: Actor, rule: Rule | None) -> NotAllowed:
    if not actor.active:
        return NotAllowed(GONE)
    return NotAllowed(rule.refusal if rule and rule.refusal else None)
