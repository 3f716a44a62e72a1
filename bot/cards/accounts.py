"""The Instagram accounts of a team: how each is, and what an owner can do about it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.cards.card import Action, Card, Fact, Line, Small, Style, Text
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import short_moment
from core.accounts.model import AccountStatus
from core.accounts.queries import AccountState
from core.accounts.rights import Right
from core.ports.access import Product

LACKS = {
    Right.PUBLISH: mark("content publish (nothing can go out)"),
    Right.COMMENT: mark("comments (no first comment under a post)"),
    Right.NUMBERS: mark("insights (no numbers on cards and in digests)"),
}
LOGINS = {
    Product.INSTAGRAM: mark("connected through Instagram's login"),
    Product.FACEBOOK: mark("connected through Facebook's login"),
}


def accounts_card(accounts: Sequence[AccountState], zone: str, *, may_change: bool, said: str = "") -> Card:
    """`said` is what just happened; hours are shown in `zone`."""
    opening = said or _counted(len(accounts))
    lines: list[Line] = [Text(opening)]
    for account in accounts:
        lines.append(Fact(f"@{account.username}", _state(account, zone)))
        if account.missing and account.status is AccountStatus.CONNECTED:
            lines.append(Small(not_granted(account.missing)))
    if accounts and not may_change:
        lines.append(Small(tr("Owners connect and disconnect accounts.")))
    return Card(
        summary=opening,
        title=tr("Instagram accounts"),
        lines=tuple(lines),
        actions=tuple(_actions(accounts)) if may_change else (),
    )


def _counted(number: int) -> str:
    return tr_many("{n} account.", "{n} accounts.", number) if number else tr("No Instagram account yet.")


def not_granted(missing: Sequence[Right]) -> str:
    """What cannot work, and why."""
    rights = ", ".join(tr(LACKS[right]) for right in missing)
    return tr("Not granted: {rights}. Reconnect and leave every box ticked.", rights=rights)


def _state(account: AccountState, zone: str) -> str:
    if account.status is AccountStatus.DISCONNECTED:
        return tr("disconnected. Its events and posts are kept.")
    if account.status is AccountStatus.EXPIRED:
        said = [tr("access has ended, so nothing can go out")]
    else:
        said = [tr(LOGINS[account.product])]
    if account.days_left is not None:
        left = account.days_left
        said.append(
            tr_many("{n} day of access left, renewed by itself", "{n} days of access left, renewed by itself", left)
        )
    if account.paused_until is not None:
        until = short_moment(account.paused_until.astimezone(ZoneInfo(zone)).replace(tzinfo=None))
        said.append(_paused(until, account.paused_reason))
    if account.is_default:
        said.append(tr("new events publish here"))
    return "; ".join(said) + "."


def _paused(until: str, reason: str) -> str:
    if reason:
        return tr("paused until {moment} ({reason})", moment=until, reason=retold(reason))
    return tr("paused until {moment}", moment=until)


def _actions(accounts: Sequence[AccountState]) -> list[Action]:
    if not accounts:
        return [Action(tr("Connect Instagram"), Token("account.connect"), style=Style.PRIMARY)]
    several = len(accounts) > 1
    actions = []
    for account in accounts:
        gone = account.status is AccountStatus.DISCONNECTED
        name = account.username
        if several and not account.is_default and not gone:
            actions.append(Action(tr("Make default @{name}", name=name), Token("account.default", account.id)))
        again = tr("Reconnect @{name}", name=name) if several else tr("Reconnect")
        actions.append(Action(again, Token("account.connect", account.id)))
        if not gone:
            leave = tr("Disconnect @{name}", name=name) if several else tr("Disconnect")
            actions.append(Action(leave, Token("account.leave", account.id), style=Style.DANGER))
    return [*actions, Action(tr("Connect another"), Token("account.connect"))]


def leaving_card(account: AccountState) -> Card:
    """Asked back before an account is disconnected."""
    asked = tr("Disconnect @{name}? I forget how to get in.", name=account.username)
    if account.queued:
        held = tr_many("{n} approved post will be held.", "{n} approved posts will be held.", account.queued)
        asked = f"{asked} {held}"
    leave = tr("Disconnect @{name}", name=account.username)
    return Card(
        summary=asked,
        lines=(Text(asked), Text(tr("Events, drafts, approvals and numbers stay; reconnect it and they go on."))),
        actions=(
            Action(leave, Token("account.disconnect", account.id), style=Style.DANGER),
            Action(tr("Keep it"), Token("account.list")),
        ),
    )
