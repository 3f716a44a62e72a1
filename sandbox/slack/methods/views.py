"""views.*: modals behind triggers, Home tabs without."""

from sandbox.slack.methods.call import Call, Method
from sandbox.slack.refused import Json, Refused
from sandbox.slack.views import OpenView


def open_modal(call: Call) -> Json:
    (trigger_id,) = call.arguments.needed("trigger_id")
    content = call.workspace.views.accept(call.arguments.structure("view", "invalid_arguments"), "modal")
    trigger = call.workspace.triggers.exchange(trigger_id)
    return _shown(call, call.workspace.views.open(trigger.user, content, trigger.channel))


def push(call: Call) -> Json:
    """Only with a trigger from inside the modal."""
    (trigger_id,) = call.arguments.needed("trigger_id")
    views = call.workspace.views
    content = views.accept(call.arguments.structure("view", "invalid_arguments"), "modal")
    trigger = call.workspace.triggers.exchange(trigger_id)
    if trigger.view_id is None or views.find(trigger.view_id) not in views.stacks[trigger.user]:
        raise Refused("not_found")
    return _shown(call, views.push(trigger.user, content))


def update(call: Call) -> Json:
    views = call.workspace.views
    view_id, external_id = call.arguments.text("view_id"), call.arguments.text("external_id")
    if view_id and external_id:
        raise Refused("invalid_arguments", ["[ERROR] Cannot provide both `view_id` and `external_id`"])
    if not view_id and not external_id:
        raise Refused("invalid_arguments", ["[ERROR] missing required field: view_id"])
    view = views.find(view_id) if view_id else views.with_external_id(external_id)
    if view is None:
        raise Refused("not_found")
    content = views.accept(call.arguments.structure("view", "invalid_arguments"), view.content["type"], view)
    views.check_hash(view, call.arguments.text("hash"))
    views.change(view, content)
    return _shown(call, view)


def publish(call: Call) -> Json:
    views = call.workspace.views
    (user,) = call.arguments.needed("user_id")
    if call.workspace.person(user) is None:
        raise Refused("invalid_arguments", ["[ERROR] invalid `user_id` [json-pointer:/user_id]"])
    before = views.homes.get(user)
    content = views.accept(call.arguments.structure("view", "invalid_arguments"), "home", before)
    views.check_hash(before, call.arguments.text("hash"))
    return _shown(call, views.publish(user, content))


def _shown(call: Call, view: OpenView) -> Json:
    call.hall.world.touch()
    return {"view": call.workspace.views.shape(view)}


METHODS = {
    "views.open": Method(open_modal),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
