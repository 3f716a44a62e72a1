"""chat.unfurl: what the app shows under links that it was told of."""

from sandbox.slack.blocks.surfaces import problems_in_message
from sandbox.slack.dressing import dressed
from sandbox.slack.links import links_in
from sandbox.slack.methods.call import Call, Method
from sandbox.slack.refused import Json, Refused


def unfurl(call: Call) -> Json:
    """The blocks hang under the message; its own words stay as they are."""
    for name in ("channel", "ts", "unfurls"):
        if name not in call.arguments:
            raise Refused(f"missing_{name}")
    channel = call.workspace.channels.get(call.arguments.text("channel"))
    if channel is None or not call.workspace.is_in(channel):
        raise Refused("cannot_find_channel")
    message = call.workspace.timeline.find(channel.id, call.arguments.text("ts"))
    if message is None:
        raise Refused("cannot_find_message")
    unfurls = call.arguments.structure("unfurls", "invalid_unfurls_format")
    if not isinstance(unfurls, dict):
        raise Refused("invalid_unfurls_format")
    known = {link["url"] for link in links_in(call.hall, message.text)}
    if not set(unfurls) <= known:
        raise Refused("cannot_unfurl_url")
    shown = [_attachment(call, number, url, given) for number, (url, given) in enumerate(unfurls.items(), start=1)]
    message.attachments = [one for one in message.attachments if "app_unfurl_url" not in one] + shown
    call.hall.world.touch()
    return {}


def _attachment(call: Call, number: int, url: str, given: Json) -> Json:
    blocks = given.get("blocks") if isinstance(given, dict) else None
    if not blocks or problems_in_message(blocks, call.workspace.files.is_showable):
        raise Refused("cannot_parse_attachment")
    return {
        "id": number,
        "from_url": url,
        "app_unfurl_url": url,
        "is_app_unfurl": True,
        "fallback": "[no preview available]",
        "blocks": dressed(blocks),
    }


METHODS = {"chat.unfurl": Method(unfurl, ("links:write",))}
