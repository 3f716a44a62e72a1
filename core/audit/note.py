"""Write what somebody did, in the transaction that did it: both happen or neither."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import AuditEntry, Deed
from core.masking import masked
from core.workspaces.model import Member

LONGEST = 300
"""Of one detail, in characters."""


def audit(
    session: AsyncSession,
    member: Member | None,
    what: Deed,
    *,
    about: UUID | None = None,
    workspace_id: UUID | None = None,
    **details: object,
) -> None:
    """`workspace_id` where no member did it. What has no value is left out of the details."""
    place = workspace_id or (member.workspace_id if member else None)
    if place is None:
        raise ValueError("An audited deed names its workspace.")
    said = {key: masked(str(value))[:LONGEST] for key, value in details.items() if value not in (None, "")}
    session.add(
        AuditEntry(
            id=uuid4(),
            workspace_id=place,
            at=session.info["clock"].now(),
            member_id=member.id if member else None,
            what=what,
            about_id=about,
            details=said,
        )
    )


def differing(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """What changed: "digest_hour: 9 -> 10; language: en -> de"; "" for nothing."""
    changed = [key for key in after if before.get(key) != after[key]]
    return "; ".join(f"{key}: {before.get(key)} -> {after[key]}" for key in changed)
