"""A submitted modal: parse, check, do it in one transaction, answer beside the inputs when something is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.errors import words_for
from bot.flows.form import Field, Form, InvalidAnswers, Kind, Reading
from bot.flows.talk_rows import settle
from bot.retold import retold
from bot.slack.desk import Counter
from bot.slack.late import File, Late
from bot.slack.modal import answers_of, error_places
from bot.slack.pictures import LARGEST_VIDEO, download, too_large
from bot.speaker import Speaker
from core.errors import InvalidAnswer, RiteError
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.services import Services

State = dict[str, dict[str, dict[str, object]]]


class Wrong(Exception):
    """Sentences by block id of the input they belong to."""

    def __init__(self, places: dict[str, str]) -> None:
        super().__init__("; ".join(places.values()))
        self.places = places


@dataclass(frozen=True)
class Filled:
    """A form as it was submitted; `pictures` are the files that came before the modal opened, by field key.

    `talk` is the conversation that it settles.
    """

    form: Form
    subject: str
    state: State
    pictures: Mapping[str, str]
    talk: UUID | None = None


async def submit(
    parts: Services, client: AsyncWebClient, late: Late, filled: Filled, speaker: Speaker, at: Counter
) -> Card | None:
    """Raises Wrong with what to show in the modal; returns what to say besides.

    With files for a post the form goes on later, because Slack waits three seconds for this answer: what can be
    said at once is said here.
    """
    form, subject, state, pictures = filled.form, filled.subject, filled.state, filled.pictures
    try:
        async with parts.db.reading() as session:
            form = await form.fitted(session, speaker, subject)
        raw, files = answers_of(form, state)
        raw = {**raw, **pictures}
        hidden = await form.prefill(parts, speaker, subject) if form.reading else {}
        raw = {**{key: value for key, value in hidden.items() if key not in raw}, **raw}
        values = form.parse(raw, Reading(parts.clock.now(), form.zone(raw, speaker), speaker.language))
        _check_sizes(files)
        if any(form.field(key).kind is Kind.MEDIA for key in files):
            return await late.keep_submission(form, speaker, subject, raw, files, at, filled.talk)
        for key, (file, *_) in files.items():
            upload = await download(client, parts.http, str(file["id"]), field=key)
            values[key] = await kept(parts, form.field(key), upload)
        async with parts.db.transaction() as session:
            if not await first_time(session, speaker.update, parts.clock.now()):
                return None
            await settle(session, speaker, filled.talk)
            return await form.done_by(session, speaker, subject, values)
    except InvalidAnswers as error:
        raise Wrong(error_places(form, error.by_field)) from error
    except InvalidAnswer as error:
        key = error.field or form.fields[0].key
        raise Wrong(error_places(form, {key: error.message})) from error
    except Exception as error:
        raise Wrong({form.fields[0].key: words_for(error)}) from error


def _check_sizes(files: Mapping[str, Sequence[File]]) -> None:
    for key, own in files.items():
        if sentence := too_large(max(int(file.get("size") or 0) for file in own), LARGEST_VIDEO):
            raise InvalidAnswer(sentence, field=key)


async def kept(parts: Parts, field: Field, upload: bytes) -> str:
    """Key of a picture as its field wants it; raises InvalidAnswer beside the field."""
    try:
        if field.kind is Kind.LOGO:
            return await parts.media.put(await parts.painter.prepare_logo(upload), kind="png")
    except RiteError as error:
        raise InvalidAnswer(retold(error.message), field=field.key) from error
    return await parts.media.put(await readable(parts, upload, field.key))


async def readable(parts: Parts, upload: bytes, key: str) -> bytes:
    """The upload as a clean JPEG; raises InvalidAnswer beside its field."""
    try:
        return await parts.painter.prepare_photo(upload)
    except RiteError as error:
        raise InvalidAnswer(retold(error.message), field=key) from error
