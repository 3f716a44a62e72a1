"""Every body of the background, by the name of its task."""

from collections.abc import Collection

from core.bodies import Body
from core.errors import SettingsProblem
from jobs import (
    accounts,
    alerts,
    callbacks,
    designs,
    draft,
    imports,
    insights,
    people,
    privacy,
    publish,
    recaps,
    render,
    telemetry,
    timing,
    webhooks,
)

BODIES: dict[str, Body] = {
    body.task.name: body
    for body in (
        draft.draft_campaign,
        draft.draft_post,
        draft.write_options,
        render.render_post,
        designs.show_designs,
        designs.look_at_design,
        imports.read_import,
        imports.create_imported,
        publish.add_first_comment,
        insights.read_insights,
        insights.read_account,
        insights.compile_digest,
        timing.optimize_schedule,
        accounts.refresh_account,
        alerts.tell_alert,
        people.look_people_up,
        recaps.pick_photos,
        people.follow_invites,
        callbacks.handle_deliveries,
        callbacks.subscribe_account,
        privacy.export_data,
        telemetry.forward_analytics,
        webhooks.deliver_webhook,
    )
}

QUEUES = frozenset(body.task.queue for body in BODIES.values())
"""Those a worker hears; chat is the web's, which speaks with the platforms."""


def bodies_of(queues: Collection[str]) -> dict[str, Body]:
    """What a worker of these queues does; of none in particular, everything. Raises SettingsProblem for others."""
    if unknown := sorted(set(queues) - QUEUES):
        raise SettingsProblem(f"No worker hears {', '.join(unknown)}. There are {', '.join(sorted(QUEUES))}.")
    return {name: body for name, body in BODIES.items() if not queues or body.task.queue in queues}
