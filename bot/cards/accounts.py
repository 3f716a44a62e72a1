"""The Instagram accounts of a team: how each is, and what an owner can do about it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.cards.card import Action, Card, Fact, Line, Small, Style, Text
from bot.tokens import Token
from bot.words import count, short_moment
from core.accounts.model import AccountStatus
from core.accounts.queries import AccountState
from core.accounts.rights import Right
from core.ports.access import Product

LACKS = {
    Right.PUBLISH: "content publish (nothing can go out)",
    Right.COMMENT: "comments (no first comment under a post)",
    Right.NUMBERS: "insights (no numbers on cards and in digests)",
}
LOGINS = {Product.INSTAGRAM: "through Instagram's login", Product.FACEBOOK: "through Facebook's login"}
CONNECT_ANOTHER = Action("Connect another", Token("account.connect"))


def accounts_card(accounts: Sequence[AccountState], zone: str, *, may_change: bool, said: str = "") -> Card:
    """`said` is what just happened; hours are shown in `zone`."""
    opening = said or (f"{count(len(accounts), 'account')}." if accounts else "No Instagram account yet.")
    lines: list[Line] = [Text(opening)]
    for account in accounts:
        lines.append(Fact(f"@{account.username}", _state(account, zone)))
        if account.missing and account.status is AccountStatus.CONNECTED:
            lines.append(Small(not_granted(account.missing)))
    if accounts and not may_change:
        lines.append(Small("Owners connect and disconnect accounts."))
    return Card(
        summary=opening,
        title="Instagram accounts",
        lines=tuple(lines),
        actions=tuple(_actions(accounts)) if may_change else (),
    )


def not_granted(missing: Sequence[Right]) -> str:
    """What cannot work, and why."""
    return f"Not granted: {', '.join(LACKS[right] for right in missing)}. Reconnect and leave every box ticked."


def _state(account: AccountState, zone: str) -> str:
    if account.status is AccountStatus.DISCONNECTED:
        return "disconnected. Its events and posts are kept."
    if account.status is AccountStatus.EXPIRED:
        said = ["access has ended, so nothing can go out"]
    else:
        said = [f"connected {LOGINS[account.product]}"]
    if account.days_left is not None:
        said.append(f"{count(account.days_left, 'day')} of access left, renewed by itself")
    if account.paused_until is not None:
        until = short_moment(account.paused_until.astimezone(ZoneInfo(zone)).replace(tzinfo=None))
        said.append(f"paused until {until}" + (f" ({account.paused_reason})" if account.paused_reason else ""))
    if account.is_default:
        said.append("new events publish here")
    return "; ".join(said) + "."


def _actions(accounts: Sequence[AccountState]) -> list[Action]:
    if not accounts:
        return [Action("Connect Instagram", Token("account.connect"), style=Style.PRIMARY)]
    several = len(accounts) > 1
    actions = []
    for account in accounts:
        name = f" @{account.username}" if several else ""
        gone = account.status is AccountStatus.DISCONNECTED
        if several and not account.is_default and not gone:
            actions.append(Action(f"Make default{name}", Token("account.default", account.id)))
        actions.append(Action(f"Reconnect{name}", Token("account.connect", account.id)))
        if not gone:
            actions.append(Action(f"Disconnect{name}", Token("account.leave", account.id), style=Style.DANGER))
    return [*actions, CONNECT_ANOTHER]


def leaving_card(account: AccountState) -> Card:
    """Asked back before an account is disconnected."""
    held = f" {count(account.queued, 'approved post')} will be held." if account.queued else ""
    asked = f"Disconnect @{account.username}? I forget how to get in.{held}"
    return Card(
        summary=asked,
        lines=(Text(asked), Text("Events, drafts, approvals and numbers stay; reconnect it and they go on.")),
        actions=(
            Action(f"Disconnect @{account.username}", Token("account.disconnect", account.id), style=Style.DANGER),
            Action("Keep it", Token("account.list")),
        ),
    )
