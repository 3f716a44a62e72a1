"""Every table with what it holds, whose it is and how long that is kept: one row a table, and a test that none lacks.

Erasing, exporting and the data map of docs/privacy.md all read this.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Owner(enum.Enum):
    """How the rows of a team are found."""

    TEAM = "the team"
    """By `workspace_id`, or by the row's own id where the table is that of the workspaces."""
    SLACK_TEAM = "the Slack team"
    """By Slack's id of the team."""
    TASK = "the team whose work it is"
    """By the first argument of the task."""
    CACHE = "nobody: made again when it is missing"
    """Emptied as a whole whenever a team is erased: nothing in it says whose it is."""
    NOBODY = "nobody"
    """Holds nothing of any team's or person's."""


@dataclass(frozen=True)
class Rule:
    """`goes`: columns that name a member whose rows are erased with them. Elsewhere a row stays, without the person."""

    holds: str
    goes: tuple[str, ...] = ()
    kept: str = "as long as the team"
    owner: Owner = Owner.TEAM


SPENT = "RITE_KEEP_TALKS_DAYS after it was done with"
MEMBER = ("member_id",)

RULES: Mapping[str, Rule] = {
    "account_days": Rule("an Instagram account's numbers, day by day"),
    "accounts": Rule("Instagram accounts: name, ids, rights, the sealed token"),
    "acquisition_spend": Rule("what was spent to win customers, by channel and day", owner=Owner.NOBODY),
    "alerts": Rule("what operators were alerted of", kept="30 days"),
    "analytics_events": Rule("what was done with Rite: a name, when, numbers and kinds; no words", kept="400 days"),
    "api_requests": Rule("answers to requests of programs that may be sent again; sealed", kept="24 hours"),
    "api_tokens": Rule("tokens for programs: name, what they may do, last use; hashes only", goes=MEMBER),
    "approval_rules": Rule("how many people have to say yes"),
    "approvals": Rule("who said yes or no to which version of a post, with their words"),
    "audit": Rule("the audit log: who decided, allowed, set, connected or exported what"),
    "audit_erasures": Rule("that a team's audit log is being erased this moment"),
    "audiences": Rule("where an account's followers live, their ages and when they are online, as sums"),
    "brands": Rule("colours, logo, typeface and voice of a team"),
    "bulk_changes": Rule("changes of many posts at once, and how they were before", goes=MEMBER),
    "calendar_feeds": Rule("who subscribed to the plan", goes=MEMBER),
    "campaigns": Rule("what is planned for an event: account, tone, goals, budget"),
    "collaborations": Rule("Instagram names of accounts that were asked to share a post"),
    "comments": Rule("what people wrote under the posts, with their Instagram names", kept="90 days"),
    "connect_states": Rule("attempts to connect an account; hashes only", goes=MEMBER, kept=SPENT),
    "containers": Rule("Instagram's ids of files on their way out"),
    "conversations": Rule("chats: ids of channels and of people's own chats"),
    "customer_channels": Rule("through what a team came"),
    "deletion_requests": Rule("that Meta passed on somebody's wish to be forgotten; not whose", owner=Owner.NOBODY),
    "deliveries": Rule("what Instagram told of an account; emptied once it was worked on", kept="3 days"),
    "design_sheets": Rule("designs somebody looked at", goes=MEMBER, kept=SPENT),
    "digests": Rule("what was told about a day"),
    "duties": Rule("when regular work was done last", owner=Owner.NOBODY),
    "event_changes": Rule("who changed which facts of an event"),
    "event_imports": Rule("lists of events that somebody sent", goes=MEMBER, kept=SPENT),
    "events": Rule("events: name, time, place, line-up, prices, photos"),
    "health_checks": Rule("how each part of the service was", kept="30 days", owner=Owner.NOBODY),
    "hashtag_sets": Rule("hashtags of a team"),
    "home_tabs": Rule("what a person's Home tab in Slack shows", goes=MEMBER),
    "identities": Rule("a person's ids in Slack and Telegram", goes=MEMBER),
    "incidents": Rule("trouble of the whole service", kept="30 days", owner=Owner.NOBODY),
    "insights": Rule("a post's numbers over time"),
    "newest_numbers": Rule("a post's numbers as they were told last"),
    "invites": Rule("one-time links; hashes only", goes=MEMBER, kept=SPENT),
    "kept_templates": Rule("designs as a team's posts use them"),
    "later_drafts": Rule("campaigns that are drafted later"),
    "link_clicks": Rule("how often a short link was followed, by the hour; nothing of who did"),
    "members": Rule("people: name, role, time zone, language, when they are away"),
    "message_refs": Rule("ids of messages in chats that show a card"),
    "model_calls": Rule("how much was asked of the language model and what it cost; not what was said"),
    "move_proposals": Rule("better hours that were proposed"),
    "notices": Rule("what was told in a chat", kept=SPENT),
    "onboardings": Rule("a team's first steps"),
    "option_sheets": Rule("captions somebody could choose from", kept=SPENT),
    "painted_designs": Rule("where painted previews lie", kept="RITE_KEEP_FILES_DAYS", owner=Owner.CACHE),
    "people": Rule("names of artists and promoters with their Instagram accounts", goes=MEMBER),
    "plan_changes": Rule("what a team pays, as operators wrote it down"),
    "plans": Rule("plans of a team's own"),
    "posts": Rule("posts: kind, time, state, what people asked for"),
    "privacy_requests": Rule(
        "wishes like these, as the proof: ids, counts and moments", kept="3 years", owner=Owner.NOBODY
    ),
    "promoters": Rule("who presents an event"),
    "publish_calls": Rule("each call to Instagram for a post and its answer"),
    "recaps": Rule("photos of an evening, and who consented to them"),
    "revisions": Rule("captions, alt texts and pictures as people said yes to them"),
    "saved_templates": Rule("designs a team has saved"),
    "seen_updates": Rule("ids of messages that were worked on", kept="3 days", owner=Owner.NOBODY),
    "series": Rule("events that come again"),
    "short_links": Rule("links of a campaign's phases"),
    "slack_bots": Rule("Slack's sealed tokens of a team", owner=Owner.SLACK_TEAM),
    "slack_installations": Rule("who installed Rite in Slack, with sealed tokens", owner=Owner.SLACK_TEAM),
    "slack_oauth_states": Rule("installations that were begun", kept="10 minutes", owner=Owner.NOBODY),
    "slack_rotations": Rule("whose turn it is to renew a Slack token", owner=Owner.SLACK_TEAM),
    "slack_teams": Rule("Slack's ids of teams and organizations", owner=Owner.SLACK_TEAM),
    "spending_told": Rule("what owners were told about the model's cost"),
    "system_metrics": Rule("figures of the whole service", kept="30 days", owner=Owner.NOBODY),
    "talks": Rule("answers to questions in chat", goes=MEMBER, kept=SPENT),
    "tasks": Rule("work that is not done yet", owner=Owner.TASK),
    "technical_hours": Rule(
        "how many answers and tasks an hour had, and how long they took", kept="400 days", owner=Owner.NOBODY
    ),
    "template_ratings": Rule("what people think of a design", goes=MEMBER),
    "template_uses": Rule("which design a post had"),
    "ticket_milestones": Rule("news of ticket sales that were told"),
    "ticket_reports": Rule("how many tickets were sold"),
    "ticket_shops": Rule("sealed secrets of ticket shops"),
    "token_uses": Rule("when a token was used, and by which process", kept="30 days"),
    "trail": Rule("who did what about a post, with their words"),
    "uploads": Rule("photos and videos people sent, and what a model saw in them"),
    "uptime_hours": Rule("in which minutes a clock ticked", kept="400 days", owner=Owner.NOBODY),
    "visits": Rule("ways into the dashboard; of the cookie only a hash", goes=MEMBER),
    "webhook_deliveries": Rule("news of posts sent to other services, and how that went", kept="30 days"),
    "webhook_endpoints": Rule("where news of posts are sent, with sealed secrets"),
    "work_done": Rule("how much work there was, and how much of it failed", kept="2 days", owner=Owner.NOBODY),
    "workspaces": Rule("teams: name, time zone, language, settings"),
}
"""By name of the table. A table that is missing here fails a test, and nothing is erased before it is said how."""
