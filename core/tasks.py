"""The header file of the background: every task's name, signature and queue; no bodies.

Publishing is not among them: a post's own row is its task (core/posts/claim.py, core/posts/turn.py).

Every task names its workspace first. Bodies live with their owners (jobs/*, bot/notices.py); an architecture
test holds that each task has exactly one.
"""

from datetime import timedelta
from uuid import UUID

from core.outbox import task


@task("campaign.draft", queue="render", limit=timedelta(minutes=5))
def draft_campaign(workspace_id: UUID, campaign_id: UUID) -> None:
    """Start drafting every post of a new campaign."""


@task("post.draft", queue="render", limit=timedelta(minutes=3))
def draft_post(workspace_id: UUID, post_id: UUID) -> None:
    """Write the caption of one post and freeze it, with its picture still to come, as a new revision."""


@task("post.options", queue="render", limit=timedelta(minutes=3))
def write_options(workspace_id: UUID, sheet_id: UUID) -> None:
    """Write the captions somebody wants to choose from, and show them."""


@task("post.render", queue="render", limit=timedelta(minutes=5))
def render_post(workspace_id: UUID, post_id: UUID) -> None:
    """Make the pictures, or the film, of the newest revision and put it up for approval."""


@task("design.show", queue="render", limit=timedelta(minutes=2))
def show_designs(workspace_id: UUID, sheet_id: UUID) -> None:
    """Paint what a sheet of designs is to show now, and have its message show it."""


@task("design.look_at", queue="render", limit=timedelta(minutes=2))
def look_at_design(workspace_id: UUID, sheet_id: UUID) -> None:
    """Check a template that was sent as a file, paint it with a sample, and show it."""


@task("post.comment", queue="publish")
def add_first_comment(workspace_id: UUID, post_id: UUID) -> None:
    """Say the first comment under a live post, at most once."""


@task("post.insights", queue="insights")
def read_insights(workspace_id: UUID, post_id: UUID) -> None:
    """Ask Instagram how one published post is doing."""


@task("account.insights", queue="insights", limit=timedelta(minutes=5))
def read_account(workspace_id: UUID, account_id: UUID) -> None:
    """Ask Instagram how one account did in the last days, and who it reaches."""


@task("account.refresh", queue="insights")
def refresh_account(workspace_id: UUID, account_id: UUID) -> None:
    """Renew an account's long-lived token."""


@task("schedule.optimize", queue="insights")
def optimize_schedule(workspace_id: UUID, week: str) -> None:
    """Look for better hours for a team's planned posts (week: ISO date of its Monday) and propose them."""


@task("alert.tell", queue="insights")
def tell_alert(workspace_id: UUID, alert_id: UUID) -> None:
    """Say an alert in the operators' conversation."""


@task("analytics.forward", queue="insights")
def forward_analytics(workspace_id: UUID, batch_id: UUID, service: str) -> None:
    """Send a batch of tracked events to a service that counts them."""


@task("account.subscribe", queue="insights")
def subscribe_account(workspace_id: UUID, account_id: UUID) -> None:
    """Have Instagram tell us of comments on an account."""


@task("webhook.handle", queue="insights")
def handle_deliveries(workspace_id: UUID, account_id: UUID) -> None:
    """Work on what Instagram has told us about one account."""


@task("webhook.deliver", queue="insights")
def deliver_webhook(workspace_id: UUID, delivery_id: UUID, attempt: int) -> None:
    """Send news of a post to an address of the team's, for the first time or once more."""


@task("digest.compile", queue="insights")
def compile_digest(workspace_id: UUID, conversation_id: UUID, day: str) -> None:
    """Sum up one conversation's day (ISO date, local) and have it told."""


@task("recap.pick", queue="render", limit=timedelta(minutes=3))
def pick_photos(workspace_id: UUID, recap_id: UUID) -> None:
    """Measure the photos of an evening, pick the best and show them on one sheet."""


@task("people.look_up", queue="insights")
def look_people_up(workspace_id: UUID, event_id: UUID) -> None:
    """Ask Instagram whether the accounts of an event's people are there."""


@task("post.invites", queue="insights")
def follow_invites(workspace_id: UUID, post_id: UUID) -> None:
    """See who has accepted to share a live post, and name once who has not."""


@task("talk.files", queue="chat", limit=timedelta(minutes=5))
def take_in_files(workspace_id: UUID, talk_id: UUID) -> None:
    """Fetch the files somebody sent in a conversation, make them fit, and go on with it."""


@task("talk.read", queue="chat", limit=timedelta(minutes=3))
def read_event(workspace_id: UUID, talk_id: UUID) -> None:
    """Read the page, the flyer or the words that somebody began an event with, and go on with it."""


@task("import.read", queue="render", limit=timedelta(minutes=3))
def read_import(workspace_id: UUID, import_id: UUID) -> None:
    """Look through a file of many events, and show what could be made of it."""


@task("import.create", queue="render", limit=timedelta(minutes=3))
def create_imported(workspace_id: UUID, import_id: UUID) -> None:
    """Make the next few events of a list, and ring for those after them."""


@task("privacy.export", queue="insights", limit=timedelta(minutes=10))
def export_data(workspace_id: UUID, request_id: UUID) -> None:
    """Put all that is kept of a team or a person into one file, and tell where it is."""


@task("notice.deliver", queue="chat")
def deliver_notice(workspace_id: UUID, notice_id: UUID) -> None:
    """Tell one notice in its conversation, as a new message or by redrawing the living card."""


@task("home.show", queue="chat")
def show_home(workspace_id: UUID, home_id: UUID) -> None:
    """Draw somebody's Home tab again, if something changed since it was drawn."""
