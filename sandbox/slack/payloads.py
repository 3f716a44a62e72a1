"""What Slack sends when somebody uses a command, a shortcut, a button or a modal."""

from collections.abc import Mapping

from sandbox.slack.hall import Hall
from sandbox.slack.inputs import state_of
from sandbox.slack.messages import Message
from sandbox.slack.refused import Json
from sandbox.slack.team import APP_ID, Channel
from sandbox.slack.views import OpenView
from sandbox.slack.workspace import Workspace
from sandbox.world import Person

VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105 - deprecated by Slack, still in every payload


def command_form(
    hall: Hall, workspace: Workspace, person: Person, channel: Channel, command: str, text: str
) -> Mapping[str, str]:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": person.slack_id,
        "user_name": person.key,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": hall.response_urls.issue(workspace, person.slack_id, channel.id),
        "trigger_id": workspace.triggers.issue(person.slack_id, channel.id),
    }


def press_in_message(hall: Hall, workspace: Workspace, person: Person, message: Message, action: Json) -> Json:
    """block_actions from a message; an ephemeral one does not travel along, Slack does not store it."""
    channel = workspace.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = _head(workspace, person, "block_actions") | {
        "container": container,
        "trigger_id": workspace.triggers.issue(person.slack_id, channel.id),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "state": state_of(message.blocks, message.entered),
        "response_url": hall.response_urls.issue(workspace, person.slack_id, channel.id, message),
        "actions": [action],
    }
    if message.ephemeral_for is None:
        payload["message"] = workspace.message_shape(message)
    return payload


def press_in_view(workspace: Workspace, person: Person, view: OpenView, action: Json) -> Json:
    """block_actions from a modal or the Home tab."""
    inside = view.id if view.content["type"] == "modal" else None
    return _head(workspace, person, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": workspace.triggers.issue(person.slack_id, view.channel, inside),
        "view": workspace.views.shape(view),
        "actions": [action],
    }


def submission(workspace: Workspace, person: Person, view: OpenView) -> Json:
    return _head(workspace, person, "view_submission") | {
        "trigger_id": workspace.triggers.issue(person.slack_id, view.channel, view.id),
        "view": workspace.views.shape(view),
        "response_urls": [],
    }


def closing(workspace: Workspace, person: Person, view: OpenView, *, is_cleared: bool) -> Json:
    return _head(workspace, person, "view_closed") | {
        "view": workspace.views.shape(view),
        "is_cleared": is_cleared,
    }


def global_shortcut(workspace: Workspace, person: Person, callback_id: str) -> Json:
    return _head(workspace, person, "shortcut") | {
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(person.slack_id),
        "action_ts": workspace.stamps.ts(),
    }


def message_shortcut(hall: Hall, workspace: Workspace, person: Person, message: Message, callback_id: str) -> Json:
    channel = workspace.channels[message.channel]
    head = _head(workspace, person, "message_action")
    del head["api_app_id"]
    return head | {
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(person.slack_id, channel.id),
        "action_ts": workspace.stamps.ts(),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message": workspace.message_shape(message),
        "response_url": hall.response_urls.issue(workspace, person.slack_id, channel.id, message),
    }


def _head(workspace: Workspace, person: Person, kind: str) -> Json:
    team = workspace.team
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": {"id": person.slack_id, "username": person.key, "name": person.key, "team_id": team.id},
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel_name(channel: Channel) -> str:
    return "directmessage" if channel.is_im else channel.name
