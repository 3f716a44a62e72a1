"""Every operation of the API, the scope its token needs and the right its member needs: what has no row leads nowhere.

Use cases ask for the right once more, as they do behind the doors of chat (bot/doors.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.api_tokens.model import ApiToken, Scope
from core.authorization.check import check_at_the_door
from core.authorization.table import Right
from core.errors import NotAllowed, NotFound
from core.workspaces.model import Member

NARROWER = "This token is not for that: it lacks “{scope}”. Make one that has it in chat: type tokens."
NOTHING = "Nothing is at this address."


@dataclass(frozen=True)
class Door:
    scope: Scope
    right: Right


_LOOK, _CHANGE, _YES = Door(Scope.READ, Right.LOOK), Door(Scope.WRITE, Right.EDIT), Door(Scope.APPROVE, Right.APPROVE)
_HOOKS = Right.WEBHOOKS
OPERATIONS: Mapping[str, Door] = {
    **dict.fromkeys(("whoAmI", "listAccounts", "listEvents", "getEvent", "listCampaigns", "getCampaign"), _LOOK),
    **dict.fromkeys(("listPosts", "getPost", "listApprovals", "getPostPerformance", "getUserInsights"), _LOOK),
    **dict.fromkeys(("getCampaignReport", "generateReport", "getOptimalPostingTimes"), _LOOK),
    **dict.fromkeys(("createEvent", "amendEvent", "cancelEvent", "pauseCampaign", "requestChanges"), _CHANGE),
    **dict.fromkeys(("reschedulePost", "holdPost", "resumePost", "skipPost", "retryPost"), _CHANGE),
    **dict.fromkeys(("listWebhooks", "listDeliveries"), Door(Scope.READ, _HOOKS)),
    **dict.fromkeys(("createWebhook", "enableWebhook", "endWebhook"), Door(Scope.WRITE, _HOOKS)),
    **dict.fromkeys(("approvePost", "publishPost", "resumeCampaign"), _YES),
}
"""By operationId; the tools of the MCP server go through the same doors."""


def let_do(token: ApiToken, member: Member, operation: str) -> None:
    """Raise NotAllowed where the token or its member may not, NotFound for an operation nobody knows."""
    door = OPERATIONS.get(operation)
    if door is None:
        raise NotFound(NOTHING)
    insist(token, door.scope)
    check_at_the_door(member, door.right)


def insist(token: ApiToken, scope: Scope) -> None:
    """Raise NotAllowed unless the token is for that."""
    if not token.may(scope):
        raise NotAllowed(NARROWER.format(scope=scope.value))
