"""One workspace as a page draws it: view()."""

import copy
from typing import Any

from sandbox.slack.blocks.surfaces import walk
from sandbox.slack.files import StoredFile
from sandbox.slack.messages import Message
from sandbox.slack.refused import Json
from sandbox.slack.team import APP_NAME, Channel
from sandbox.slack.views import OpenView
from sandbox.slack.workspace import Workspace


def draw(workspace: Workspace) -> Json:
    """Team, channels, messages, open modals, Home tabs and what Slack itself told people."""
    team, views = workspace.team, workspace.views
    return {
        "team": {"id": team.id, "name": team.name},
        "bot": {"user_id": team.bot_user_id, "name": APP_NAME},
        "channels": [_channel(channel, workspace) for channel in workspace.channels.values()],
        "messages": {
            channel_id: [_message(message, workspace) for message in workspace.timeline.all(channel_id)]
            for channel_id in workspace.channels
        },
        "modals": {user: [_view(view, workspace) for view in stack] for user, stack in views.stacks.items() if stack},
        "homes": {user: _view(view, workspace) for user, view in views.homes.items()},
        "warnings": {user: list(texts) for user, texts in workspace.warnings.items()},
    }


def _channel(channel: Channel, workspace: Workspace) -> Json:
    name = channel.name or f"{APP_NAME} · {workspace.name_of(channel.user or '')}"
    shape: Json = {
        "id": channel.id,
        "name": name,
        "is_private": channel.is_private,
        "is_im": channel.is_im,
        "members": sorted(channel.members),
    }
    return shape | {"user": channel.user} if channel.user else shape


def _message(message: Message, workspace: Workspace) -> Json:
    shape: Json = {
        "ts": message.ts,
        "user": message.user,
        "name": workspace.name_of(message.user),
        "is_bot": message.by_bot,
        "text": message.text,
        "blocks": _drawable(message.blocks, workspace),
        "files": [_file(file) for file in map(workspace.files.find, message.files) if file],
        "edited": message.edited_ts is not None,
        "reactions": {name: list(users) for name, users in message.reactions.items()},
    }
    optional = {
        "thread_ts": message.thread_ts,
        "ephemeral_for": message.ephemeral_for,
        "subtype": message.subtype,
        "attachments": message.attachments,
    }
    return shape | {key: value for key, value in optional.items() if value}


def _file(file: StoredFile) -> Json:
    return {
        "id": file.id,
        "title": file.title or file.name,
        "url": _address(file),
        "mimetype": file.kind[1] if file.is_ready else "",
        "alt": file.alt,
    }


def _view(view: OpenView, workspace: Workspace) -> Json:
    shape = workspace.views.shape(view)
    return shape | {"blocks": _drawable(shape["blocks"], workspace), "errors": dict(view.errors)}


def _drawable(blocks: list[Json], workspace: Workspace) -> Any:
    """The same blocks, where pictures held by Slack also have an address the page can open."""
    blocks = copy.deepcopy(blocks)
    for one, _ in list(walk(blocks)):
        file = workspace.files.named(one["slack_file"]) if "slack_file" in one else None
        if file is not None:
            one["sandbox_url"] = _address(file)
    return blocks


def _address(file: StoredFile) -> str:
    return f"/control/slack/files/{file.id}"
