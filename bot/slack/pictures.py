"""Pictures into Slack (privately uploaded, shown in blocks) and out of it (uploads of people)."""

import asyncio
import io
from urllib.parse import urlsplit

import aiohttp
import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.houses import Attachment
from bot.language import tr
from bot.slack.clients import bearer_of
from core.errors import InvalidAnswer, Unavailable

PROCESSED_AFTER_SECONDS = (0.2, 0.4, 0.8, 1.5, 3.0, 5.0)
LARGEST_UPLOAD = 40 * 1024 * 1024
LARGEST_VIDEO = 100 * 1024 * 1024


async def upload(client: AsyncWebClient, data: bytes, name: str, alt: str) -> str:
    """Upload without sharing, wait until Slack has looked at it, return the file's id."""
    answer = await client.files_upload_v2(content=data, filename=name, title=name, alt_txt=alt[:1000])
    file_id = str(answer["files"][0]["id"])
    for pause in PROCESSED_AFTER_SECONDS:
        info = await client.files_info(file=file_id)
        if info["file"].get("mimetype"):
            return file_id
        await asyncio.sleep(pause)
    raise Unavailable("Slack is still looking at the picture.")


async def bring(client: AsyncWebClient, file: Attachment) -> dict[str, str | None]:
    """Upload a file as a stream and return what sharing it needs: the SDK would send a film in one piece."""
    ticket = await client.files_getUploadURLExternal(filename=file.name, length=len(file.data), alt_txt=file.alt[:1000])
    try:
        async with (
            aiohttp.ClientSession() as http,
            http.post(str(ticket["upload_url"]), data=io.BytesIO(file.data)) as answer,
        ):
            answer.raise_for_status()
    except aiohttp.ClientError as error:
        raise Unavailable("Slack did not take the file.") from error
    return {"id": str(ticket["file_id"]), "title": file.name}


def too_large(size: int, largest: int) -> str:
    """The sentence for a file that is larger than it may be; "" for one that is not."""
    if size <= largest:
        return ""
    smaller = tr("Send a shorter or a smaller version.")
    advice = tr("A photo from a phone is enough.") if largest == LARGEST_UPLOAD else smaller
    return tr("That file is over {size} MB.", size=largest // 1024 // 1024) + f" {advice}"


async def download(
    client: AsyncWebClient,
    http: httpx.AsyncClient,
    file_id: str,
    *,
    field: str | None = None,
    largest: int = LARGEST_UPLOAD,
) -> bytes:
    """A person's upload. Slack answers a missing right with a login page and status 200, so the type is checked."""
    try:
        info = await client.files_info(file=file_id)
    except SlackApiError as error:
        raise InvalidAnswer(tr("I can't open that file in Slack."), field=field) from error
    file = info["file"]
    if sentence := too_large(int(file.get("size") or 0), largest):
        raise InvalidAnswer(sentence, field=field)
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if file.get("is_external") or not _lies_in_slack(url, client.base_url):
        raise InvalidAnswer(tr("That file lies outside of Slack. Upload it here, then I can read it."), field=field)
    data, headers = bytearray(), {"authorization": f"Bearer {await bearer_of(client)}"}
    async with http.stream("GET", url, headers=headers, follow_redirects=True, timeout=20) as answer:
        if answer.status_code != 200 or answer.headers.get("content-type", "").startswith("text/html"):
            raise InvalidAnswer(tr("Slack did not let me read that file. Is files:read granted?"), field=field)
        async for piece in answer.aiter_bytes():
            data += piece
            if sentence := too_large(len(data), largest):  # whatever it was said to be
                raise InvalidAnswer(sentence, field=field)
    return bytes(data)


def _lies_in_slack(url: str, api: str) -> bool:
    """Our token opens the file, and is shown to Slack alone: files of other services have addresses elsewhere."""
    host = urlsplit(url).hostname or ""
    return host == urlsplit(api).hostname or host == "slack.com" or host.endswith(".slack.com")
