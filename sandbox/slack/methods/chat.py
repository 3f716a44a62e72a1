"""chat.*: posting, rewriting, deleting, whispering."""

from sandbox.slack import posting
from sandbox.slack.methods.call import Call, Method
from sandbox.slack.posting import TEXT_CUT_AT, TEXT_REFUSED_OVER
from sandbox.slack.refused import Json, Refused
from sandbox.slack.team import Channel


def post_message(call: Call) -> Json:
    channel = call.postable_channel()
    content = posting.read_content(call.arguments, call.workspace)
    message = posting.post_as_bot(
        call.hall,
        call.workspace,
        channel,
        content,
        thread_ts=_thread(call, channel),
        is_broadcast=call.arguments.flag("reply_broadcast") and "thread_ts" in call.arguments,
    )
    return {"channel": channel.id, "ts": message.ts, "message": call.workspace.message_shape(message)}


def _thread(call: Call, channel: Channel) -> str | None:
    """A reply belongs under a message that is not itself a reply."""
    thread_ts = call.arguments.text("thread_ts")
    if not thread_ts:
        return None
    root = call.workspace.timeline.find(channel.id, thread_ts)
    if root is None or root.thread_ts is not None:
        raise Refused("cannot_reply_to_message")
    return thread_ts


def update(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    if not message.by_bot or message.user != call.workspace.team.bot_user_id:
        raise Refused("cant_update_message")
    if len(call.arguments.text("text")) > TEXT_REFUSED_OVER:
        raise Refused("msg_too_long")
    content = posting.read_content(call.arguments, call.workspace)
    posting.change(call.hall, call.workspace, message, content)
    unsaid = ("ts", "thread_ts", "parent_user_id", "reactions", "attachments", "subtype")
    shape = {key: value for key, value in call.workspace.message_shape(message).items() if key not in unsaid}
    shape = {key: value for key, value in shape.items() if not key.startswith(("reply_", "latest_", "is_", "subs"))}
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shape}


def delete(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    if not message.by_bot:
        raise Refused("cant_delete_message")
    posting.remove(call.hall, call.workspace, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    channel = call.postable_channel()
    (user,) = call.arguments.needed("user")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    if len(call.arguments.text("text")) > TEXT_CUT_AT:
        raise Refused("msg_too_long")
    content = posting.read_content(call.arguments, call.workspace)
    message = posting.post_as_bot(
        call.hall, call.workspace, channel, content, thread_ts=_thread(call, channel), ephemeral_for=user
    )
    return {"message_ts": message.ts}


def permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    path = f"archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": f"https://{call.workspace.team.domain}.slack.com/{path}"}


WRITE = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(post_message, WRITE),
    "chat.update": Method(update, WRITE),
    "chat.delete": Method(delete, WRITE),
    "chat.postEphemeral": Method(post_ephemeral, WRITE),
    "chat.getPermalink": Method(permalink),
}
