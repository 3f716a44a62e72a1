"""The OpenAI look-alike, put together: /v1/chat/completions, /v1/models, and a switch for its mood."""

import asyncio
import hmac
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from sandbox.openai import asking, models
from sandbox.openai.completions import Completion, fresh_name
from sandbox.openai.model import WAYS
from sandbox.openai.refusals import Refused, bad_key, broken, no_credit, too_many, unknown_model
from sandbox.world import World

STALL_SECONDS = 90.0
RETRY_AFTER_SECONDS = 1
REFUSING: Mapping[str, Callable[[str], Refused]] = {
    "429": lambda _: too_many(RETRY_AFTER_SECONDS),
    "429_bare": lambda _: too_many(None),
    "no_credit": lambda _: no_credit(),
    "500": lambda _: broken(),
    "unknown_model": unknown_model,
}
CHANGED: Mapping[str, Mapping[str, object]] = {"no_choices": {"choices": []}, "uncounted": {"usage": None}}
"""What a compatible server does to an honest model's completion."""
MODES = (*WAYS, *REFUSING, *CHANGED, "stall")


class OpenAI:
    """Mounted under /openai."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.reset()
        self.routes: list[BaseRoute] = [
            Route("/v1/chat/completions", self._complete, methods=["POST"]),
            Route("/v1/models", self._models),
            Route("/v1/models/{model}", self._model),
        ]
        self.control_routes: list[BaseRoute] = [Route("/mode", self._set_mode, methods=["POST"])]

    def view(self) -> Mapping[str, Any]:
        """{"calls": how many completions were asked for, "mode": the mood}."""
        return {"calls": self.calls, "mode": self.mode}

    def reset(self) -> None:
        """Well again, and no call counted."""
        self.calls, self.mode, self.stall_seconds = 0, "ok", STALL_SECONDS

    async def start(self) -> None:
        """Nothing runs beside the calls."""

    async def stop(self) -> None:
        """Nothing to end."""

    async def _set_mode(self, request: Request) -> Response:
        """{mode, seconds?}: one of MODES; seconds is how long "stall" takes."""
        wish = await request.json()
        if wish.get("mode") not in MODES:
            return JSONResponse({"error": f"mode is one of {', '.join(MODES)}"}, status_code=400)
        self.mode, self.stall_seconds = wish["mode"], float(wish.get("seconds", STALL_SECONDS))
        self.world.touch()
        return JSONResponse(self.view())

    async def _complete(self, request: Request) -> Response:
        try:
            self._check_key(request)
            self.calls += 1
            ask = asking.read(await request.body())
            mode = await self._mood(ask)
            way = WAYS.get(mode, WAYS["ok"])
            said = tuple(way(ask, self.world.clock.now()) for _ in range(ask.choices))
        except Refused as refused:
            return refused.answer()
        finally:
            self.world.touch()
        created = int(self.world.clock.now().timestamp())
        prompt = ask.text(*asking.ROLES)
        whole = Completion(ask.model, said, prompt, created, fresh_name())
        headers = {"x-request-id": f"req_{whole.name[-20:]}", "openai-processing-ms": "12"}
        if ask.streamed:
            pieces = whole.pieces(ask.usage_streamed)
            return StreamingResponse(pieces, media_type="text/event-stream", headers=headers)
        return JSONResponse({**whole.body(), **CHANGED.get(mode, {})}, headers=headers)

    async def _mood(self, ask: asking.Ask) -> str:
        """That of a fault waiting for "chat", else the one that is set; stalls here. Raises Refused when it is such."""
        fault = self.world.take_fault("openai", "chat")
        mode = fault.kind if fault else self.mode
        seconds = float(fault.details.get("seconds", STALL_SECONDS)) if fault else self.stall_seconds
        if mode in REFUSING:
            raise REFUSING[mode](ask.model)
        if mode == "stall":
            await asyncio.sleep(seconds)
        return mode

    async def _models(self, request: Request) -> Response:
        try:
            self._check_key(request)
        except Refused as refused:
            return refused.answer()
        return JSONResponse({"object": "list", "data": [models.card(model) for model in models.MODELS]})

    async def _model(self, request: Request) -> Response:
        try:
            self._check_key(request)
            if (model := request.path_params["model"]) not in models.MODELS:
                raise unknown_model(model)
        except Refused as refused:
            return refused.answer()
        return JSONResponse(models.card(model))

    def _check_key(self, request: Request) -> None:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        shown = key.strip() if scheme.lower() == "bearer" else ""
        if not hmac.compare_digest(shown.encode(), self.world.config.openai_api_key.encode()):
            raise bad_key(shown)
