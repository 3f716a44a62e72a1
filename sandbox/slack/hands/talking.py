"""People write messages, type commands, open shortcuts and the Home tab."""

import json
import re

from sandbox.slack import events, payloads, posting
from sandbox.slack.arguments import Arguments
from sandbox.slack.courier import TIMEOUT, Reply
from sandbox.slack.hands.wish import Wish, keep_files
from sandbox.slack.messages import Message
from sandbox.slack.refused import Json, Mistake, Refused
from sandbox.slack.team import APP_NAME, BOT_NAME, Channel
from sandbox.slack.workspace import Workspace

ENTITY = re.compile(r"<(?:[@#!][^<>\s]+|https?://[^<>\s]+)>|https?://[^\s<>]+|[&<>]")
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
TROUBLE = "Something went wrong. Try that again?"


async def say(wish: Wish) -> Json:
    """{user, channel, text, thread_ts?, files?, shared?: {text, by, ts}} -> {ts}; shared: a message passed on."""
    workspace, channel = wish.workspace, wish.channel()
    text = as_typed(wish.text("text"), workspace)
    thread_ts = wish.text("thread_ts") or None
    if thread_ts and workspace.timeline.find(channel.id, thread_ts) is None:
        raise Mistake(404, "There is no message to reply to.")
    files = keep_files(wish, wish.values.get("files") or [])
    if files:
        return {"ts": posting.share(wish.hall, workspace, channel, files, text, thread_ts).ts}
    shared = _shared(wish.values.get("shared"), workspace)
    if not text and not shared:
        raise Mistake(400, "Slack does not send an empty message.")
    message = Message(
        workspace.stamps.ts(), channel.id, wish.person.slack_id, text, attachments=shared, thread_ts=thread_ts
    )
    workspace.timeline.add(message)
    events.message_posted(wish.hall, workspace, message)
    if f"<@{workspace.team.bot_user_id}>" in text and not workspace.is_in(channel):
        workspace.warn(wish.person.slack_id, f"You mentioned @{BOT_NAME}, but they’re not in #{channel.name}.")
    wish.hall.world.touch()
    return {"ts": message.ts}


def _shared(wanted: Json | None, workspace: Workspace) -> list[Json]:
    """How Slack attaches a message that somebody shares."""
    if not wanted:
        return []
    text, by = as_typed(str(wanted["text"]), workspace), str(wanted["by"])
    return [
        {
            "id": 1,
            "ts": str(wanted["ts"]),
            "author_name": by,
            "author_subname": by,
            "text": text,
            "fallback": f"{by}: {text}",
            "is_msg_unfurl": True,
            "is_share": True,
            "mrkdwn_in": ["text"],
        }
    ]


def as_typed(text: str, workspace: Workspace) -> str:
    """How Slack stores what a person typed: escaped, addresses in <>, @rite as a mention."""

    def stored(match: re.Match[str]) -> str:
        found = match.group()
        if found in ESCAPES:
            return ESCAPES[found]
        return found if found.startswith("<") else f"<{found.replace('&', '&amp;')}>"

    mention = f"<@{workspace.team.bot_user_id}>"
    return ENTITY.sub(stored, re.sub(rf"@{BOT_NAME}\b", mention, text, flags=re.IGNORECASE))


async def command(wish: Wish) -> Json:
    """{user, channel, command, text} -> {status, body}; an answer in the body is shown as Slack shows it."""
    wish.require_installed()
    workspace, person, channel = wish.workspace, wish.person, wish.channel()
    name = "/" + wish.needed("command").removeprefix("/")
    form = payloads.command_form(wish.hall, workspace, person, channel, name, wish.text("text"))
    reply = await wish.hall.courier.command(form)
    if reply.failure == TIMEOUT:
        workspace.warn(person.slack_id, f"{name} failed because the app did not respond.")
    elif not reply.is_ok:
        workspace.warn(person.slack_id, f"{name} failed with the error “dispatch_failed”.")
    elif reply.body.strip():
        try:
            _show_answer(wish, channel, reply)
        except Refused:
            workspace.warn(person.slack_id, f"{name} failed with the error “invalid_command_response”.")
    wish.hall.world.touch()
    return {"status": reply.status, "body": reply.body}


def _show_answer(wish: Wish, channel: Channel, reply: Reply) -> None:
    """Plain text, or a message as JSON; ephemeral unless it says in_channel. Raises Refused."""
    body: Json = {"text": reply.body}
    if "json" in reply.content_type:
        parsed = json.loads(reply.body)
        body = parsed if isinstance(parsed, dict) else {"text": str(parsed)}
    content = posting.read_content(Arguments(body), wish.workspace)
    is_public = body.get("response_type") == "in_channel"
    whom = None if is_public else wish.person.slack_id
    posting.post_as_bot(wish.hall, wish.workspace, channel, content, ephemeral_for=whom)


async def shortcut(wish: Wish) -> Json:
    """{user, callback_id} from anywhere, or with {channel, ts} on a message -> {status}."""
    wish.require_installed()
    workspace, callback_id = wish.workspace, wish.needed("callback_id")
    if wish.text("ts"):
        message = workspace.timeline.find(wish.channel().id, wish.text("ts"))
        if message is None:
            raise Mistake(404, "There is no such message.")
        payload = payloads.message_shortcut(wish.hall, workspace, wish.person, message, callback_id)
    else:
        payload = payloads.global_shortcut(workspace, wish.person, callback_id)
    return await tell(wish, payload, f"{APP_NAME} is not responding. {TROUBLE}")


async def home(wish: Wish) -> Json:
    """{user, tab?: "home" | "messages"} -> {event_id}."""
    wish.require_installed()
    tab = wish.text("tab") or "home"
    return {"event_id": events.home_opened(wish.hall, wish.workspace, wish.person.slack_id, tab)}


async def tell(wish: Wish, payload: Json, warning: str) -> Json:
    """Send an interaction; when the app does not take it, Slack tells the person."""
    reply = await wish.hall.courier.interact(payload)
    if not reply.is_ok:
        wish.workspace.warn(wish.person.slack_id, warning)
    wish.hall.world.touch()
    return {"status": reply.status}
