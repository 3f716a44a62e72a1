"""Promote this: a message that somebody picked becomes the filled form, with what its links and its flyer tell."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Answer, Ask, Nothing, Show
from bot.flows.create_event import FORM
from bot.flows.understand import LOOKING, PONDERING, READING_PAGE, read_now
from bot.language import mark, tr
from bot.retold import retold
from bot.slack.desk import Counter, Found, Later, Opening
from bot.slack.known_files import is_known, take_known
from bot.slack.late import File, Late
from bot.slack.pictures import download
from bot.slack.shared import Shared
from bot.slack.submissions import readable
from bot.speaker import Speaker
from core.errors import PersonCanFix
from core.services import Services

SEVERAL = mark("When it starts can be read in more than one way; please pick the day.")


class Promoting:
    def __init__(self, services: Services, client: AsyncWebClient, late: Late) -> None:
        self._services, self._client, self._late = services, client, late

    async def answer(self, speaker: Speaker, about: Shared, at: Counter) -> Answer | Opening | Later:
        """Files whose kind says what they are for go their own way; a film alone is offered to an event."""
        if is_known(about.files):
            return Later(lambda: self._known(speaker, about))
        picture = next((file for file in about.files if _is_picture(file)), None)
        if about.files and picture is None:
            card = await self._late.keep_message(speaker, about.files, about.text, at)
            return Show(card) if card else Nothing()
        if not about.text.strip() and picture is None:
            return Ask(FORM)
        return Opening(FORM, _saying(about.text, picture), lambda: self._read(speaker, about, picture))

    async def _known(self, speaker: Speaker, about: Shared) -> Answer:
        return await take_known(self._services, self._client, speaker, about.files, about.text) or Nothing()

    async def _read(self, speaker: Speaker, about: Shared, file: File | None) -> Found:
        """Its answers, and what there is to say about them; a picture that cannot be read leaves the words."""
        picture, said = None, []
        if file is not None:
            try:
                upload = await download(self._client, self._services.http, str(file["id"]))
                picture = await self._services.media.put(await readable(self._services, upload, "photo"))
            except PersonCanFix as error:
                said.append(retold(error.message))
        raw, trouble = await read_now(self._services, speaker, about.text, picture, about.origin)
        said += [trouble] if trouble else []
        said += [f"{retold(raw['assumed'])}."] if raw.get("assumed") else []
        said += [tr(SEVERAL)] if raw.get("_choices") else []
        return Found(raw, " ".join(said))


def _is_picture(file: File) -> bool:
    return str(file.get("mimetype") or "").startswith("image/")


def _saying(text: str, picture: File | None) -> str:
    if "://" in text:
        return tr(READING_PAGE)
    return tr(LOOKING) if picture else tr(PONDERING)
