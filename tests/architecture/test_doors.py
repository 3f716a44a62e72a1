"""Every way in has a row in the table of doors, every right one in that of rights, and nobody else judges roles."""

import ast
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from builders import person

from bot import actions, brand, hashtags, menu, operations, plans, series, times
from bot.commands import COMMANDS
from bot.deeds import DEEDS
from bot.doors import COMMANDS as TYPED
from bot.doors import FORMS as FILLED_IN
from bot.doors import PRESSES, let_fill_in, let_press, let_say
from bot.flows import bulk, calendar, change_event, design_forms, designs, members, options, privacy
from bot.flows.catalogue import FORMS
from core.authorization.check import GONE, may
from core.authorization.table import RIGHTS, Right, Role
from core.errors import NotAllowed, NotNow
from core.workspaces.model import Member

ROOT = Path(__file__).parents[2]
OWN_WAYS = {
    *("talk.done", "talk.cancel", "reply.about", "add.about", "approvals.show", "approvals.change", "approvals.sure"),
    *("ask.post", "ask.campaign", "away.back", "away.ask", "more.post", "more.campaign", "calendar.open"),
    *("tickets.about", "tickets.shop", "welcome.sample", "welcome.approver", "welcome.alone", "language.show"),
    *("language.speak", "feed.team", "feed.new", "feed.end", "import.create", "import.leave", "import.rows"),
    *("token.new", "token.show", "token.end"),
    *(
        "import.template",
        "times.best",
        "times.settings",
        "campaign.add",
        "post.details",
        "event.change",
        "bulk.other",
    ),
}
"""Verbs that are told apart by a match, and not by a table."""
TABLES = {
    *DEEDS,
    *(*actions._CARDS, *actions._SHEETS, *actions._FORMS, *actions._BEGUN, *brand._PRESSES, *hashtags._PRESSES),
    *(*plans._PRESSES, *series._PRESSES, *times._DEEDS, *menu._WORDS, *options._DEEDS, *members._DEEDS),
    *(*change_event._WAITING, *change_event._FORMS, *change_event._PRESSES),
    *(*privacy._GET, *privacy._ERASE, *privacy._KEEP, *operations._PRESSES),
    *(f"bulk.{verb}" for verb in bulk._DEEDS),
    *(f"calendar.{verb}" for verb in calendar._DEEDS),
    *(f"design.{verb}" for verb in (*designs._DEEDS, *design_forms.BY_VERB)),
}
JUDGES = {
    "core/authorization/table.py",
    "core/authorization/check.py",
    "core/workspaces/members.py",  # a link to join carries a role
    "core/workspaces/roles.py",  # who can be made an approver
    "core/workspaces/leaving.py",  # the last owner stays
    "core/notices/owners.py",  # whom to tell
    "core/installs/tell.py",
    "core/installs/onboarding.py",
    "core/approvals/remind.py",
    "bot/otherwise.py",
    "bot/flows/link.py",  # what they are called
    "bot/flows/members.py",
    "bot/slack/people.py",  # what somebody is in Slack
    "bot/slack/welcome.py",
}
"""Where a role is given, or people are found by theirs: nothing is allowed there."""
GUEST_MAY = {
    *(Right.LOOK, Right.COMMENT, Right.ASK_FOR_YES, Right.RATE_DESIGN, Right.CHOOSE_LANGUAGE),
    *(Right.HAVE_LINK, Right.END_LINK, Right.COME_BACK, Right.DIGEST_HERE),
    *(Right.BECOME_ONE, Right.SET_UP_ROOM, Right.OWN_DATA, Right.API_TOKENS),
}
WHERE_ALERTS_ARE_TOLD = {Right.GIVEN_UP, Right.HEALTH}
EDITOR_MAY = {
    *(*GUEST_MAY, *WHERE_ALERTS_ARE_TOLD),
    *(Right.PAGES, Right.EDIT, Right.CANCEL_EVENT, Right.DELETE_DESIGN),
}
APPROVER_MAY = {*EDITOR_MAY, Right.APPROVE, Right.GO_AWAY, Right.SHARE_DESIGN}
OVER_THEIR_OWN = {Role.GUEST: GUEST_MAY, Role.EDITOR: EDITOR_MAY, Role.APPROVER: APPROVER_MAY, Role.OWNER: set(Right)}
"""Written down once more, by hand: the table is not its own judge."""
ONLY_OWN = {
    *(Right.CHOOSE_LANGUAGE, Right.HAVE_LINK, Right.END_LINK, Right.COME_BACK, Right.BECOME_ONE),
    *(Right.OWN_DATA, Right.HEALTH, Right.API_TOKENS),
}
OVER_OTHERS = {
    Role.GUEST: GUEST_MAY - ONLY_OWN - {Right.DIGEST_HERE, Right.SET_UP_ROOM},
    Role.EDITOR: EDITOR_MAY - ONLY_OWN - {Right.CANCEL_EVENT, Right.DELETE_DESIGN, Right.SET_UP_ROOM, Right.GIVEN_UP},
    Role.APPROVER: APPROVER_MAY - ONLY_OWN - {Right.SET_UP_ROOM, Right.GIVEN_UP},
    Role.OWNER: set(Right) - ONLY_OWN,
}


def somebody(role: Role, *, active: bool = True) -> Member:
    member = person("Somebody", role, UUID(int=1))
    member.active = active
    return member


def sources(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def written_verbs() -> Iterator[str]:
    """Every verb that stands whole in the source of a button."""
    for _, module in sources("bot"):
        for node in ast.walk(module):
            match node:
                case ast.Call(func=ast.Name(id="Token"), args=[ast.Constant(value=str(verb)), *_]):
                    yield verb


def test_every_button_has_a_row() -> None:
    """A new verb: give it one in bot/doors.py."""
    assert {*written_verbs(), *TABLES} - set(PRESSES) == set()


def test_every_row_of_the_presses_is_a_button() -> None:
    typed = {f"menu.{word}" for word in TYPED}
    talk = {verb for verb in PRESSES if verb.startswith("talk.")}
    assert set(PRESSES) - {*written_verbs(), *TABLES, *OWN_WAYS, *typed, *talk} == set()


def test_every_command_and_every_form_has_a_row_and_there_are_no_others() -> None:
    assert set(TYPED) == {command.word for command in COMMANDS}
    assert set(FILLED_IN) == set(FORMS)


def test_what_has_no_row_leads_nowhere() -> None:
    for let, name in ((let_press, "post.burn"), (let_say, "burn"), (let_fill_in, "burn"), (let_press, "a.b.c.d")):
        with pytest.raises(NotNow):
            let(somebody(Role.OWNER), name)


def test_every_right_has_a_row_and_one_without_is_nobody_s() -> None:
    assert set(RIGHTS) == set(Right)
    needed = {*PRESSES.values(), *TYPED.values(), *FILLED_IN.values()}
    assert needed <= set(Right)
    assert not any(may(somebody(role), "fly", own=True) for role in Role)  # type: ignore[arg-type]  # no right at all


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_the_table_says_what_the_house_means(role: Role) -> None:
    assert {right for right in Right if may(somebody(role), right, own=True)} == OVER_THEIR_OWN[role]
    assert {right for right in Right if may(somebody(role), right)} == OVER_OTHERS[role]


def test_a_deputy_says_yes_and_nothing_else_that_an_editor_may_not() -> None:
    deputy = somebody(Role.EDITOR)
    deputy.stands_in = True
    assert {right for right in Right if may(deputy, right, own=True)} == {*EDITOR_MAY, Right.APPROVE}


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_door_opens_to_those_who_have_its_right_and_to_no_others(role: Role) -> None:
    """Where others than a role decide, the use case does: a yes depends on the rule and the author."""
    doors = [(let_press, PRESSES), (let_say, TYPED), (let_fill_in, FILLED_IN)]
    for let, table in doors:
        for name, right in table.items():
            rule = RIGHTS[right]
            if right in OVER_THEIR_OWN[role] or not rule.refusal:
                let(somebody(role), name)
            else:
                with pytest.raises(NotAllowed, match=rule.refusal.split(".")[0][:40]):
                    let(somebody(role), name)


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_no_door_opens_to_somebody_who_left(role: Role) -> None:
    gone = somebody(role, active=False)
    assert not any(may(gone, right, own=True) for right in Right)
    for let, table in ((let_press, PRESSES), (let_say, TYPED), (let_fill_in, FILLED_IN)):
        for name in table:
            with pytest.raises(NotAllowed, match=GONE):
                let(gone, name)


def test_nobody_else_judges_by_a_role() -> None:
    judging = [
        f"{file}:{node.lineno}"
        for file, module in sources("core", "bot", "jobs")
        if file not in JUDGES and "moments/" not in file and not file.startswith("core/copy/")
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Role"
        and node.attr in Role.__members__
    ]
    assert judging == []


def test_every_form_is_done_through_its_door() -> None:
    """`finish` is the form's own part; houses call `done_by`, which asks for the right."""
    around = [
        f"{file}:{node.lineno}"
        for file, module in sources("bot")
        if file != "bot/flows/form.py"
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "finish"
    ]
    assert around == []
