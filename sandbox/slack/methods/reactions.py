"""reactions.*: one emoji per person and message."""

import re

from sandbox.slack.messages import Message
from sandbox.slack.methods.call import Call, Method
from sandbox.slack.refused import Json, Refused


def add(call: Call) -> Json:
    message, name = _target(call)
    bot = call.workspace.team.bot_user_id
    if bot in message.reactions.get(name, []):
        raise Refused("already_reacted")
    message.reactions.setdefault(name, []).append(bot)
    call.hall.world.touch()
    return {}


def remove(call: Call) -> Json:
    message, name = _target(call)
    bot = call.workspace.team.bot_user_id
    if bot not in message.reactions.get(name, []):
        raise Refused("no_reaction")
    message.reactions[name].remove(bot)
    if not message.reactions[name]:
        del message.reactions[name]
    call.hall.world.touch()
    return {}


def _target(call: Call) -> tuple[Message, str]:
    (name,) = call.arguments.needed("name")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise Refused("invalid_name")
    return call.message(call.channel(), "timestamp"), name


METHODS = {
    "reactions.add": Method(add, ("reactions:write",)),
    "reactions.remove": Method(remove, ("reactions:write",)),
}
