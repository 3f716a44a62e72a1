"""The names of what is tracked: a public vocabulary, kept by charts elsewhere. Add to it freely; rename nothing."""

from enum import StrEnum


class Tracked(StrEnum):
    WORKSPACE_CREATED = "workspace_created"
    MEMBER_JOINED = "member_joined"
    ACCOUNT_CONNECTED = "account_connected"
    ACCOUNT_DISCONNECTED = "account_disconnected"
    EVENT_CREATED = "event_created"
    EVENTS_IMPORTED = "events_imported"
    SERIES_CREATED = "series_created"
    POST_APPROVED = "post_approved"
    CHANGES_REQUESTED = "changes_requested"
    POST_PUBLISHED = "post_published"
    POST_RETRIED = "post_retried"
    POST_FAILED = "post_failed"
    TEMPLATE_CREATED = "template_created"
    TEMPLATE_RATED = "template_rated"
    TICKET_SHOP_CONNECTED = "ticket_shop_connected"
    CALENDAR_SUBSCRIBED = "calendar_subscribed"


FEATURES = {
    Tracked.ACCOUNT_CONNECTED: "Instagram account connected",
    Tracked.EVENT_CREATED: "event promoted",
    Tracked.POST_APPROVED: "post approved in chat",
    Tracked.POST_PUBLISHED: "post published",
    Tracked.TEMPLATE_CREATED: "design of one's own",
    Tracked.SERIES_CREATED: "series",
    Tracked.EVENTS_IMPORTED: "import of events",
    Tracked.TICKET_SHOP_CONNECTED: "ticket shop",
    Tracked.CALENDAR_SUBSCRIBED: "calendar subscription",
}
"""What a workspace can take up, as reports name it."""
