"""A submitted modal: parse, check, do it in one transaction, answer beside the inputs when something is wrong."""

from collections.abc import Mapping

import httpx
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.errors import words_for
from bot.flows.form import Form, InvalidAnswers, Reading
from bot.slack.modal import answers_of, error_places
from bot.slack.pictures import download
from bot.speaker import Speaker
from core.errors import InvalidAnswer, RiteError
from core.notices.seen import first_time
from core.ports.parts import Parts

State = dict[str, dict[str, dict[str, object]]]


class Wrong(Exception):
    """Sentences by block id of the input they belong to."""

    def __init__(self, places: dict[str, str]) -> None:
        super().__init__("; ".join(places.values()))
        self.places = places


async def submit(
    parts: Parts,
    client: AsyncWebClient,
    http: httpx.AsyncClient,
    form: Form,
    speaker: Speaker,
    subject: str,
    state: State,
    pictures: Mapping[str, str],
) -> Card | None:
    """Raises Wrong with what to show in the modal; returns what to say besides.

    `pictures` are those that came before the modal opened, by field key.
    """
    try:
        async with parts.db.reading() as session:
            form = await form.fitted(session, speaker, subject)
        raw, files = answers_of(form, state)
        raw = {**raw, **pictures}
        hidden = await form.prefill(parts, speaker, subject) if form.reading else {}
        raw = {**{key: value for key, value in hidden.items() if key not in raw}, **raw}
        values = form.parse(raw, Reading(parts.clock.now(), form.zone(raw, speaker), speaker.language))
        for key, file_id in files.items():
            upload = await download(client, http, file_id, field=key)
            values[key] = await parts.media.put(await readable(parts, upload, key))
        async with parts.db.transaction() as session:
            if not await first_time(session, speaker.update, parts.clock.now()):
                return None
            return await form.finish(session, speaker, subject, values)
    except InvalidAnswers as error:
        raise Wrong(error_places(form, error.by_field)) from error
    except InvalidAnswer as error:
        key = error.field or form.fields[0].key
        raise Wrong(error_places(form, {key: error.message})) from error
    except Exception as error:
        raise Wrong({form.fields[0].key: words_for(error)}) from error


async def readable(parts: Parts, upload: bytes, key: str) -> bytes:
    """The upload as a clean JPEG; raises InvalidAnswer beside its field."""
    try:
        return await parts.painter.prepare_photo(upload)
    except RiteError as error:
        raise InvalidAnswer(error.message, field=key) from error
