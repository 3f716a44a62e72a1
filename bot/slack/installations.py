"""slack_sdk's stores over our tables: installations with every token sealed, states that work once.

Slack's SDK knows the columns and the look-ups; what it would keep in the clear is sealed before it gets there.
"""

from datetime import datetime
from typing import Any

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, Table, delete

from core.clock import instant, wall_seconds
from core.database import Database, touched
from core.installs.model import SEALED, SlackBot, SlackInstallation, SlackState, sealed_place
from core.ports.vault import Vault

STATE_LASTS_SECONDS = 600
"""How long somebody may look at Slack's page before allowing."""


class _Tables(AsyncSQLAlchemyInstallationStore):
    """The SDK's store over the tables that our migrations make."""

    @classmethod
    def build_installations_table(cls, metadata: MetaData, table_name: str) -> Table:
        return _table(SlackInstallation)

    @classmethod
    def build_bots_table(cls, metadata: MetaData, table_name: str) -> Table:
        return _table(SlackBot)


class SealedInstallations(AsyncInstallationStore):
    """What was given, by organization and team; tokens are opened on the way out."""

    def __init__(self, client_id: str, db: Database, vault: Vault) -> None:
        self._inner, self._vault = _Tables(client_id, db.engine), vault

    async def async_save(self, installation: Installation) -> None:
        await self._inner.async_save(Installation(**self._sealed(installation.to_dict_for_copying())))

    async def async_save_bot(self, bot: Bot) -> None:
        await self._inner.async_save_bot(Bot(**self._sealed(bot.to_dict_for_copying())))

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        found = await self._inner.async_find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return Bot(**self._opened(found.to_dict_for_copying())) if found else None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        found = await self._inner.async_find_installation(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            is_enterprise_install=is_enterprise_install,
        )
        return Installation(**self._opened(found.to_dict_for_copying())) if found else None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        await self._inner.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        await self._inner.async_delete_installation(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)

    def _sealed(self, values: dict[str, Any]) -> dict[str, Any]:
        return values | {kind: self._vault.seal(values[kind], place) for kind, place in _places(values)}

    def _opened(self, values: dict[str, Any]) -> dict[str, Any]:
        return values | {kind: self._vault.open(values[kind], place) for kind, place in _places(values)}


class States(AsyncSQLAlchemyOAuthStateStore):
    """States of ours, used up in one statement: of two who come back with the same one, one is let in."""

    @classmethod
    def build_oauth_states_table(cls, metadata: MetaData, table_name: str) -> Table:
        return _table(SlackState)

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        async with self.engine.begin() as connection:
            await connection.execute(delete(self.oauth_states).where(self.oauth_states.c.expire_at < _now()))
        return await super().async_issue(*args, **kwargs)

    async def async_consume(self, state: str) -> bool:
        kept = self.oauth_states.c
        async with self.engine.begin() as connection:
            used = await connection.execute(
                delete(self.oauth_states).where(kept.state == state, kept.expire_at > _now())
            )
        return touched(used) == 1


def _places(values: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Every secret that is there, and where it belongs."""
    enterprise, team = values.get("enterprise_id"), values.get("team_id")
    return [(kind, sealed_place(kind, enterprise, team)) for kind in SEALED if values.get(kind)]


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


def _now() -> datetime:
    """A browser's ten minutes pass by the world's clock, as the SDK counts them."""
    return instant(wall_seconds()).replace(tzinfo=None)
