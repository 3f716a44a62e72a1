"""A photo, document or video named in a call: uploaded with it, known by file_id, or to be fetched by address."""

from dataclasses import dataclass

import httpx

from sandbox.telegram.call import Call, Upload
from sandbox.telegram.files import Media
from sandbox.telegram.refusal import bad_request
from sandbox.telegram.state import State
from sandbox.telegram.text.links import NotALink, checked_link

LARGEST_FETCH_BYTES = {"photo": 5 * 1024 * 1024, "document": 20 * 1024 * 1024, "video": 20 * 1024 * 1024}
FETCH_SECONDS = 15.0


@dataclass(frozen=True)
class Wanted:
    """What to make of a file: its kind, and for a video width, height (pixels) and duration (seconds)."""

    kind: str
    frame: tuple[int, int, int] = (0, 0, 0)


async def find_media(state: State, call: Call, name: str, reference: str, wanted: Wanted) -> Media | None:
    """The media an argument means; None when the call holds none. Raises Refusal.

    name is the field an upload would have; reference is the argument's text: "attach://field", a file_id or an
    address.
    """
    field = reference.removeprefix("attach://") if reference.startswith("attach://") else name
    upload = call.upload(field) if field else None
    if upload:
        return await _kept(state, upload, wanted)
    if not reference or reference.startswith("attach://"):
        return None
    if reference.lower().startswith(("http://", "https://")):
        return await _kept(state, await _fetched(state, reference, wanted.kind), wanted)
    media = state.files.media(reference)
    if media is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if media.kind != wanted.kind:
        raise bad_request(f"can't use file of type {media.kind.title()} as {wanted.kind.title()}")
    return media


async def _kept(state: State, upload: Upload, wanted: Wanted) -> Media:
    if wanted.kind == "photo":
        return await state.files.add_photo(upload.content)
    if wanted.kind == "video":
        return state.files.add_video(upload.content, upload.name, upload.content_type, wanted.frame)
    return state.files.add_document(upload.content, upload.name, upload.content_type)


async def _fetched(state: State, address: str, kind: str) -> Upload:
    try:
        answer = await state.world.http.get(checked_link(address), timeout=FETCH_SECONDS)
    except NotALink as error:
        raise bad_request("wrong HTTP URL specified") from error
    except httpx.HTTPError as error:
        raise bad_request("failed to get HTTP URL content") from error
    if not answer.is_success:
        raise bad_request("failed to get HTTP URL content")
    content_type = answer.headers.get("content-type", "application/octet-stream").split(";")[0]
    if kind == "photo" and not content_type.startswith("image/"):
        raise bad_request("wrong type of the web page content")
    if len(answer.content) > LARGEST_FETCH_BYTES[kind]:
        raise bad_request("file is too big")
    return Upload(address.split("?")[0].rsplit("/", 1)[-1], answer.content, content_type)
