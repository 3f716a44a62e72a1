"""Every way in - presses, typed words, forms - and the right it needs. What has no row here leads nowhere.

Who has a right stands in core/authorization/table.py and nowhere else. Use cases ask it once more, with what it is
about in their hands: somebody's own, or of this state.
"""

from collections.abc import Mapping

from bot.language import tr
from bot.tokens import UNKNOWN
from core.authorization.check import check_at_the_door
from core.authorization.table import Right
from core.errors import NotNow
from core.workspaces.model import Member

COMMANDS: Mapping[str, Right] = {
    **dict.fromkeys(("new", "import", "stop"), Right.EDIT),
    **dict.fromkeys(("events", "calendar", "digest", "stats", "accounts", "telegram", "help"), Right.LOOK),
    **dict.fromkeys(("templates", "tickets", "brand", "hashtags", "series", "plans", "besttimes"), Right.LOOK),
    **dict.fromkeys(("away", "approvals", "report"), Right.LOOK),
    "room": Right.LOOK,
    "members": Right.LOOK,
    "audit": Right.RECORD,
    "tasks": Right.GIVEN_UP,
    "health": Right.HEALTH,
    "link": Right.BECOME_ONE,
    "privacy": Right.OWN_DATA,
    "tokens": Right.API_TOKENS,
    "connect": Right.ACCOUNTS,
    "settings": Right.SETTINGS,
    "language": Right.CHOOSE_LANGUAGE,
}
"""Words that can be typed."""

_BY_RIGHT: Mapping[Right, tuple[str, ...]] = {
    Right.LOOK: (
        *("post.show", "post.why", "post.history", "post.diff", "post.formats", "more.post", "more.campaign"),
        *("account.list", "approvals.show", "brand.show", "digest.again", "event.see", "times.best", "series.show"),
        *(
            "calendar.open",
            "calendar.page",
            "calendar.filter",
            "calendar.text",
            "hashtags.show",
            "hashtags.open",
        ),
        *("import.rows", "import.template", "plan.list", "plan.open", "plan.campaign"),
        *("campaign.report", "campaign.links", "report.show", "report.choose", "report.pdf", "report.csv"),
        *("design.page", "design.facet", "design.set", "design.all", "design.open", "design.back", "design.pick"),
        *("design.match", "design.close", "design.for", "design.search"),
        # about a question that this very person was asked; the form itself asks for its right when it is done
        *("talk.cancel", "talk.done", "talk.change", "talk.more", "talk.field", "talk.skip", "talk.enough"),
        *("talk.back", "talk.pick", "talk.month", "talk.hours"),
    ),
    Right.PAGES: ("pages.open",),
    Right.COMMENT: ("reply.about",),
    Right.ASK_FOR_YES: ("ask.post", "ask.campaign"),
    Right.RATE_DESIGN: ("design.rate",),
    Right.CHOOSE_LANGUAGE: ("language.show", "language.speak"),
    Right.HAVE_LINK: ("calendar.feed",),
    Right.END_LINK: ("feed.new", "feed.end"),
    Right.OWN_DATA: ("privacy.get_mine", "privacy.erase_me", "privacy.keep_me"),
    Right.TEAM_DATA: ("privacy.get_ours", "privacy.erase_us", "privacy.keep_us"),
    Right.COME_BACK: ("away.back",),
    Right.API_TOKENS: ("token.new", "token.show", "token.end"),
    Right.EDIT: (
        *("post.changes", "post.edit", "post.reschedule", "post.artists", "post.details", "post.restyle"),
        *("post.moveto", "post.undo", "post.back", "post.skip", "post.hold", "post.resume", "post.again"),
        *("post.comment", "post.prepare", "post.live", "post.absent", "post.story", "post.nostory"),
        *("post.picture", "post.carousel", "post.reel", "post.still", "post.film", "clock.event", "clock.post"),
        *("campaign.account", "campaign.goals", "campaign.people", "campaign.add", "campaign.restyle"),
        *("campaign.bulk", "campaign.pause", "campaign.begin", "recap.photos", "recap.pick", "recap.consent"),
        *("event.new", "event.change", "event.amend", "event.postpone", "event.embargo", "event.soldout"),
        *("event.onsale", "event.cancel", "event.revive", "event.do", "event.which", "people.put", "add.about"),
        *("bulk.approve", "bulk.hold", "bulk.skip", "bulk.resume", "bulk.by", "bulk.days", "bulk.minutes"),
        *("bulk.do", "bulk.leave", "bulk.undo", "bulk.other", "calendar.bulk", "import.create", "import.leave"),
        *("design.use", "design.prefer", "design.unprefer", "design.keep", "design.drop", "design.save"),
        *("design.edit", "option.use", "option.leave", "times.take", "times.leave", "tickets.about"),
        *("hashtags.add", "hashtags.edit", "hashtags.leave", "hashtags.delete", "brand.repaint"),
        *("plan.copy", "plan.keep", "plan.phase", "plan.leave", "plan.delete"),
        *("plan.drop", "plan.add", "plan.dropnow", "plan.addnow"),
        *("series.next", "series.change", "series.set", "series.skip", "series.begin", "series.dates"),
        *("series.end", "account.subscribe", "welcome.sample"),
    ),
    Right.DELETE_DESIGN: ("design.sure_delete", "design.delete"),
    Right.APPROVE: ("post.approve", "post.now", "post.takeback", "campaign.approve", "campaign.resume"),
    Right.GO_AWAY: ("away.ask",),
    Right.SHARE_DESIGN: ("design.sure_share", "design.share", "design.unshare"),
    Right.SETTINGS: ("settings.open",),
    Right.NAME_APPROVERS: ("welcome.approver", "welcome.alone"),
    Right.APPROVAL_RULES: ("approvals.change", "approvals.sure"),
    Right.ACCOUNTS: ("account.connect", "account.default", "account.leave", "account.disconnect"),
    Right.BRAND: (
        *("brand.change", "brand.faces", "brand.face", "brand.colours", "brand.flyer", "brand.unlogo"),
        "brand.undo",
    ),
    Right.HASHTAG_RULES: ("hashtags.rules",),
    Right.USUAL_PLAN: ("plan.usual", "plan.nousual"),
    Right.GAPS: ("times.settings",),
    Right.DIGEST_HERE: ("digest.here",),
    Right.BECOME_ONE: ("link.yes",),
    Right.SET_UP_ROOM: ("room.set",),
    Right.TICKET_SHOP: ("tickets.shop",),
    Right.MEMBERS: ("member.open", "member.make", "member.remove"),
    Right.RECORD: ("audit.send",),
    Right.GIVEN_UP: ("tasks.show", "tasks.again", "tasks.drop"),
    Right.HEALTH: ("tasks.health",),
    Right.TEAM_LINK: ("feed.team",),
}
_MENU = {f"menu.{word}": COMMANDS[word] for word in COMMANDS}
PRESSES: Mapping[str, Right] = {**_MENU, **{verb: right for right, verbs in _BY_RIGHT.items() for verb in verbs}}
"""Verbs of buttons."""

FORMS: Mapping[str, Right] = {
    **dict.fromkeys(("event", "amend", "postpone", "embargo", "change", "changes", "caption", "move"), Right.EDIT),
    **dict.fromkeys(("account", "post", "artists", "goals", "shift", "tickets", "people"), Right.EDIT),
    **dict.fromkeys(("details_feed", "details_carousel", "details_reel", "details_story"), Right.EDIT),
    **dict.fromkeys(("series_next", "series_begin", "series_dates", "design_save", "design_change"), Right.EDIT),
    **dict.fromkeys(("hashtags_add", "hashtags_change", "plan_copy", "plan_keep", "plan_phase"), Right.EDIT),
    **dict.fromkeys(("recap_photos", "recap_pick"), Right.EDIT),
    **dict.fromkeys(("design_search", "report"), Right.LOOK),
    "settings": Right.SETTINGS,
    "approvals": Right.APPROVAL_RULES,
    "approver": Right.NAME_APPROVERS,
    "away": Right.GO_AWAY,
    "brand": Right.BRAND,
    "hashtags_rules": Right.HASHTAG_RULES,
    "times": Right.GAPS,
    "digest": Right.DIGEST_HERE,
    "token": Right.API_TOKENS,
    "room": Right.SET_UP_ROOM,
}
"""Forms by their keys; asked for when one is opened, and again when it is done."""


def let_press(member: Member, verb: str) -> None:
    """Raise NotAllowed where the person has not the right, NotNow for a button that leads nowhere."""
    _let(member, PRESSES.get(_plain(verb)))


def let_say(member: Member, word: str) -> None:
    """The same for a command."""
    _let(member, COMMANDS.get(word))


def let_fill_in(member: Member, form: str) -> None:
    """The same for a form."""
    _let(member, FORMS.get(form))


def _let(member: Member, right: Right | None) -> None:
    if right is None:
        raise NotNow(tr(UNKNOWN))
    check_at_the_door(member, right)


def _plain(verb: str) -> str:
    """ "calendar.page.t" is a "calendar.page": what it is narrowed to makes no difference."""
    return verb if verb.count(".") == 1 else verb.rpartition(".")[0]
