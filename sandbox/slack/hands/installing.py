"""People invite the bot, remove it, install and uninstall the app; tests bend deadlines and rights."""

from dataclasses import asdict, fields
from datetime import timedelta

from sandbox.slack import belonging, events
from sandbox.slack.hands.wish import Wish
from sandbox.slack.refused import Json, Mistake
from sandbox.slack.timing import Timing


async def invite(wish: Wish) -> Json:
    """{channel, user?} -> {event_id}; the inviter is ada unless given."""
    wish.require_installed()
    wish.values.setdefault("user", "ada")
    channel, workspace = wish.channel(), wish.workspace
    if channel.is_im:
        raise Mistake(409, "Nobody can be invited to direct messages.")
    if workspace.is_in(channel):
        raise Mistake(409, "The bot is already here.")
    return {"event_id": belonging.join(wish.hall, workspace, channel, wish.person.slack_id)}


async def kick(wish: Wish) -> Json:
    """{channel} -> {ok}; the app is told nothing it subscribed to."""
    channel = wish.channel(as_member=False)
    channel.members.discard(wish.workspace.team.bot_user_id)
    wish.hall.world.touch()
    return {"ok": True}


async def uninstall(wish: Wish) -> Json:
    """{} -> {event_ids}; from now on every token of the team is answered with token_revoked."""
    wish.require_installed()
    wish.hall.installations.revoke(wish.workspace.team)
    wish.workspace.views.stacks.clear()
    wish.workspace.views.homes.clear()
    wish.hall.world.touch()
    return {"event_ids": events.uninstalled(wish.hall, wish.workspace)}


async def install(wish: Wish) -> Json:
    """{} -> {ok}; the fixed token works again."""
    wish.hall.installations.restore()
    wish.hall.world.touch()
    return {"ok": True}


async def redeliver(wish: Wish) -> Json:
    """{event_id} -> {ok}; the same event once more, with Slack's retry headers."""
    if not wish.hall.courier.again(wish.needed("event_id")):
        raise Mistake(404, f"No event {wish.text('event_id')} was sent.")
    return {"ok": True}


async def list_events(wish: Wish) -> Json:
    """{} -> {events: [{event_id, type, attempts}]}, oldest first."""
    return {
        "events": [
            {"event_id": one.event_id, "type": one.kind, "attempts": list(one.attempts)}
            for one in wish.hall.courier.deliveries
        ]
    }


async def settle(wish: Wish) -> Json:
    """{} -> {ok} once every event is delivered or given up, and every upload is checked."""
    await wish.hall.chores.settle()
    return {"ok": True}


async def timing(wish: Wish) -> Json:
    """Any of the deadlines in seconds -> all of them."""
    known = {field.name for field in fields(Timing)}
    for name, value in wish.values.items():
        if name not in known:
            raise Mistake(400, f"There is no deadline {name}, only: {', '.join(sorted(known))}.")
        setattr(wish.hall.timing, name, tuple(value) if isinstance(value, list) else float(value))
    return asdict(wish.hall.timing)


async def rotation(wish: Wish) -> Json:
    """{seconds?} -> {exchanges}; how long tokens last that are given from now on (0: for ever), and how many were."""
    installations = wish.hall.installations
    if "seconds" in wish.values:
        installations.lasts = timedelta(seconds=float(wish.values["seconds"]))
    return {"exchanges": installations.exchanges}


async def archive(wish: Wish) -> Json:
    """{channel} -> {event_id}; nobody can write there any more."""
    channel = wish.channel(as_member=False)
    channel.is_archived = True
    wish.hall.world.touch()
    return {"event_id": events.archived(wish.hall, wish.workspace, channel)}


async def scopes(wish: Wish) -> Json:
    """{scopes: [...]} -> {scopes}; what the team's tokens may do from now on."""
    granted = frozenset(map(str, wish.values.get("scopes", [])))
    for installation in wish.hall.installations.living(wish.workspace.team):
        installation.scopes = granted
    return {"scopes": sorted(granted)}
