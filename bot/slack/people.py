"""Slack people and places -> members and conversations."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answering import translated
from bot.speaker import Speaker
from core.database import found_or_added
from core.events.moments import known_zone
from core.notices.model import Conversation
from core.notices.notify import find_or_add_conversation
from core.ports.parts import Parts
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
    profile = {} if known else await _profile(client, user)
    team_name = UNNAMED if known else await _team_name(client)
    async with parts.db.transaction() as session:
        workspace = await workspace_for_team(session, team, team_name, parts.clock.now())
        if workspace.name == UNNAMED:  # somebody spoke before Slack had told
            workspace.name = team_name

        async def add() -> Member:
            return await add_member(
                session,
                workspace.id,
                identity,
                name=_name(profile),
                role=_role(profile),
                now=parts.clock.now(),
                time_zone=_zone(profile),
                language=str(profile.get("locale") or "en")[:2],
            )

        member = await found_or_added(session, lambda: find_member(session, identity), add)
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
    return str(me["team"])[:120]


async def _profile(client: AsyncWebClient, user: str) -> dict[str, Any]:
    async def ask() -> dict[str, Any]:
        answer = await client.users_info(user=user, include_locale=True)
        return dict(answer["user"])

    return await translated(ask)


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
