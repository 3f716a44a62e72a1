"""What somebody says to us in Slack -> what the bot does about it."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Answer, Nothing, Show
from bot.cards.card import Card, plain
from bot.commands import COMMANDS, help_card, obey
from bot.flows import create_event, event_words, reply, talk
from bot.flows.anew import is_answer
from bot.flows.heard import heard
from bot.flows.said_back import about_summary
from bot.flows.understand import understand
from bot.language import mark, tr
from bot.slack.desk import Counter
from bot.slack.known_files import take_known
from bot.slack.late import File, Late, for_a_post
from bot.slack.pictures import download
from bot.slack.shared import shared_in
from bot.slack.submissions import readable
from bot.speaker import Speaker
from bot.words import number_in_words
from core.events.extract import Origin
from core.notices.find import subject_of
from core.notices.model import NoticeKind
from core.services import Services

Payload = dict[str, Any]

LONGEST_TEXT = 8000
TOO_LONG = mark("That is a lot of text. Up to {most} characters are fine; send me the important lines.")
WORDS = {command.word for command in COMMANDS} - {"new"}
"""Said alone, each of them is a command; behind "new" stands an event."""


class Hearing:
    def __init__(self, services: Services, client: AsyncWebClient, late: Late) -> None:
        self._services, self._client, self._late = services, client, late

    async def answer(self, speaker: Speaker, event: Payload, text: str, at: Counter) -> Answer:
        """Files first, then replies under a card, then answers to an open question, then words of their own."""
        subject = await self.subject(speaker, at.thread) if at.thread else None
        files: list[File] = event.get("files") or []
        if taken := await take_known(self._services, self._client, speaker, files, text[:LONGEST_TEXT]):
            return taken
        about = subject[1] if subject is not None and subject[0] is NoticeKind.CAMPAIGN else None
        if files and (about or for_a_post(files)):
            return _shown(await self._late.keep_message(speaker, files, text[:LONGEST_TEXT], at, about))
        if subject is not None and subject[0] in (NoticeKind.CAMPAIGN, NoticeKind.OPTIONS):
            answer = reply.REPLIES[subject[0]]
            return _shown(await answer(self._services, speaker, subject[1], text[:LONGEST_TEXT]))
        shared = shared_in(event)
        if shared.origin is None and await is_answer(self._services, speaker, text[:LONGEST_TEXT]):
            return _shown(await talk.hear(self._services, speaker, text))
        if shared.origin is None and not files and (said := await about_summary(self._services, speaker, text)):
            return said
        return await self._free_text(speaker, text, await self._picture(shared.files), shared.origin)

    async def subject(self, speaker: Speaker, thread: str) -> Any:
        """What the card is about under which a thread hangs."""
        async with self._services.db.reading() as session:
            return await subject_of(session, speaker.conversation, thread)

    async def _picture(self, files: Any) -> str | None:
        """Key of the first file shared with a message; raises InvalidAnswer when it is no picture."""
        if not files:
            return None
        upload = await download(self._client, self._services.http, str(files[0]["id"]))
        return await self._services.media.put(await readable(self._services, upload, "photo"))

    async def _free_text(self, speaker: Speaker, text: str, picture: str | None, origin: Origin | None) -> Answer:
        word, _, rest = text.strip().partition(" ")
        if not word and not picture:
            return Show(help_card())
        if len(text) > LONGEST_TEXT:
            return Show(plain(too_long()))
        if word.casefold() in WORDS and not rest:
            return await obey(self._services, speaker, word, rest)
        if not picture and (told := await heard(self._services, speaker, text)):
            return told
        sentence = rest if word.casefold() == "new" else text
        if begun := await understand(self._services, speaker, sentence, picture, origin):
            return begun
        raw = event_words.from_sentence(sentence, speaker, self._services.clock.now(), origin) if sentence else {}
        if picture:
            raw = {**raw, "photo": picture}
        elif "starts" not in raw and len(raw) < 3:
            return Show(help_card())
        return _shown(await talk.begin(self._services, speaker, create_event.FORM, raw, ask=False))


def too_long() -> str:
    return tr(TOO_LONG, most=number_in_words(LONGEST_TEXT))


def _shown(card: Card | None) -> Answer:
    return Show(card) if card else Nothing()
