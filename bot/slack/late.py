"""Files sent in Slack, fetched after Slack was answered: it waits three seconds, and a video takes longer.

What was sent is kept in the talk's row together with the task, so that nothing is lost when a process dies meanwhile.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import httpx
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from bot.answers import Show
from bot.cards.card import Action, Card, Style, plain
from bot.errors import words_for
from bot.flows.catalogue import FORMS
from bot.flows.form import Form, Reading
from bot.flows.recap import PHOTOS, wants_photos
from bot.flows.receive import offer, offer_card
from bot.flows.talk_rows import opened, settle
from bot.language import speaking, tr
from bot.owed import owe, show
from bot.retold import retold
from bot.slack.clients import for_team
from bot.slack.desk import Counter, Desk
from bot.slack.pictures import LARGEST_VIDEO, download
from bot.speaker import Speaker
from bot.tokens import Token
from bot.words import count
from core import tasks
from core.errors import InvalidAnswer, PersonCanFix, WaitAndRetry
from core.notices.model import Talk
from core.notices.notify import get_conversation
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.uploads import take_in
from core.workspaces.members import ChatIdentity, get_member, get_workspace
from core.workspaces.model import Platform

File = Mapping[str, Any]
"""A file as Slack's payloads describe it."""

SENT, FINISHES = "_sent", "_finishes"


def for_a_post(files: Sequence[File]) -> bool:
    """Whether files without a form are meant to become a post: several of them, or a video."""
    return len(files) > 1 or any(str(file.get("mimetype") or "").startswith("video/") for file in files)


class Late:
    def __init__(self, parts: Parts, client: AsyncWebClient, http: httpx.AsyncClient, desk: Desk) -> None:
        self._parts, self._client, self._http, self._desk = parts, client, http, desk

    async def keep_submission(
        self,
        form: Form,
        speaker: Speaker,
        subject: str,
        raw: Mapping[str, str],
        files: Mapping[str, Sequence[File]],
        at: Counter,
        settles: UUID | None = None,
    ) -> Card | None:
        """A filled-in form goes on as soon as its files are here; None for one that was submitted before."""
        async with self._parts.db.transaction() as session:
            if not await first_time(session, speaker.update, self._parts.clock.now()):
                return None
            await settle(session, speaker, settles)
            answers = {**raw, **_noted(files, at), FINISHES: True}
            talk = opened(session, speaker, form, answers, self._parts.clock.now(), subject=subject)
            tasks.take_in_files.enqueue(session, talk.workspace_id, talk.id)
        return _working(files)

    async def keep_message(
        self, speaker: Speaker, files: Sequence[File], words: str, at: Counter, only: UUID | None = None
    ) -> Card | None:
        """Files of a message are offered to an event as soon as they are here; None for a message seen before."""
        if only and await wants_photos(self._parts, speaker, only):
            return await self.keep_submission(PHOTOS, speaker, str(only), {}, {"photos": files}, at)
        async with self._parts.db.transaction() as session:
            if not await first_time(session, speaker.update, self._parts.clock.now()):
                return None
            talk = await offer(session, speaker, self._parts.clock.now(), only)
            caption = {"caption": words} if words else {}
            talk.answers = {**talk.answers, **caption, **_noted({"files": files}, at)}
            tasks.take_in_files.enqueue(session, talk.workspace_id, talk.id)
        return _working({"files": files})

    async def go_on(self, workspace_id: UUID, talk_id: UUID) -> None:
        """Fetch what was sent, make it fit, and go on where the person stood. Run twice, the second does nothing."""
        talk, speaker, at = await self._picked_up(workspace_id, talk_id)
        if talk is None or speaker is None:
            return
        with speaking(speaker.language), for_team(at.team):
            await self._gone_on(talk, speaker, at)

    async def _gone_on(self, talk: Talk, speaker: Speaker, at: Counter) -> None:
        found: dict[str, str] = {}
        trouble = ""
        for key, sent in talk.answers[SENT].items():
            keys = []
            for file_id, name in sent:
                try:
                    keys.append(await self._taken_in(talk.workspace_id, file_id))
                except PersonCanFix as error:
                    trouble = trouble or f"{name}: {retold(error.message)}"
            found[key] = ",".join(keys)
        try:
            said = await self._proceed(talk, speaker, found, trouble)
        except WaitAndRetry:
            raise
        except Exception as error:
            said = await self._again(talk, speaker, found, words_for(error))
        if said is not None and talk.answers.get(FINISHES):
            await show(self._parts, speaker, said, lambda: self._desk.tell(said, at))
        elif said is not None:
            await self._desk.carry_out(Show(said), speaker, at)

    async def _taken_in(self, workspace_id: UUID, file_id: str) -> str:
        data = await download(self._client, self._http, file_id, largest=LARGEST_VIDEO)
        return (await take_in(self._parts, workspace_id, data)).key

    async def _picked_up(self, workspace_id: UUID, talk_id: UUID) -> tuple[Talk | None, Speaker | None, Counter]:
        async with self._parts.db.reading() as session:
            talk = await _talk(session, workspace_id, talk_id)
            if talk is None or SENT not in talk.answers:
                return None, None, Counter("", "", "")
            at = Counter(*talk.answers["_at"])
            identity = ChatIdentity(Platform.SLACK, at.user, at.team)
            member = await get_member(session, workspace_id, talk.member_id)
            workspace = await get_workspace(session, workspace_id)
            conversation = await get_conversation(session, workspace_id, talk.conversation_id)
        return talk, Speaker(identity, member, workspace, conversation, f"files:{talk_id}", at.thread), at

    async def _proceed(self, talk: Talk, speaker: Speaker, found: Mapping[str, str], trouble: str) -> Card | None:
        if trouble:
            return await self._again(talk, speaker, found, trouble)
        try:
            async with self._parts.db.transaction() as session:
                fresh = await _talk(session, talk.workspace_id, talk.id, lock=True)
                if fresh is None or SENT not in fresh.answers:
                    return None
                fresh.answers = _filled(fresh, found)
                if not fresh.answers.get(FINISHES):
                    return owe(self._parts, session, speaker, offer_card(fresh))
                form = FORMS[fresh.form]
                zone = form.zone(fresh.answers, speaker)
                values = form.parse(fresh.answers, Reading(self._parts.clock.now(), zone, speaker.language))
                fresh.open = False
                said = await form.done_by(session, speaker, fresh.subject, values)
                return owe(self._parts, session, speaker, said) if said else None
        except InvalidAnswer as error:
            return await self._again(talk, speaker, found, retold(error.message))

    async def _again(self, talk: Talk, speaker: Speaker, found: Mapping[str, str], sentence: str) -> Card | None:
        """What went wrong, and the way back to the form with everything still in it."""
        async with self._parts.db.transaction() as session:
            fresh = await _talk(session, talk.workspace_id, talk.id, lock=True)
            if fresh is None or SENT not in fresh.answers:
                return None
            fresh.answers = _filled(fresh, found)
            fresh.open = bool(fresh.answers.get(FINISHES))
            again = Action(tr("Open the form again"), Token("talk.change", talk.id), style=Style.PRIMARY)
            return owe(self._parts, session, speaker, plain(sentence, again) if fresh.open else plain(sentence))


async def _talk(session: Any, workspace_id: UUID, talk_id: UUID, *, lock: bool = False) -> Talk | None:
    query = select(Talk).where(Talk.workspace_id == workspace_id, Talk.id == talk_id)
    found: Talk | None = (await session.execute(query.with_for_update() if lock else query)).scalar_one_or_none()
    return found


def _noted(files: Mapping[str, Sequence[File]], at: Counter) -> dict[str, Any]:
    sent = {key: [[file["id"], file.get("name") or tr("That file")] for file in own] for key, own in files.items()}
    return {SENT: sent, "_at": [at.team, at.channel, at.user, at.thread]}


def _filled(talk: Talk, found: Mapping[str, str]) -> dict[str, Any]:
    return {**{key: value for key, value in talk.answers.items() if key != SENT}, **found}


def _working(files: Mapping[str, Sequence[File]]) -> Card:
    number = sum(map(len, files.values()))
    files_said = count(number, "file")
    return plain(tr("Got it. I'm getting {files} ready; it goes on here in a moment.", files=files_said))
