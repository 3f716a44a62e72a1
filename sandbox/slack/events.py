"""The events the app hears about, built as Slack builds them."""

import uuid

from sandbox.slack.files import StoredFile
from sandbox.slack.hall import Hall
from sandbox.slack.links import links_in
from sandbox.slack.messages import Message
from sandbox.slack.refused import Json
from sandbox.slack.team import Channel
from sandbox.slack.workspace import Workspace


def message_posted(hall: Hall, workspace: Workspace, message: Message) -> list[str]:
    """message, and app_mention when the bot is named outside its DM; returns event ids."""
    channel = workspace.channels[message.channel]
    if not _hears(hall, workspace, channel):
        return []
    event = workspace.message_shape(message) | _place(channel, message.ts)
    if not message.by_bot:
        event |= {"client_msg_id": str(uuid.uuid4())}
    sent = [hall.courier.announce(workspace.team, event)]
    mention = f"<@{workspace.team.bot_user_id}>"
    if mention in message.text and not channel.is_im and not message.by_bot:
        unsaid = ("channel_type", "parent_user_id", "subtype")
        named = {key: value for key, value in event.items() if key not in unsaid} | {"type": "app_mention"}
        sent.append(hall.courier.announce(workspace.team, named))
    return [*sent, *_links_shared(hall, workspace, message)]


def _links_shared(hall: Hall, workspace: Workspace, message: Message) -> list[str]:
    """link_shared, for apps that may read links, when somebody else wrote one of theirs."""
    links = links_in(hall, message.text)
    if message.by_bot or not links or not hall.installations.may(workspace.team, "links:read"):
        return []
    event = {
        "type": "link_shared",
        "channel": message.channel,
        "is_bot_user_member": True,
        "user": message.user,
        "message_ts": message.ts,
        "unfurl_id": f"{message.channel}.{message.ts}",
        "source": "conversations_history",
        "links": links,
        "event_ts": workspace.stamps.ts(),
    }
    return [
        hall.courier.announce(workspace.team, event | ({"thread_ts": message.thread_ts} if message.thread_ts else {}))
    ]


def message_changed(hall: Hall, workspace: Workspace, message: Message, previous: Json) -> None:
    channel = workspace.channels[message.channel]
    if _hears(hall, workspace, channel):
        ts = workspace.stamps.ts()
        said = {"subtype": "message_changed", "message": workspace.message_shape(message), "previous_message": previous}
        event = {"type": "message", "hidden": True, "ts": ts, **said, **_place(channel, ts)}
        hall.courier.announce(workspace.team, event)


def message_deleted(hall: Hall, workspace: Workspace, channel: Channel, previous: Json) -> None:
    if _hears(hall, workspace, channel):
        ts = workspace.stamps.ts()
        said = {"subtype": "message_deleted", "deleted_ts": previous["ts"], "previous_message": previous}
        event = {"type": "message", "hidden": True, "ts": ts, **said, **_place(channel, ts)}
        hall.courier.announce(workspace.team, event)


def file_shared(hall: Hall, workspace: Workspace, channel: Channel, file: StoredFile) -> list[str]:
    if not _hears(hall, workspace, channel):
        return []
    event = {
        "type": "file_shared",
        "file_id": file.id,
        "user_id": file.owner,
        "file": {"id": file.id},
        "channel_id": channel.id,
        "event_ts": workspace.stamps.ts(),
    }
    return [hall.courier.announce(workspace.team, event)]


def bot_joined(hall: Hall, workspace: Workspace, channel: Channel, inviter: str) -> str:
    event = {
        "type": "member_joined_channel",
        "user": workspace.team.bot_user_id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": workspace.team.id,
        "inviter": inviter,
        "event_ts": workspace.stamps.ts(),
    }
    return hall.courier.announce(workspace.team, event)


def archived(hall: Hall, workspace: Workspace, channel: Channel) -> str:
    kind = "group_archive" if channel.is_private else "channel_archive"
    event = {"type": kind, "channel": channel.id, "user": "U0ADA00001", "event_ts": workspace.stamps.ts()}
    return hall.courier.announce(workspace.team, event)


def home_opened(hall: Hall, workspace: Workspace, user: str, tab: str) -> str:
    """tab is "home" or "messages"; the view is in it once one was published."""
    dm = workspace.dm(user)
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": dm.id if dm else "",
        "tab": tab,
        "event_ts": workspace.stamps.ts(),
    }
    view = workspace.views.homes.get(user)
    if view is not None and tab == "home":
        event["view"] = workspace.views.shape(view)
    return hall.courier.announce(workspace.team, event)


def uninstalled(hall: Hall, workspace: Workspace) -> list[str]:
    """Both events Slack sends; their order is not promised."""
    return [tokens_revoked(hall, workspace), hall.courier.announce(workspace.team, {"type": "app_uninstalled"})]


def tokens_revoked(hall: Hall, workspace: Workspace) -> str:
    tokens = {"oauth": [], "bot": [workspace.team.bot_user_id]}
    return hall.courier.announce(workspace.team, {"type": "tokens_revoked", "tokens": tokens})


def _hears(hall: Hall, workspace: Workspace, channel: Channel) -> bool:
    return workspace.is_in(channel) and hall.is_installed(workspace.team)


def _place(channel: Channel, ts: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.event_kind, "event_ts": ts}
