"""People fill in modals, submit them, close them."""

import json

from sandbox.slack import payloads
from sandbox.slack.dressing import label_of
from sandbox.slack.hands.pressing import asked, open_view
from sandbox.slack.hands.wish import Wish, keep_files
from sandbox.slack.inputs import REQUIRED, NotAnAnswer, entered_value, is_empty
from sandbox.slack.refused import Json, Mistake, Refused
from sandbox.slack.views import OpenView

NO_CONNECTION = "We had some trouble connecting. Try again?"


async def submit(wish: Wish) -> Json:
    """{user, view_id, values: {label or block_id: value}} -> {closed, errors: {label: text}}.

    Inputs that are not named keep what they have. What Slack's client refuses by itself never reaches the app.
    """
    wish.require_installed()
    view = open_view(wish, wish.needed("view_id"))
    if "submit" not in view.content:
        raise Mistake(409, "This view has nothing to submit.")
    view.errors = _fill(wish, view) or _unanswered(wish, view)
    if not view.errors:
        reply = await wish.hall.courier.interact(payloads.submission(wish.workspace, wish.person, view))
        if reply.is_ok:
            _obey(wish, view, reply.body)
        else:
            wish.workspace.warn(wish.person.slack_id, NO_CONNECTION)
    wish.hall.world.touch()
    return {"closed": wish.workspace.views.find(view.id) is None, "errors": _by_label(view)}


def _inputs(view: OpenView) -> list[Json]:
    return [block for block in view.blocks if block["type"] == "input"]


def _fill(wish: Wish, view: OpenView) -> dict[str, str]:
    """Enter the values; returns complaints by block_id."""
    errors: dict[str, str] = {}
    for name, given in (wish.values.get("values") or {}).items():
        block = next((one for one in _inputs(view) if name in (label_of(one), one["block_id"])), None)
        if block is None:
            known = ", ".join(label_of(one) for one in _inputs(view))
            raise Mistake(404, f"There is no input “{name}” in this view, only: {known}.")
        try:
            _enter(wish, view, block, given)
        except NotAnAnswer as error:
            errors[block["block_id"]] = str(error)
    return errors


def _enter(wish: Wish, view: OpenView, block: Json, given: object) -> None:
    element = block["element"]
    if element["type"] == "file_input" and given:
        shelf, channels = wish.workspace.files, wish.workspace.channels
        given = [shelf.shape(file, channels) for file in keep_files(wish, given)]
    value = entered_value(asked(wish, element), given)
    view.entered.setdefault(block["block_id"], {})[element["action_id"]] = value


def _unanswered(wish: Wish, view: OpenView) -> dict[str, str]:
    state = wish.workspace.views.shape(view)["state"]["values"]
    return {
        block["block_id"]: REQUIRED
        for block in _inputs(view)
        if not block.get("optional") and is_empty(state[block["block_id"]][block["element"]["action_id"]])
    }


def _obey(wish: Wish, view: OpenView, body: str) -> None:
    """Do what the answer says; what Slack cannot use it reports as trouble, and the view stays."""
    try:
        answer = json.loads(body) if body.strip() else {}
        _act(wish, view, answer)
    except (ValueError, KeyError, TypeError, AttributeError, Refused):
        wish.workspace.warn(wish.person.slack_id, NO_CONNECTION)


def _act(wish: Wish, view: OpenView, answer: Json) -> None:
    """response_action: errors, update, push, clear; none closes this view."""
    views, stack = wish.workspace.views, wish.workspace.views.stacks[view.user]
    action = answer.get("response_action")
    if action is None:
        if view in stack:
            del stack[stack.index(view) :]
    elif action == "clear":
        stack.clear()
    elif action == "errors":
        view.errors = _known_errors(view, answer["errors"])
    elif action == "update":
        views.change(view, views.accept(answer["view"], "modal", view))
    elif action == "push":
        views.push(view.user, views.accept(answer["view"], "modal"))
    else:
        raise Refused("invalid_response_action")


def _known_errors(view: OpenView, errors: Json) -> dict[str, str]:
    """Errors belong beside inputs of this view. Raises Refused for any other block_id, and for none at all."""
    known = {block["block_id"] for block in _inputs(view)}
    if not errors or not set(errors) <= known or not all(isinstance(text, str) and text for text in errors.values()):
        raise Refused("invalid_errors")
    return dict(errors)


def _by_label(view: OpenView) -> dict[str, str]:
    labels = {block["block_id"]: label_of(block) for block in _inputs(view)}
    return {labels.get(block_id, block_id): text for block_id, text in view.errors.items()}


async def close(wish: Wish) -> Json:
    """{user} presses Cancel on the top view; {user, all: true} the x, which closes the whole stack."""
    wish.require_installed()
    user = wish.person.slack_id
    stack = wish.workspace.views.stacks[user]
    if not stack:
        raise Mistake(404, f"{wish.person.name} has no modal open.")
    is_cleared = bool(wish.values.get("all"))
    view = stack[0] if is_cleared else stack[-1]
    wants_to_know = view.content.get("notify_on_close", False)
    payload = payloads.closing(wish.workspace, wish.person, view, is_cleared=is_cleared)
    if is_cleared or view.content.get("clear_on_close"):
        stack.clear()
    else:
        stack.pop()
    wish.hall.world.touch()
    status = (await wish.hall.courier.interact(payload)).status if wants_to_know else 0
    return {"status": status}
