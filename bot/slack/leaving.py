"""Slack says that we, or a card of ours, are gone from somewhere; whoever can do something about it is told."""

from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp

from bot.slack.access import Access
from bot.slack.clients import current_team
from bot.slack.installations import SealedInstallations
from core.installs.card_deleted import card_deleted
from core.installs.leave import leave_team
from core.installs.rooms import leave_room, room_is_back
from core.installs.teams import teams_of
from core.services import Services
from core.workspaces.leaving import back_in_slack, became_guest_in_slack, left_slack
from core.workspaces.members import ChatIdentity
from core.workspaces.model import Platform

log = structlog.get_logger(__name__)

Payload = dict[str, Any]
ROOM_IS_GONE = ("channel_archive", "channel_deleted", "channel_left", "group_archive", "group_deleted", "group_left")
ROOM_IS_BACK = ("channel_unarchive", "group_unarchive")


class Leaving:
    """Told twice, late or in any order, it comes to the same."""

    def __init__(self, services: Services, access: Access, store: SealedInstallations | None) -> None:
        self._services, self._access, self._store = services, access, store

    def register(self, app: AsyncApp) -> None:
        app.event("app_uninstalled")(self.uninstalled)
        app.event("tokens_revoked")(self.revoked)
        app.event({"type": "message", "subtype": "message_deleted"})(self.message_deleted)
        app.event("user_change")(self.person_changed)
        for name in ROOM_IS_GONE:
            app.event(name)(self.room_gone)
        for name in ROOM_IS_BACK:
            app.event(name)(self.room_back)

    async def uninstalled(self, body: Payload, context: Any) -> None:
        team = current_team()
        if await self._access.works(team):
            log.info("slack told late of an uninstallation", team=team)
            return
        teams = [team]
        if self._store is not None:
            org_wide = bool(context.is_enterprise_install)
            await self._store.async_delete_all(enterprise_id=context.enterprise_id, team_id=None if org_wide else team)
            if org_wide and context.enterprise_id:
                async with self._services.db.reading() as session:
                    teams = [*await teams_of(session, context.enterprise_id)] or teams
        for one in teams:
            self._access.forget(one)
            async with self._services.db.transaction() as session:
                held = await leave_team(session, one, self._services.clock.now())
            log.warning("rite was taken out of slack", team=one, held=held)

    async def revoked(self, event: Payload, body: Payload, context: Any) -> None:
        """The bot's own token only: we use no person's."""
        if (event.get("tokens") or {}).get("bot"):
            await self.uninstalled(body, context)

    async def person_changed(self, event: Payload) -> None:
        """Whom Slack deactivates has no right here any more, in no house; whom it restricts may look and comment."""
        user = event.get("user") or {}
        identity = ChatIdentity(Platform.SLACK, str(user.get("id") or ""), current_team())
        async with self._services.db.transaction() as session:
            if user.get("deleted"):
                await left_slack(session, identity)
                return
            await back_in_slack(session, identity)
            if user.get("is_restricted") or user.get("is_ultra_restricted"):
                await became_guest_in_slack(session, identity)

    async def message_deleted(self, event: Payload) -> None:
        async with self._services.db.transaction() as session:
            await card_deleted(session, current_team(), _room(event), str(event.get("deleted_ts") or ""))

    async def room_gone(self, event: Payload) -> None:
        async with self._services.db.transaction() as session:
            await leave_room(session, current_team(), _room(event))

    async def room_back(self, event: Payload) -> None:
        async with self._services.db.transaction() as session:
            await room_is_back(session, current_team(), _room(event), self._services.clock.now())


def _room(event: Payload) -> str:
    channel = event.get("channel")
    return str(channel.get("id") if isinstance(channel, dict) else channel or "")
