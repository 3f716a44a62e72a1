"""Tokens for programs in chat: asked for, shown once to one person, ended; never where others read along."""

from dataclasses import replace

import pytest
from publishing_machine import Machine

from bot.actions import act
from bot.answers import Ask, Nothing, Toast, Whisper
from bot.cards.card import Bullet, Quote
from bot.commands import obey
from bot.flows.form import Reading
from bot.speaker import Speaker
from bot.tokens import Token
from core.api_tokens.use import holder_of
from core.errors import NotNow
from core.notices.notify import get_conversation
from core.workspaces.members import ChatIdentity, get_workspace
from core.workspaces.model import Platform

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def speaker(machine: Machine, update: str, platform: Platform = Platform.SLACK) -> Speaker:
    async with machine.services.db.reading() as session:
        place = await get_conversation(session, machine.team.workspace_id, machine.team.conversation_id)
        workspace = await get_workspace(session, machine.team.workspace_id)
    return Speaker(ChatIdentity(platform, "U1", "T1"), machine.team.cy, workspace, place, update)


@ON_SQLITE
async def test_a_token_is_made_by_a_form_shown_by_one_press_and_ended_by_another(machine: Machine) -> None:
    parts = machine.services
    listed = await obey(parts, await speaker(machine, "1"), "tokens", "")
    assert isinstance(listed, Whisper)
    assert "no token" in str(listed.card.lines)
    asked = await act(parts, await speaker(machine, "2"), Token("token.new"))
    assert isinstance(asked, Ask)
    raw = {"name": "Box office", "may": "write", "days": "90"}
    values = asked.form.parse(raw, Reading(machine.clock.now(), "Europe/Berlin", "en"))
    async with parts.db.transaction() as session:
        made = await asked.form.done_by(session, await speaker(machine, "3"), "", values)
    assert made is not None
    assert "rite_" not in repr(made)  # this card may be kept until it is delivered
    show, end = (action.token for action in made.actions)
    assert show is not None
    assert end is not None
    shown = await act(parts, await speaker(machine, "4"), show)
    assert isinstance(shown, Whisper)
    (secret,) = (line.text for line in shown.card.lines if isinstance(line, Quote))
    async with parts.db.reading() as session:
        holder = await holder_of(session, secret, machine.clock.now())
        assert holder is not None
        assert (holder.member.name, holder.token.scopes) == ("Cy", ["read", "write"])
    assert isinstance(await act(parts, await speaker(machine, "4"), show), Nothing)  # the same press again
    with pytest.raises(NotNow, match="shown already"):
        await act(parts, await speaker(machine, "5"), show)
    again = await obey(parts, await speaker(machine, "6"), "tokens", "")
    assert isinstance(again, Whisper)
    (told,) = (line.text for line in again.card.lines if isinstance(line, Bullet))
    assert told == "Box office: may look and change things, until 20 February 2027. Not used yet."
    assert isinstance(await act(parts, await speaker(machine, "7"), end), Toast)
    async with parts.db.reading() as session:
        assert await holder_of(session, secret, machine.clock.now()) is None


@ON_SQLITE
async def test_where_all_read_along_nothing_is_shown(machine: Machine) -> None:
    group = await speaker(machine, "1", Platform.TELEGRAM)
    for answer in (
        await obey(machine.services, group, "tokens", ""),
        await act(machine.services, replace(group, update="2"), Token("token.new")),
    ):
        assert isinstance(answer, Whisper)
        assert "private chat" in answer.card.summary
        assert answer.card.actions == ()
