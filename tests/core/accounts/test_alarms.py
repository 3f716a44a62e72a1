"""When the use of tokens looks wrong, and when it does not."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from builders import NOW

from core.accounts.alarms import Use, alarms

WORKSPACE, ACCOUNT = uuid4(), uuid4()


def use(
    minute: float = 0,
    *,
    account_id: UUID = ACCOUNT,
    process: str = "worker",
    call: str = "read",
    result: str = "190/463",
) -> Use:
    at = NOW + timedelta(minutes=minute)
    return Use(WORKSPACE, account_id, "warehouse.nights", at, process, "host:1", call, result)


def kinds(uses: Iterable[Use]) -> list[str]:
    return [alarm.kind for alarm in alarms(list(uses))]


def test_three_refusals_within_ten_minutes_are_a_burst() -> None:
    (alarm,) = alarms([use(0), use(9), use(4)])
    assert (alarm.kind, alarm.subject, alarm.workspace_id) == ("token refused", ACCOUNT.hex, WORKSPACE)
    assert "@warehouse.nights 3 times" in alarm.text


@pytest.mark.parametrize(
    "uses",
    [
        [use(0), use(1)],
        [use(0), use(5), use(11)],
        [use(minute, result="ok") for minute in range(9)],
        [use(minute, result="1900") for minute in range(3)],
        [use(minute, result="4") for minute in range(3)],
        [],
    ],
)
def test_less_is_no_reason_to_wake_anybody(uses: list[Use]) -> None:
    assert alarms(uses) == []


def test_three_accounts_at_once_are_trouble_with_the_app() -> None:
    (alarm,) = alarms([use(minute, account_id=uuid4()) for minute in (0, 5, 10)])
    assert (alarm.kind, alarm.subject) == ("app refused", "")
    assert "3 accounts" in alarm.text
    assert "warehouse" not in alarm.text  # several tenants may be concerned
    assert kinds(use(minute, account_id=uuid4()) for minute in (0, 5, 11)) == []


@pytest.mark.parametrize(
    ("process", "call", "expected"),
    [
        ("up", "publish", True),
        ("demo", "insights", True),
        ("worker", "publish", True),
        ("web", "login", True),
        ("web", "refresh", True),
        ("web", "read", False),
        ("clock", "read", False),
        ("command", "publish", False),
        ("somebody", "read", False),
    ],
)
def test_only_some_processes_have_business_with_tokens(process: str, call: str, expected: bool) -> None:
    assert (kinds([use(process=process, call=call, result="ok")] * 3) == []) is expected


def test_an_unexpected_process_is_named_once_an_account() -> None:
    (alarm,) = alarms([use(minute, process="command", result="ok") for minute in range(3)])
    assert alarm.kind == "unexpected process"
    assert "command on host:1" in alarm.text
