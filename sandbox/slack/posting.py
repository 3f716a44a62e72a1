"""Putting messages into channels: what the Web API, response_urls and people all end up doing."""

from dataclasses import dataclass, field

from sandbox.slack import events
from sandbox.slack.arguments import Arguments
from sandbox.slack.blocks.surfaces import problems_in_message
from sandbox.slack.dressing import dressed
from sandbox.slack.files import StoredFile
from sandbox.slack.hall import Hall
from sandbox.slack.messages import Message, words_of
from sandbox.slack.refused import Json, Refused
from sandbox.slack.team import Channel
from sandbox.slack.workspace import Workspace

TEXT_CUT_AT = 40_000
TEXT_REFUSED_OVER = 4_000
MARKDOWN_CHARACTERS = 12_000


@dataclass(frozen=True)
class Content:
    """What a message shows."""

    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None


def read_content(arguments: Arguments, workspace: Workspace) -> Content:
    """The checked content of a message.

    Raises Refused: invalid_blocks with pointers, invalid_blocks_format, no_text, markdown_text_conflict,
    invalid_attachments, invalid_metadata_format.
    """
    text = arguments.text("text")
    blocks = _blocks(arguments, workspace)
    attachments = arguments.structure("attachments", "invalid_attachments") or []
    if "markdown_text" in arguments:
        if text or blocks:
            raise Refused("markdown_text_conflict")
        text = arguments.text("markdown_text")
        if len(text) > MARKDOWN_CHARACTERS:
            raise Refused("msg_too_long")
    if not (text or blocks or attachments):
        raise Refused("no_text")
    return Content(text or words_of(blocks), blocks, attachments, _metadata(arguments))


def _blocks(arguments: Arguments, workspace: Workspace) -> list[Json]:
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    if not blocks:
        return []
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    problems = problems_in_message(blocks, workspace.files.is_showable)
    if problems:
        raise Refused("invalid_blocks", [f"[ERROR] {problem}" for problem in problems])
    return dressed(blocks)


def _metadata(arguments: Arguments) -> Json | None:
    metadata = arguments.structure("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    return metadata


def post_as_bot(
    hall: Hall,
    workspace: Workspace,
    channel: Channel,
    content: Content,
    *,
    thread_ts: str | None = None,
    ephemeral_for: str | None = None,
    is_broadcast: bool = False,
) -> Message:
    """The app says something; echoed to the app as an event unless only one person sees it."""
    message = Message(
        workspace.stamps.ts(),
        channel.id,
        workspace.team.bot_user_id,
        content.text[:TEXT_CUT_AT],
        by_bot=True,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        thread_ts=thread_ts,
        ephemeral_for=ephemeral_for,
        subtype="thread_broadcast" if is_broadcast else None,
    )
    workspace.timeline.add(message)
    if ephemeral_for is None:
        events.message_posted(hall, workspace, message)
    hall.world.touch()
    return message


def change(hall: Hall, workspace: Workspace, message: Message, content: Content) -> None:
    """The app rewrites a message. Text without blocks removes the blocks; only then Slack marks it as edited."""
    previous = workspace.message_shape(message)
    message.change(content.text, content.blocks, content.attachments)
    message.metadata = content.metadata or message.metadata
    if not content.blocks:
        message.edited_ts = workspace.stamps.ts()
    if message.ephemeral_for is None:
        events.message_changed(hall, workspace, message, previous)
    hall.world.touch()


def remove(hall: Hall, workspace: Workspace, message: Message) -> None:
    previous = workspace.message_shape(message)
    workspace.timeline.remove(message)
    if message.ephemeral_for is None:
        events.message_deleted(hall, workspace, workspace.channels[message.channel], previous)
    hall.world.touch()


def share(
    hall: Hall, workspace: Workspace, channel: Channel, files: list[StoredFile], text: str, thread_ts: str | None
) -> Message:
    """A message of the files' owner that carries them."""
    owner = files[0].owner
    by_bot = owner == workspace.team.bot_user_id
    message = Message(
        workspace.stamps.ts(),
        channel.id,
        owner,
        text,
        by_bot=by_bot,
        thread_ts=thread_ts,
        subtype="file_share",
        files=[file.id for file in files],
    )
    for file in files:
        file.shares.setdefault(channel.id, []).append(message.ts)
    workspace.timeline.add(message)
    events.message_posted(hall, workspace, message)
    for file in files:
        events.file_shared(hall, workspace, channel, file)
    hall.world.touch()
    return message
