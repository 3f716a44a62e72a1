"""Who may change a workspace's Instagram accounts: pure."""

from core.authorization.check import check, may
from core.authorization.table import Right
from core.workspaces.model import Member


def may_change_accounts(member: Member) -> bool:
    return may(member, Right.ACCOUNTS)


def check_may_change_accounts(member: Member) -> None:
    """Raise NotAllowed for everybody but owners."""
    check(member, Right.ACCOUNTS)
