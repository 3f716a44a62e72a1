"""Slack people and places -> members and conversations."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.language import language_code
from bot.slack.answering import translated
from bot.slack.clients import is_own
from bot.speaker import Speaker, not_too_often
from core.authorization.check import GONE
from core.database import found_or_added
from core.errors import NotAllowed
from core.events.moments import known_zone
from core.notices.model import Conversation
from core.notices.notify import find_or_add_conversation
from core.ports.parts import Parts
from core.workspaces.leaving import has_left
from core.workspaces.members import ChatIdentity, add_member, find_member, workspace_for_team
from core.workspaces.model import Member, Platform, Role, Workspace

UNNAMED = "Slack workspace"
"""What a team is called until Slack has told its name."""


async def recognise(
    parts: Parts, client: AsyncWebClient, *, team: str, user: str, channel: str, update: str, thread: str | None = None
) -> Speaker:
    """The member behind a Slack user, made on first sight with the role their standing gives them."""
    identity = ChatIdentity(Platform.SLACK, user, team)
    async with parts.db.reading() as session:
        known = await find_member(session, identity)
        if known is None and await has_left(session, identity):
            raise NotAllowed(GONE)
    who = None if known else await newcomer(client, user)
    team_name = UNNAMED if known else await _team_name(client)
    moves_in = known is None and await is_own(client)
    async with parts.db.transaction() as session:
        workspace = await workspace_for_team(session, team, team_name, parts.clock.now(), moves_in=moves_in)
        if workspace.name == UNNAMED:  # somebody spoke before Slack had told
            workspace.name = team_name

        async def add() -> Member:
            assert who is not None  # noqa: S101 - nobody is known and new
            return await add_member(
                session,
                workspace.id,
                identity,
                name=who.name,
                role=who.role,
                now=parts.clock.now(),
                time_zone=who.time_zone,
                language=who.language,
            )

        member = await found_or_added(session, lambda: find_member(session, identity), add)
        not_too_often(parts, member)
        _learn_zone(workspace, member)
        conversation = await _conversation(session, parts, workspace, member, team, channel)
    return Speaker(identity, member, workspace, conversation, update, thread)


async def _conversation(
    session: Any, parts: Parts, workspace: Workspace, member: Member, team: str, channel: str
) -> Conversation:
    direct = channel.startswith("D") or not channel
    conversation = await find_or_add_conversation(
        session,
        workspace.id,
        Platform.SLACK,
        channel or member.id.hex,
        parts.clock.now(),
        team=team,
        direct=direct,
        member_id=member.id if direct else None,
        follows=False,
    )
    conversation.reachable = True
    return conversation


async def _team_name(client: AsyncWebClient) -> str:
    me = await translated(client.auth_test)
    return str(me.get("team") or UNNAMED)[:120]


@dataclass(frozen=True)
class Newcomer:
    """What Slack tells of somebody."""

    name: str
    role: Role
    time_zone: str | None
    language: str


async def newcomer(client: AsyncWebClient, user: str) -> Newcomer:
    """Ask Slack who that is."""
    answer = await translated(lambda: client.users_info(user=user, include_locale=True))
    profile: dict[str, Any] = answer["user"]
    language = language_code(str(profile.get("locale") or ""))
    return Newcomer(_name(profile), _role(profile), _zone(profile), language)


def _name(profile: dict[str, Any]) -> str:
    named = profile.get("profile") or {}
    return str(
        named.get("display_name") or named.get("real_name") or profile.get("real_name") or profile.get("name") or ""
    )


def _role(profile: dict[str, Any]) -> Role:
    if profile.get("is_owner") or profile.get("is_admin") or profile.get("is_primary_owner"):
        return Role.OWNER
    if profile.get("is_restricted") or profile.get("is_ultra_restricted") or profile.get("is_stranger"):
        return Role.GUEST
    return Role.EDITOR


def _zone(profile: dict[str, Any]) -> str | None:
    zone = profile.get("tz")
    return str(zone) if zone and known_zone(str(zone)) else None


def _learn_zone(workspace: Workspace, member: Member) -> None:
    """Until an owner says otherwise, the team lives where its first person lives."""
    if workspace.time_zone == "UTC" and member.time_zone:
        workspace.time_zone = member.time_zone
