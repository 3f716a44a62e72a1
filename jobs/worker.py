"""Every body of the background, by the name of its task."""

from core.bodies import Body
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
