"""When the use of tokens looks wrong: pure rules over what was noted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from core.process import Process

WITHIN = timedelta(minutes=10)
REFUSALS = 3
ACCOUNTS = 3
SIGNING_IN = ("login", "refresh")
USERS = frozenset({Process.UP, Process.DEMO, Process.WORKER})
"""Processes that publish and read numbers; the web only signs accounts in."""


@dataclass(frozen=True)
class Use:
    """One use of a token, as it was noted."""

    workspace_id: UUID
    account_id: UUID
    username: str
    at: datetime
    process: str
    host: str
    call: str
    result: str

    @property
    def was_refused(self) -> bool:
        """Instagram did not take the token (190 and all its subcodes)."""
        return self.result.partition("/")[0] == "190"

    @property
    def is_expected(self) -> bool:
        """Whether this kind of process has any business with tokens."""
        return self.process in USERS or (self.process == Process.WEB and self.call in SIGNING_IN)


@dataclass(frozen=True)
class Alarm:
    """Something operators should hear: of which kind, about which account ("" for the whole app), in words."""

    kind: str
    subject: str
    workspace_id: UUID
    text: str


def alarms(uses: Sequence[Use]) -> list[Alarm]:
    """What is wrong with these uses, each thing once."""
    refused = sorted((use for use in uses if use.was_refused), key=lambda use: use.at)
    return [*_bursts(refused), *_app_trouble(refused), *_strangers(uses)]


def _bursts(refused: Sequence[Use]) -> list[Alarm]:
    """One account whose token is refused again and again."""
    found = []
    for account_id, theirs in _by_account(refused).items():
        if _many_at_once([use.at for use in theirs], REFUSALS):
            text = (
                f"Instagram refused the token of @{theirs[0].username} {len(theirs)} times within minutes. "
                "Somebody should reconnect the account, and look whether its password was changed."
            )
            found.append(Alarm("token refused", account_id.hex, theirs[0].workspace_id, text))
    return found


def _app_trouble(refused: Sequence[Use]) -> list[Alarm]:
    """Several accounts at once: it is hardly their owners."""
    latest = refused[-1].at if refused else None
    together = [use for use in refused if latest and latest - use.at <= WITHIN]
    accounts = _by_account(together)
    if len(accounts) < ACCOUNTS:
        return []
    text = (
        f"Instagram refused the tokens of {len(accounts)} accounts within ten minutes. "
        "That looks like trouble with the app itself: check its secret and its state in Meta's dashboard."
    )
    return [Alarm("app refused", "", together[0].workspace_id, text)]


def _strangers(uses: Sequence[Use]) -> list[Alarm]:
    """A token used by a process that has no business with it."""
    found: dict[tuple[UUID, str], Alarm] = {}
    for use in uses:
        if not use.is_expected:
            text = (
                f"The token of @{use.username} was used by an unexpected process: {use.process} on {use.host}, "
                f"for {use.call}. If nobody of you did that, revoke the access and look at who can reach the keys."
            )
            subject = f"{use.account_id.hex} {use.process}"
            found.setdefault(
                (use.account_id, use.process), Alarm("unexpected process", subject, use.workspace_id, text)
            )
    return list(found.values())


def _by_account(uses: Iterable[Use]) -> dict[UUID, list[Use]]:
    found: dict[UUID, list[Use]] = {}
    for use in uses:
        found.setdefault(use.account_id, []).append(use)
    return found


def _many_at_once(moments: Sequence[datetime], many: int) -> bool:
    """Whether so many of them, in order, lie within the span that counts as a burst."""
    return any(last - first <= WITHIN for first, last in zip(moments, moments[many - 1 :], strict=False))
