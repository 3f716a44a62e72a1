"""The table of rights: every right, the roles that have it, and those that have it over what is their own.

Nothing else in the house compares roles. What a press, a command or a form needs stands in bot/doors.py; whoever asks
for a right asks core/authorization/check.py.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Role(enum.Enum):
    """What a member may do, strongest first."""

    OWNER = "owner"
    APPROVER = "approver"
    EDITOR = "editor"
    GUEST = "guest"

    @property
    def may_approve(self) -> bool:
        return self in RIGHTS[Right.APPROVE].roles

    @property
    def may_edit(self) -> bool:
        return self in RIGHTS[Right.EDIT].roles


class Right(enum.Enum):
    """Something a person can be allowed to do."""

    LOOK = "look"
    COMMENT = "comment"
    ASK_FOR_YES = "ask for a yes"
    RATE_DESIGN = "rate a design"
    CHOOSE_LANGUAGE = "choose the own language"
    HAVE_LINK = "have a calendar link"
    END_LINK = "replace or end a calendar link"
    BECOME_ONE = "be one person in both houses"
    SET_UP_ROOM = "set up how I behave in a place"
    OWN_DATA = "have the own data, or have it erased"
    TEAM_DATA = "have the team's data, or have it erased"
    COME_BACK = "come back from being away"
    PAGES = "look at the pages"
    API_TOKENS = "have tokens for programs"
    EDIT = "edit"
    DIGEST_HERE = "choose when the digest comes here"
    CANCEL_EVENT = "cancel an event"
    DELETE_DESIGN = "delete a design"
    APPROVE = "approve"
    GO_AWAY = "go away and name a deputy"
    SHARE_DESIGN = "share a design with other teams"
    SETTINGS = "change the settings"
    NAME_APPROVERS = "name approvers"
    MEMBERS = "change what members may, and remove them"
    APPROVAL_RULES = "decide how many say yes"
    ACCOUNTS = "connect and disconnect accounts"
    BRAND = "change the brand"
    HASHTAG_RULES = "decide about hashtags"
    USUAL_PLAN = "choose the usual plan"
    GAPS = "change how far apart posts keep"
    TICKET_SHOP = "connect a ticket shop"
    TEAM_LINK = "give out the team's calendar link"
    WEBHOOKS = "have news of posts sent elsewhere"
    RECORD = "read and export the record"
    GIVEN_UP = "try given-up work again or drop it"
    HEALTH = "see how the service is"


@dataclass(frozen=True)
class Rule:
    """Who has a right. Everybody who is in neither set is refused."""

    roles: frozenset[Role]
    """Over what belongs to anybody in the team."""
    own: frozenset[Role] = frozenset()
    """Over what they made themselves, besides."""
    deputies: bool = False
    """Whoever stands in for somebody who is away has it, too (core/workspaces/absences.py)."""
    refusal: str = ""
    """The sentence for everybody else; "" where the use case names who may, as core/approvals/policy.py does."""


EVERYBODY = frozenset(Role)
EDITORS = frozenset({Role.OWNER, Role.APPROVER, Role.EDITOR})
APPROVERS = frozenset({Role.OWNER, Role.APPROVER})
OWNERS = frozenset({Role.OWNER})
NOBODY: frozenset[Role] = frozenset()
GUESTS = "Guests can look and comment. Ask an owner to make you an editor."

RIGHTS: Mapping[Right, Rule] = {
    Right.LOOK: Rule(EVERYBODY),
    Right.COMMENT: Rule(EVERYBODY),
    Right.ASK_FOR_YES: Rule(EVERYBODY),
    Right.RATE_DESIGN: Rule(EVERYBODY),
    Right.CHOOSE_LANGUAGE: Rule(NOBODY, own=EVERYBODY),
    Right.HAVE_LINK: Rule(NOBODY, own=EVERYBODY),
    Right.END_LINK: Rule(
        NOBODY,
        own=EVERYBODY,
        refusal="That is somebody else's link. Press Subscribe to this calendar for one of your own.",
    ),
    Right.BECOME_ONE: Rule(NOBODY, own=EVERYBODY),
    Right.SET_UP_ROOM: Rule(
        OWNERS,
        own=EVERYBODY,
        refusal="Only an owner of your team, or an admin of this group, changes what I do here.",
    ),
    Right.OWN_DATA: Rule(NOBODY, own=EVERYBODY),
    Right.TEAM_DATA: Rule(OWNERS, refusal="Only an owner can have the whole team's data."),
    Right.COME_BACK: Rule(NOBODY, own=EVERYBODY),
    Right.API_TOKENS: Rule(NOBODY, own=EVERYBODY),
    Right.PAGES: Rule(EDITORS, refusal="The pages are for those who work on posts; an owner can make you one of them."),
    Right.EDIT: Rule(EDITORS, refusal=GUESTS),
    Right.DIGEST_HERE: Rule(EDITORS, own=EVERYBODY, refusal=GUESTS),
    Right.CANCEL_EVENT: Rule(APPROVERS, own=frozenset({Role.EDITOR})),
    Right.DELETE_DESIGN: Rule(
        APPROVERS,
        own=frozenset({Role.EDITOR}),
        refusal="Whoever saved a design may delete it, and so may owners and approvers.",
    ),
    Right.APPROVE: Rule(APPROVERS, deputies=True),
    Right.GO_AWAY: Rule(APPROVERS, refusal="Nobody waits for your yes, so nobody has to stand in for you."),
    Right.SHARE_DESIGN: Rule(APPROVERS, refusal="What leaves the team is for an owner or an approver to decide."),
    Right.SETTINGS: Rule(OWNERS, refusal="Only an owner changes the settings."),
    Right.NAME_APPROVERS: Rule(OWNERS, refusal="Only an owner can name approvers."),
    Right.MEMBERS: Rule(OWNERS, refusal="Only an owner decides who is in the team and what they may do."),
    Right.APPROVAL_RULES: Rule(OWNERS, refusal="Only an owner decides how many people say yes. Ask one of them."),
    Right.ACCOUNTS: Rule(
        OWNERS, refusal="Only an owner can connect, disconnect or choose the default Instagram account."
    ),
    Right.BRAND: Rule(OWNERS, refusal="Only an owner changes the brand. Ask one of them."),
    Right.HASHTAG_RULES: Rule(
        OWNERS, refusal="Only an owner decides how many hashtags there are and where they stand. Ask one of them."
    ),
    Right.USUAL_PLAN: Rule(OWNERS, refusal="Only an owner decides which plan is the usual one."),
    Right.GAPS: Rule(OWNERS, refusal="Only an owner changes how far apart posts keep."),
    Right.TICKET_SHOP: Rule(OWNERS, refusal="Only an owner connects a ticket shop."),
    Right.TEAM_LINK: Rule(
        OWNERS, refusal="Only owners give out a link for the whole team. You can have one of your own."
    ),
    Right.WEBHOOKS: Rule(OWNERS, refusal="Only an owner decides where news of posts are sent."),
    Right.GIVEN_UP: Rule(OWNERS, own=EDITORS, refusal="Only an owner can look at what went wrong."),
    Right.HEALTH: Rule(NOBODY, own=EDITORS, refusal="Only those who run Rite see how it is."),
    Right.RECORD: Rule(OWNERS, refusal="Only an owner reads the record of who did what."),
}
"""Default deny: a right without a row is nobody's."""
