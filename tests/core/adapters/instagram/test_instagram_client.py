"""The client on a bad line, and what it never says aloud."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
import structlog
from instagram_answers import ACCESS, GRAPH, IG, TOKEN, Script, Wire, client_for, refused

from core.adapters.instagram import InstagramClient, InstagramLogin, InstagramPublisher
from core.adapters.instagram.calls import Call
from core.adapters.instagram.wire import GraphError
from core.clock import SystemClock
from core.database import Database, open_engine
from core.errors import NetworkTrouble, OutcomeUnknown, RateLimited, ReconnectNeeded, RiteError

NEVER_SENT: list[Exception] = [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow"), httpx.PoolTimeout("busy")]
MAYBE_SENT: list[Exception] = [
    httpx.ReadTimeout("slow"),
    httpx.WriteTimeout("slow"),
    httpx.ReadError("reset"),
    httpx.WriteError("reset"),
    httpx.CloseError("reset"),
    httpx.RemoteProtocolError("Server disconnected without sending a response."),
    httpx.DecodingError("not gzip"),
]


@pytest.mark.parametrize("error", NEVER_SENT, ids=lambda error: type(error).__name__)
async def test_a_publish_call_that_never_left_may_simply_be_made_again(error: Exception) -> None:
    async with client_for(Wire(error)) as client:
        with pytest.raises(NetworkTrouble) as caught:
            await InstagramPublisher(client).publish(ACCESS, "1800")

    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", MAYBE_SENT, ids=lambda error: type(error).__name__)
async def test_a_publish_call_that_may_have_left_stays_unknown_and_is_made_once(error: Exception) -> None:
    wire = Wire(error)
    async with client_for(wire) as client:
        with pytest.raises(OutcomeUnknown) as caught:
            await InstagramPublisher(client).publish(ACCESS, "1800")

    assert caught.value.__cause__ is error
    assert len(wire.asked) == 1


@pytest.mark.parametrize("error", NEVER_SENT + MAYBE_SENT, ids=lambda error: type(error).__name__)
async def test_any_other_call_on_a_bad_line_is_tried_again(error: Exception) -> None:
    async with client_for(Wire(error)) as client:
        with pytest.raises(NetworkTrouble):
            await InstagramPublisher(client).container(ACCESS, "1800")


@pytest.mark.parametrize("answer", [httpx.Response(200, json={}), httpx.Response(200, json={"success": True})])
async def test_a_good_answer_without_an_id_leaves_the_publishing_unknown(answer: httpx.Response) -> None:
    async with client_for(Wire(answer)) as client:
        with pytest.raises(OutcomeUnknown):
            await InstagramPublisher(client).publish(ACCESS, "1800")


async def test_publishing_may_take_two_minutes_and_everything_else_half_a_minute() -> None:
    wire = Wire(httpx.Response(200, json={"id": "1", "status_code": "FINISHED"}))
    async with client_for(wire) as client:
        await InstagramPublisher(client).publish(ACCESS, "1800")
        await InstagramPublisher(client).container(ACCESS, "1800")

    assert [request.extensions["timeout"]["read"] for request in wire.asked] == [120.0, 30.0]


async def test_the_token_travels_in_the_header_alone() -> None:
    wire = Wire(httpx.Response(200, json={"id": "1"}))
    async with client_for(wire) as client:
        await client.get(ACCESS, "me", {"fields": "id"})

    (request,) = wire.asked
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert str(request.url) == f"{GRAPH}/v25.0/me?fields=id"


async def test_the_spent_budget_is_remembered_for_each_account() -> None:
    used = {"X-Business-Use-Case-Usage": f'{{"{IG}":[{{"call_count":104,"estimated_time_to_regain_access":9}}]}}'}
    answer = refused(80002)
    answer.headers.update(used)
    async with client_for(Wire(answer)) as client:
        assert client.usage(IG) is None
        with pytest.raises(RateLimited) as caught:
            await client.get(ACCESS, "me", {})

        assert client.usage(IG) == 104
        assert client.usage("somebody else") is None
    assert caught.value.after is not None
    assert caught.value.after.total_seconds() == 540


async def test_the_network_is_never_used_inside_a_transaction(tmp_path: Path) -> None:
    wire = Wire(httpx.Response(200, json={}))
    db = Database(open_engine(f"sqlite:///{tmp_path}/rite.db"), SystemClock())
    async with client_for(wire) as client:
        with pytest.raises(AssertionError, match="inside a transaction"):
            async with db.transaction():
                await client.get(ACCESS, "me", {})
    await db.close()

    assert wire.asked == []


SHORT, CODE, APP_SECRET = "IGAA-short-lived", "AQ-the-code", "the-app-secret"
SECRETS = (TOKEN, SHORT, CODE, APP_SECRET)


def heard(request: httpx.Request) -> str:
    """Everything a request carries, as a careless server would echo it."""
    return f"{request.url} {request.content.decode()} {request.headers.get('authorization')}"


def cut(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("The read operation timed out", request=request)


ECHOES: dict[str, Script] = {
    "reconnect": lambda request: refused(190, 463, f"Error validating access token: {heard(request)}"),
    "unknown": lambda request: refused(31337, None, heard(request), error_user_msg=heard(request)),
    "code": lambda request: httpx.Response(400, json={"error_type": "x", "code": 1, "error_message": heard(request)}),
    "gateway": lambda request: httpx.Response(502, text=f"<h1>{heard(request)}</h1>"),
    "timeout": cut,
}


def log_in(client: InstagramClient) -> InstagramLogin:
    return InstagramLogin(
        client,
        authorize_url="https://www.test/authorize",
        app_id="99",
        app_secret=APP_SECRET,
        redirect_uri="https://rite.example/instagram/callback",
    )


USES: dict[str, Callable[[InstagramClient], Awaitable[object]]] = {
    "create": lambda client: client.post(ACCESS, f"{IG}/media", {"image_url": "x"}, Call.CREATE),
    "publish": lambda client: InstagramPublisher(client).publish(ACCESS, "1800"),
    "refresh": lambda client: log_in(client).refresh(TOKEN),
    "sign_in": lambda client: log_in(client).sign_in(CODE),
}


@pytest.mark.parametrize("after_the_code", [False, True])
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("echo", ECHOES)
async def test_no_secret_is_in_logs_or_errors(
    echo: str, use: str, after_the_code: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def answer(request: httpx.Request) -> httpx.Response:
        if after_the_code and request.url.host == "api.test":
            return httpx.Response(200, json={"access_token": SHORT, "user_id": 1, "permissions": []})
        return ECHOES[echo](request)

    with structlog.testing.capture_logs() as logs:
        async with client_for(answer) as client:
            with pytest.raises(RiteError) as caught:
                await USES[use](client)
            shown = f"{caught.value} {caught.value!r} {vars(caught.value)} {client!r} {ACCESS!r}"
    cause = caught.value.__cause__
    assert logs
    said = f"{logs} {caplog.text} {shown} {cause!r} {vars(cause) if isinstance(cause, GraphError) else ''}"
    assert [secret for secret in SECRETS if secret in said] == []


async def test_a_refusal_is_logged_with_what_meta_asks_for() -> None:
    async with client_for(Wire(refused(190, 463))) as client:
        with structlog.testing.capture_logs() as logs, pytest.raises(ReconnectNeeded):
            await client.get(ACCESS, "1800", {"fields": "status"})

    assert logs == [
        {
            "event": "instagram refused",
            "log_level": "warning",
            "method": "GET",
            "path": "/v25.0/1800",
            "status": 400,
            "meaning": "ReconnectNeeded",
            "code": "190/463",
            "fbtrace_id": "AbCdEf",
        }
    ]
