"""The bot joins a channel."""

from sandbox.slack import events
from sandbox.slack.hall import Hall
from sandbox.slack.messages import Message
from sandbox.slack.team import Channel
from sandbox.slack.workspace import Workspace


def join(hall: Hall, workspace: Workspace, channel: Channel, inviter: str) -> str:
    """Make the bot a member, note it in the channel, tell the app; returns the event id."""
    bot = workspace.team.bot_user_id
    channel.members.add(bot)
    text = f"<@{bot}> has joined the channel"
    message = Message(workspace.stamps.ts(), channel.id, bot, text, by_bot=True, subtype="channel_join")
    workspace.timeline.add(message)
    hall.world.touch()
    return events.bot_joined(hall, workspace, channel, inviter)
