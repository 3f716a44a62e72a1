"""sendMediaGroup, and the InputMedia objects it shares with editMessageMedia."""

from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.messages import Content
from sandbox.telegram.methods.incoming_media import Wanted, find_media
from sandbox.telegram.methods.outgoing import extras_of, read_address, send
from sandbox.telegram.refusal import Refusal, bad_request
from sandbox.telegram.state import State
from sandbox.telegram.text.formatted import caption_text

FEWEST = 2
MOST = 10
KINDS = ("photo", "video", "document")


async def input_media(state: State, call: Call, item: Any) -> Content:
    """One InputMedia with its file and caption. Raises Refusal."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if kind not in KINDS:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    caption = caption_text(
        item.get("caption") or "", item.get("parse_mode") or "", item.get("caption_entities"), state.chats.user
    )
    frame = (int(item.get("width") or 0), int(item.get("height") or 0), int(item.get("duration") or 0))
    media = await find_media(state, call, "", str(item.get("media") or ""), Wanted(kind, frame))
    if media is None:
        raise bad_request("can't parse InputMedia: media not found")
    flags = {"has_spoiler": "has_media_spoiler", "show_caption_above_media": "show_caption_above_media"}
    return Content(caption, media, {field: True for flag, field in flags.items() if item.get(flag)})


async def _media_group(state: State, call: Call) -> list[dict[str, Any]]:
    """The method knows no reply_markup: one that is sent is not even looked at."""
    call.required("media")
    items = call.value("media", "can't parse media JSON object")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    _check_mix(items)
    address = read_address(state, call, with_markup=False)
    contents: list[Content] = []
    for number, item in enumerate(items, start=1):
        try:
            contents.append(await input_media(state, call, item))
        except Refusal as refusal:
            raise _numbered(refusal, number) from refusal
    album, extras = state.new_album(), extras_of(call)
    sent = [send(state, address, Content(one.words, one.media, {**one.extras, **extras}), album) for one in contents]
    return [state.messages.wire(message) for message in sent]


def _check_mix(items: list[Any]) -> None:
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) < FEWEST:
        raise bad_request("too few messages to send as an album")
    if len(items) > MOST:
        raise bad_request("too many messages to send as an album")
    kinds = {item.get("type") for item in items if isinstance(item, dict)}
    if "document" in kinds and len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")


def _numbered(refusal: Refusal, number: int) -> Refusal:
    """The platform says which of the pictures it could not use."""
    if not refusal.description.endswith(("IMAGE_PROCESS_FAILED", "PHOTO_INVALID_DIMENSIONS")):
        return refusal
    reason = refusal.description.removeprefix("Bad Request: ")
    return bad_request(f'failed to send message #{number} with the error message "{reason}"')


METHODS = {"sendMediaGroup": _media_group}
