"""conversations.*: where people talk and what was said there."""

from sandbox.slack import belonging
from sandbox.slack.conversations import conversation_shape
from sandbox.slack.messages import Message
from sandbox.slack.methods.call import Call, Method
from sandbox.slack.refused import Json, Refused
from sandbox.slack.team import Channel

KINDS = frozenset({"public_channel", "private_channel", "mpim", "im"})


def open_dm(call: Call) -> Json:
    """Only direct messages with one person: the app has no use for group DMs."""
    channel_id, users = call.arguments.text("channel"), call.arguments.names("users")
    if channel_id:
        channel = call.workspace.channels.get(channel_id)
        if channel is None or not channel.is_im:
            raise Refused("channel_not_found")
    else:
        channel = _dm_with(call, users)
    shape = conversation_shape(channel, call.workspace.team)
    if not call.arguments.flag("return_im"):
        return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
    return {"no_op": True, "already_open": True, "channel": shape}


def _dm_with(call: Call, users: list[str]) -> Channel:
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        raise Refused("missing_scope", needed="mpim:write", provided=",".join(sorted(call.installation.scopes)))
    channel = call.workspace.dm(users[0])
    if channel is None:
        raise Refused("user_not_found")
    return channel


def info(call: Call) -> Json:
    channel = call.channel()
    shape = conversation_shape(channel, call.workspace.team)
    if call.arguments.flag("include_num_members"):
        shape["num_members"] = len(channel.members)
    if call.arguments.flag("include_locale"):
        shape["locale"] = "en-US"
    return {"channel": shape}


def list_all(call: Call) -> Json:
    found = [one for one in _of_kinds(call) if one.kind == "public_channel" or call.workspace.is_in(one)]
    page, metadata = call.page(found, 100)
    shapes = [
        conversation_shape(one, call.workspace.team) | ({} if one.is_im else {"num_members": len(one.members)})
        for one in page
    ]
    return {"channels": shapes, **metadata}


def of_user(call: Call) -> Json:
    """users.conversations: without a user, the bot's own."""
    user = call.arguments.text("user") or call.workspace.team.bot_user_id
    bot_sees = [one for one in _of_kinds(call) if one.kind == "public_channel" or call.workspace.is_in(one)]
    page, metadata = call.page([one for one in bot_sees if user in one.members], 100)
    shapes = [conversation_shape(one, call.workspace.team) for one in page]
    return {"channels": [{k: v for k, v in shape.items() if k != "is_member"} for shape in shapes], **metadata}


def _of_kinds(call: Call) -> list[Channel]:
    kinds = set(call.arguments.names("types")) or {"public_channel"}
    if not kinds <= KINDS:
        raise Refused("invalid_types")
    return [channel for channel in call.workspace.channels.values() if channel.kind in kinds]


def members(call: Call) -> Json:
    page, metadata = call.page(sorted(call.channel().members), 100)
    return {"members": page, **metadata}


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "public_channel":
        raise Refused("method_not_supported_for_channel_type")
    if call.workspace.is_in(channel):
        shape = conversation_shape(channel, call.workspace.team)
        return {
            "channel": shape,
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    belonging.join(call.hall, call.workspace, channel, inviter="")
    return {"channel": conversation_shape(channel, call.workspace.team)}


def history(call: Call) -> Json:
    """Newest first, without replies."""
    channel = _readable(call)
    everything = reversed(call.workspace.timeline.public(channel.id))
    roots = [one for one in everything if one.thread_ts is None or one.subtype == "thread_broadcast"]
    page, metadata = call.page(_between(call, roots), 100)
    more = bool(metadata["response_metadata"]["next_cursor"])
    answer: Json = {"messages": _shapes(call, page), "has_more": more, "pin_count": 0}
    return answer | (metadata if more else {})


def replies(call: Call) -> Json:
    """The parent, then its replies, oldest first."""
    channel = _readable(call)
    (ts,) = call.arguments.needed("ts")
    root = call.workspace.timeline.find(channel.id, ts)
    if root is None:
        raise Refused("thread_not_found")
    page, metadata = call.page([root, *_between(call, call.workspace.timeline.replies(root))], 1000)
    more = bool(metadata["response_metadata"]["next_cursor"])
    answer: Json = {"messages": _shapes(call, page), "has_more": more}
    return answer | (metadata if more else {})


def _readable(call: Call) -> Channel:
    channel = call.channel()
    if not call.workspace.is_in(channel):
        raise Refused("not_in_channel")
    return channel


def _between(call: Call, messages: list[Message]) -> list[Message]:
    """oldest and latest are exclusive unless inclusive says otherwise."""
    oldest, latest = call.arguments.text("oldest") or "0", call.arguments.text("latest") or "9" * 12
    is_inclusive = call.arguments.flag("inclusive")
    try:
        low, high = float(oldest), float(latest)
    except ValueError as error:
        raise Refused("invalid_ts_oldest") from error
    return [one for one in messages if low < float(one.ts) < high or (is_inclusive and one.ts in (oldest, latest))]


def _shapes(call: Call, messages: list[Message]) -> list[Json]:
    """Metadata is told only to those who ask for it."""
    shapes = [call.workspace.message_shape(message) for message in messages]
    if call.arguments.flag("include_all_metadata"):
        return shapes
    return [{key: value for key, value in shape.items() if key != "metadata"} for shape in shapes]


READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
METHODS = {
    "conversations.open": Method(open_dm, ("im:write",)),
    "conversations.info": Method(info, READ),
    "conversations.list": Method(list_all, READ),
    "conversations.members": Method(members, READ),
    "conversations.join": Method(join, ("channels:join",)),
    "conversations.history": Method(history, HISTORY),
    "conversations.replies": Method(replies, HISTORY),
    "users.conversations": Method(of_user, READ),
}
