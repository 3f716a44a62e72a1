"""The door of every Graph call: version, token, budget, rights, fault; then the operation."""

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.instagram import (
    account_insights,
    comments,
    containers,
    faults,
    media,
    media_insights,
    nodes,
    profile,
    publishing,
    tokens,
    webhooks,
)
from sandbox.instagram.answers import THROTTLED_ABOVE, answered, refused, usage_headers
from sandbox.instagram.calls import Call, Json, Operation, parameters
from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Account

# (family of the node, edge, method): what is done
Operations = Mapping[tuple[str, str, str], Operation]
OPERATIONS: Operations = {
    **profile.OPERATIONS,
    **containers.OPERATIONS,
    **publishing.OPERATIONS,
    **media.OPERATIONS,
    **comments.OPERATIONS,
    **media_insights.OPERATIONS,
    **account_insights.OPERATIONS,
    **webhooks.OPERATIONS,
}
VERSION = re.compile(r"v(\d+)\.0")
NEWEST_VERSION = 26  # older ones than the living are served by the oldest living, newer ones do not exist
NODE_NAMES = {"user": "User", "container": "IGMediaBuilder", "media": "Media", "comment": "Comment", "person": "User"}


class Graph:
    """One host of the Graph API; host is the kind of token it takes."""

    def __init__(self, ledger: Ledger, host: str, prefix: str, operations: Operations = OPERATIONS) -> None:
        self.ledger, self.host, self.prefix, self.operations = ledger, host, prefix, operations

    async def endpoint(self, request: Request) -> Response:
        """Answer any call below this host."""
        state = _Passage()
        try:
            result = await self._pass(request, state)
        except GraphError as error:
            return refused(self.ledger, error, state.account, state.used)
        finally:
            self.ledger.world.touch()
        if isinstance(result, JSONResponse):
            result.headers.update(usage_headers(self.ledger, state.account, state.used))
        if isinstance(result, Response):
            return result
        return answered(self.ledger, result, state.account, state.used)

    async def _pass(self, request: Request, passage: "_Passage") -> Response | Json:
        params = await parameters(request)
        path = str(request.path_params["path"])
        name, edge = split_path(path)
        token = tokens.shown(
            self.ledger, self.host, shown_token(request, params), str(params.get("appsecret_proof", ""))
        )
        node = nodes.find(self.ledger, token, name, request.method)
        passage.account = node.account
        passage.used = self.ledger.count_call(node.account)
        if passage.used > THROTTLED_ABOVE:
            raise GraphError("throttled")
        operation = self._operation(node, edge, request.method, name)
        tokens.insist(token, operation.scope)
        came = self.ledger.moment()
        call = Call(request.method, f"/{self.prefix}/{path}", params, token, node.account, node.thing, came)
        return await faults.around(self.ledger, operation.name, call, lambda: operation.do(self.ledger, call))

    def _operation(self, node: nodes.Node, edge: str, method: str, name: str) -> Operation:
        operation = self.operations.get((node.family, edge, method))
        if operation:
            return operation
        if method == "GET" and edge:
            raise GraphError("unknown_field", field=edge, node=NODE_NAMES[node.family])
        raise GraphError("unreadable", method=method.lower(), id=name)


class _Passage:
    """What is known of a call by the time it is refused."""

    account: Account | None = None
    used: int = 0


def split_path(path: str) -> tuple[str, str]:
    """The node and the edge of `[v25.0/]node[/edge]`. Raises GraphError unknown_path."""
    pieces = [piece for piece in path.split("/") if piece]
    if pieces and (version := VERSION.fullmatch(pieces[0])):
        if int(version.group(1)) > NEWEST_VERSION:
            raise GraphError("unknown_path", path=f"/{pieces[0]}")
        pieces = pieces[1:]
    if not pieces or len(pieces) > 2:
        raise GraphError("unknown_path", path=f"/{path}")
    return pieces[0], pieces[1] if len(pieces) > 1 else ""


def shown_token(request: Request, params: Mapping[str, object]) -> str:
    """The access token, from the header or the parameters."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else str(params.get("access_token") or "")
