"""Who may change a workspace's Instagram accounts: pure."""

from core.errors import NotAllowed
from core.workspaces.model import Member, Role


def may_change_accounts(member: Member) -> bool:
    return member.role is Role.OWNER


def check_may_change_accounts(member: Member) -> None:
    """Raise NotAllowed for everybody but owners."""
    if not may_change_accounts(member):
        raise NotAllowed("Only an owner can connect, disconnect or choose the default Instagram account.")
