"""Seal the tokens of Slack teams anew with the newest key."""

from dataclasses import dataclass

from sqlalchemy import select, update

from core.database import Database, touched
from core.errors import SettingsProblem
from core.installs.model import SEALED, SlackBot, SlackInstallation, sealed_place
from core.ports.vault import Vault

TABLES: tuple[type[SlackBot] | type[SlackInstallation], ...] = (SlackBot, SlackInstallation)


@dataclass(frozen=True)
class ResealedSlack:
    """How many were sealed anew, for how many no key is there any more, which keys the others need now."""

    count: int
    unopened: int
    needed: frozenset[str]


async def reseal_slack(db: Database, vault: Vault) -> ResealedSlack:
    """One token, one short transaction; one that is exchanged meanwhile is sealed with the newest key anyway."""
    count, unopened, needed = 0, 0, set[str]()
    for table in TABLES:
        async with db.reading() as session:
            rows = [*(await session.execute(select(table).order_by(table.id))).scalars()]
        secrets = [(row, kind) for row in rows for kind in SEALED if getattr(row, kind, None)]
        for row, kind in secrets:
            text, place = getattr(row, kind), sealed_place(kind, row.enterprise_id, row.team_id)
            try:
                secret = vault.open(text, place)
            except SettingsProblem:
                unopened += 1
                continue
            if not vault.sealed_with_newest(text):
                sealed, column = vault.seal(secret, place), getattr(table, kind)
                async with db.transaction() as session:
                    kept = update(table).where(table.id == row.id, column == text).values({kind: sealed})
                    count += touched(await session.execute(kept.execution_options(synchronize_session=False)))
                text = sealed
            needed.add(vault.key_of(text))
    return ResealedSlack(count, unopened, frozenset(needed))
