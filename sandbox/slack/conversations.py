"""How Slack describes channels and direct messages."""

from sandbox.slack.refused import Json
from sandbox.slack.team import CREATED, Channel, Team

SHARED_WITH_NOBODY: Json = {
    "unlinked": 0,
    "is_shared": False,
    "is_ext_shared": False,
    "is_org_shared": False,
    "pending_shared": [],
    "pending_connected_team_ids": [],
    "is_pending_ext_shared": False,
}


def conversation_shape(channel: Channel, team: Team) -> Json:
    """As conversations.info gives it to the bot."""
    if channel.user is not None:
        return {
            "id": channel.id,
            "created": CREATED,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": team.id,
            "user": channel.user,
        }
    nothing = {"value": "", "creator": "", "last_set": 0}
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "created": CREATED,
        "is_archived": False,
        "is_general": channel.name == "general",
        **SHARED_WITH_NOBODY,
        "shared_team_ids": [team.id],
        "is_member": team.bot_user_id in channel.members,
        "creator": min(channel.members, default=""),
        "context_team_id": team.id,
        "updated": CREATED * 1000,
        "topic": nothing,
        "purpose": nothing,
        "previous_names": [],
    }
