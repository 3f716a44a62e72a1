"""People press buttons and pick from menus, also ones that are no longer there."""

from sandbox.slack import payloads
from sandbox.slack.dressing import elements_of
from sandbox.slack.hands.talking import TROUBLE, tell
from sandbox.slack.hands.wish import Wish
from sandbox.slack.inputs import KINDS, Asked, NotAnAnswer, entered_value, options_of
from sandbox.slack.messages import Message
from sandbox.slack.refused import Json, Mistake
from sandbox.slack.views import OpenView

BUTTONS = ("button", "icon_button", "workflow_button")


async def press(wish: Wish) -> Json:
    """{user, channel, ts, action_id, value?, block_id?, force?} or {user, view_id, ...} -> {status}.

    value tells equal action_ids apart, or is what is picked in a menu. force presses a button of an older
    version of the message, as somebody with an old screen can.
    """
    return await tell(wish, _payload(wish), TROUBLE)


async def word(wish: Wish) -> Json:
    """The same press, not sent but answered as {payload}, for somebody who carries it to the service."""
    return {"payload": _payload(wish)}


def _payload(wish: Wish) -> Json:
    wish.require_installed()
    if wish.text("view_id"):
        return _press_in_view(wish, wish.needed("view_id"))
    message = _message(wish)
    block, element = _find(wish, _versions(wish, message))
    action = _action(wish, block, element)
    if element["type"] in KINDS:
        message.entered.setdefault(block["block_id"], {})[element["action_id"]] = _state(action, element)
    return payloads.press_in_message(wish.hall, wish.workspace, wish.person, message, action)


def _press_in_view(wish: Wish, view_id: str) -> Json:
    view = open_view(wish, view_id)
    block, element = _find(wish, [view.blocks])
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise Mistake(409, "This input tells the app nothing before the view is submitted.")
    action = _action(wish, block, element)
    if element["type"] in KINDS:
        view.entered.setdefault(block["block_id"], {})[element["action_id"]] = _state(action, element)
    return payloads.press_in_view(wish.workspace, wish.person, view, action)


def open_view(wish: Wish, view_id: str) -> OpenView:
    """A view this person can touch: their Home, or the top of their stack. Raises Mistake."""
    views, user = wish.workspace.views, wish.person.slack_id
    view = views.find(view_id)
    if view is None or view.user != user:
        raise Mistake(404, f"{wish.person.name} has no view {view_id} open.")
    if view.content["type"] == "modal" and views.stacks[user][-1] is not view:
        raise Mistake(409, "Another view lies on top of this one.")
    return view


def _message(wish: Wish) -> Message:
    """A message this person sees, ephemeral ones too. Raises Mistake."""
    channel, ts = wish.channel(), wish.needed("ts")
    for message in wish.workspace.timeline.all(channel.id):
        if message.ts == ts and message.ephemeral_for in (None, wish.person.slack_id):
            return message
    raise Mistake(404, f"There is no message {ts} in {channel.id}.")


def _versions(wish: Wish, message: Message) -> list[list[Json]]:
    """What the message shows; with force also what it showed before, latest first."""
    older = reversed(message.earlier_blocks) if wish.values.get("force") else ()
    return [message.blocks, *older]


def _find(wish: Wish, versions: list[list[Json]]) -> tuple[Json, Json]:
    """The block and the element meant. Raises Mistake."""
    action_id, block_id = wish.needed("action_id"), wish.text("block_id")
    value = wish.values.get("value")
    for blocks in versions:
        same = [(block, one) for block, one in elements_of(blocks) if one["action_id"] == action_id]
        same = [(block, one) for block, one in same if block_id in ("", block["block_id"])]
        exact = [(block, one) for block, one in same if one["type"] in BUTTONS and one.get("value") == value]
        if value is None or (same and same[0][1]["type"] not in BUTTONS):
            exact = exact or same
        if exact:
            return exact[0]
    if wish.values.get("force"):
        return _never_seen(wish)
    there = [one["action_id"] for blocks in versions for _, one in elements_of(blocks)]
    raise Mistake(404, f"There is no {action_id} to press here, only: {', '.join(there) or 'nothing'}.")


def _never_seen(wish: Wish) -> tuple[Json, Json]:
    """A button from before the sandbox's memory."""
    words = {"type": "plain_text", "text": "Old button", "emoji": True}
    element = {"type": "button", "action_id": wish.needed("action_id"), "text": words}
    if wish.values.get("value"):
        element["value"] = wish.text("value")
    return {"type": "actions", "block_id": wish.text("block_id") or "stale", "elements": [element]}, element


def _action(wish: Wish, block: Json, element: Json) -> Json:
    """One entry of actions[], as Slack fills it in."""
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": wish.workspace.stamps.ts(),
    }
    if element["type"] in BUTTONS:
        kept = ("text", "value", "style")
        return action | {key: element[key] for key in kept if key in element}
    if element["type"] == "overflow":
        return action | {"selected_option": _option(wish, element)}
    if element["type"] == "feedback_buttons":
        return action | _feedback(wish, element)
    return action | _entered(wish, element)


def _option(wish: Wish, element: Json) -> Json:
    for option in options_of(element):
        if wish.values.get("value") in (option["value"], option["text"]["text"]):
            return option
    raise Mistake(404, f"There is no option {wish.text('value')} in this menu.")


def _feedback(wish: Wish, element: Json) -> Json:
    for button in (element["positive_button"], element["negative_button"]):
        if wish.values.get("value") == button["value"]:
            return {"text": button["text"], "value": button["value"]}
    raise Mistake(404, "Feedback is one of the two values.")


def _entered(wish: Wish, element: Json) -> Json:
    try:
        value = entered_value(asked(wish, element), wish.values.get("value"))
    except NotAnAnswer as error:
        raise Mistake(400, str(error)) from error
    return value


def _state(action: Json, element: Json) -> Json:
    keys = ("type", KINDS[element["type"]].answer, "timezone")
    return {key: action[key] for key in keys if key in action}


def asked(wish: Wish, element: Json) -> Asked:
    """The element together with the names its answer may use."""
    people = {person.key: person.slack_id for person in wish.workspace.people.values()}
    channels = {f"#{one.name}": one.id for one in wish.workspace.channels.values() if not one.is_im}
    channels |= {one.id: one.id for one in wish.workspace.channels.values()}
    return Asked(element, wish.person, people, channels)
