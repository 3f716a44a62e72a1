"""Owners hear once that the budget runs out, that it cannot be held, or that the model no longer works.

What only whoever runs Rite can mend is told to them as well.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.owners import places_of_owners
from core.operations.alert import raise_alert
from core.ports.model import ModelTrouble
from core.spending.model import SpendingToldRow


class About(StrEnum):
    """What a workspace's owners are told about the model; the bot has a sentence for each."""

    WARNING = "warning"
    """Most of the month's budget is spent."""
    SPENT = "spent"
    UNPRICED = "unpriced"
    """There is a budget, and nobody has set what this model costs."""
    UNCOUNTED = "uncounted"
    """There is a budget, and the model's server does not tell how much was used."""
    UNKNOWN_MODEL = "unknown_model"
    WRONG_KEY = "wrong_key"
    NO_RIGHT = "no_right"
    NO_CREDIT = "no_credit"


_TROUBLES: Mapping[ModelTrouble, tuple[About, str]] = {
    ModelTrouble.UNKNOWN_MODEL: (
        About.UNKNOWN_MODEL,
        "The model “{model}” does not exist (any more). Set RITE_OPENAI_MODEL to one that does and start Rite anew.",
    ),
    ModelTrouble.WRONG_KEY: (
        About.WRONG_KEY,
        "The model's server does not accept our key. Set OPENAI_API_KEY and start Rite anew.",
    ),
    ModelTrouble.NO_RIGHT: (
        About.NO_RIGHT,
        "Our key may not use the model “{model}”. Grant it that, or set RITE_OPENAI_MODEL to another one.",
    ),
    ModelTrouble.NO_CREDIT: (
        About.NO_CREDIT,
        "The credit at the model's server is used up. Top it up; nothing has to be started anew.",
    ),
}


async def tell_once(session: AsyncSession, workspace_id: UUID, about: About, mark: str, **details: Any) -> bool:
    """Tell the owners unless they were told with this mark. False when they were, or when nobody can be reached."""
    places = await places_of_owners(session, workspace_id)
    if not places:
        return False
    row = {"id": uuid4(), "workspace_id": workspace_id, "about": about.value, "mark": mark[:160]}
    try:
        async with session.begin_nested():
            await session.execute(insert(SpendingToldRow).values(**row, at=session.info["clock"].now()))
    except IntegrityError:
        return False
    for place in places:
        notify(session, workspace_id, place, NoticeKind.MODEL, what=about.value, **details)
    return True


async def tell_trouble_once(session: AsyncSession, workspace_id: UUID, trouble: ModelTrouble, model: str) -> None:
    """What will not pass by itself, until the model has answered again."""
    if trouble not in _TROUBLES:
        return
    about, text = _TROUBLES[trouble]
    if await tell_once(session, workspace_id, about, model, model=model):
        await raise_alert(
            session, workspace_id, "model", about.value, text.format(model=model), session.info["clock"].now()
        )


async def it_answered(session: AsyncSession, workspace_id: UUID) -> None:
    """The model works: should it fail again, that is worth telling again."""
    troubles = [about.value for about, _ in _TROUBLES.values()]
    await session.execute(
        delete(SpendingToldRow).where(SpendingToldRow.workspace_id == workspace_id, SpendingToldRow.about.in_(troubles))
    )
