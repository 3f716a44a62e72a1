"""The wire of the Bot API: the token in the path, one method per call, faults on request, files to download."""

import asyncio
import inspect
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.telegram.bot_api import bot_api, is_a_mistake
from sandbox.telegram.call import Call, read_call
from sandbox.telegram.methods import METHODS
from sandbox.telegram.methods.receiving import Answer
from sandbox.telegram.refusal import UNAUTHORIZED, Refusal, too_many_requests
from sandbox.telegram.state import State
from sandbox.world import Fault

_NAMES = {name.lower(): name for name in METHODS}
_DEFAULT_RETRY_AFTER_SECONDS = 3


def api_routes(state: State) -> list[BaseRoute]:
    """/bot<token>/<method> and /file/bot<token>/<path>."""

    async def method(request: Request) -> Response:
        try:
            _check_token(state, request)
            return await _answer(state, request)
        except Refusal as refusal:
            return JSONResponse(refusal.body(), status_code=refusal.code)

    async def download(request: Request) -> Response:
        try:
            _check_token(state, request)
            _fail_first(_fault(state, "download"))
            stored = state.files.at_path(request.path_params["path"])
            if stored is None:
                raise Refusal(404, "Not Found")
        except Refusal as refusal:
            return JSONResponse(refusal.body(), status_code=refusal.code)
        return Response(stored.data, media_type="application/octet-stream")

    return [
        Route("/file/bot{token}/{path:path}", download, methods=["GET"]),
        Route("/bot{token}/{method}", method, methods=["GET", "POST"]),
        Route("/bot{token}", method, methods=["GET", "POST"]),
    ]


def _check_token(state: State, request: Request) -> None:
    if request.path_params["token"] != state.world.config.telegram_bot_token:
        raise Refusal(*UNAUTHORIZED)


async def _answer(state: State, request: Request) -> Response:
    asked = request.path_params.get("method", "")
    name = _NAMES.get(asked.lower())
    if name is None:
        raise Refusal(404, "Not Found: method not found" if asked else "Not Found")
    fault = _fault(state, name)
    _fail_first(fault)
    call = await read_call(request, name)
    if state.logged_out:
        raise Refusal(400, "Logged out")
    state.complain(bot_api().of_call(call))
    if name != "getUpdates":
        state.calls.append(name)
    result = await _unless_gone(request, _noted(state, call))
    if fault and fault.kind == "timeout_after_effect":
        await asyncio.sleep(float(fault.details.get("seconds", 0)))
        raise Refusal(504, "Gateway Timeout")
    if isinstance(result, Answer):
        return JSONResponse({"ok": True, "result": result.result, "description": result.description})
    return JSONResponse({"ok": True, "result": result})


async def _noted(state: State, call: Call) -> Any:
    """Do it, and note what is wrong with the answer, or with a call that had to be refused."""
    try:
        result = await _run(state, call)
    except Refusal as refusal:
        if is_a_mistake(refusal.code, refusal.description):
            state.complain([f"{call.method}: {refusal.description}"])
        raise
    state.complain(bot_api().of_answer(call.method, result.result if isinstance(result, Answer) else result))
    return result


async def _run(state: State, call: Call) -> Any:
    result = METHODS[call.method](state, call)
    return await result if inspect.isawaitable(result) else result


async def _unless_gone(request: Request, work: Any) -> Any:
    """Do the work, but stop when the caller hangs up: a poll of a dead process must not swallow anything."""
    doing = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait((doing, gone), return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            doing.cancel()
            await asyncio.wait((doing,))
            raise Refusal(499, "Client Closed Request")
        return doing.result()
    finally:
        gone.cancel()
        doing.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _fault(state: State, operation: str) -> Fault | None:
    """The fault meant for this call; one for any operation is not wasted on a poll, which comes all the time."""
    waiting = [fault.operation for fault in state.world.faults if fault.platform == "telegram"]
    if operation == "getUpdates" and operation not in waiting:
        return None
    return state.world.take_fault("telegram", operation)


def _fail_first(fault: Fault | None) -> None:
    """The faults that happen before anything is done."""
    if fault is None or fault.kind == "timeout_after_effect":
        return
    if fault.kind == "retry_after":
        raise too_many_requests(int(fault.details.get("retry_after", _DEFAULT_RETRY_AFTER_SECONDS)))
    if fault.kind == "refuse":
        raise Refusal(int(fault.details.get("code", 400)), str(fault.details.get("description", "Bad Request")))
    raise Refusal(500, "Internal Server Error")
