"""rite demo: the whole service on embedded parts, beside a sandbox of the platforms. Nothing leaves this machine.

Unless platforms are named as real: those are spoken to with the tokens of .env, the others stay simulated.
"""

import asyncio
import contextlib
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from pydantic import SecretStr
from rich.console import Console
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.routing import BaseRoute

from core.errors import SettingsProblem
from core.migrate import migrate
from core.process import Process
from core.services import Services
from core.settings import Settings, read_settings
from core.workspaces.members import ChatIdentity, add_member, first_workspace, invite, workspace_of_team
from core.workspaces.model import Platform, Role, Workspace
from rite.golive.panel import panel_routes
from rite.golive.platforms import AT as GO_LIVE
from rite.golive.real import check_names, in_words, with_real
from rite.invite import bot_name
from rite.logs import set_up_logs
from rite.run import running, stop_signal, take_port
from rite.watchdog import watched

console = Console()

SANDBOX_STARTS_WITHIN_SECONDS = 30.0
PORTS_TRIED = 3
SHORT_GRACE_SECONDS = 20.0
"""The sandbox lands what it accepted within seconds, so an unknown outcome is settled sooner than on Instagram."""

DAYS_PASS_IN_MINUTES = 10_000
"""Calls an hour: whoever moves the clock asks for a week's numbers within minutes."""


async def run_demo(host: str, port: int, named_real: Collection[str] = ()) -> None:
    """Serve until Ctrl-C, then stop the bot first and the platforms after it. Raises SettingsProblem."""
    real = check_names(named_real)
    set_up_logs("console", "WARNING")
    own = read_settings() if real else None
    stop = stop_signal()
    take_port(host, port).close()  # no platforms are started for a house that has no door
    with tempfile.TemporaryDirectory(prefix="rite-demo-") as folder, watched():
        async with _sandbox(port + 1, f"http://127.0.0.1:{port}", real) as (sandbox_url, world):
            settings = demo_settings(Path(folder), sandbox_url, host, port, world)
            if own is not None:
                settings = with_real(settings, own, real)
            await migrate(settings.database_url)
            trusted = [sandbox_url.removeprefix("http://")]

            def go_live(services: Services) -> Sequence[BaseRoute]:
                return panel_routes(Path(".env"), services.http, real=real)

            async with running(settings, process=Process.DEMO, trusted_pages=trusted, own_routes=go_live) as services:
                token = await seat_the_owner(services, sandbox_url, world, real)
                console.print(f"\n  [bold]Sandbox: http://127.0.0.1:{port}[/]   (the page itself is {sandbox_url})")
                for line in await _how_real(settings, real, token):
                    console.print(f"  {line}", highlight=False, soft_wrap=True)
                console.print(f"  Go live: http://127.0.0.1:{port}{GO_LIVE}   Ctrl-C ends it.\n")
                await stop.wait()
                console.print("Stopping.")


def demo_settings(folder: Path, sandbox_url: str, host: str, port: int, world: dict[str, Any]) -> Settings:
    """Only base URLs and tokens differ from production; every outward address is named, so none is left to chance."""
    tokens = world["credentials"]
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{folder}/rite.db",
        redis_url=None,
        host=host,
        port=port,
        public_url_set=f"http://127.0.0.1:{port}",
        home_url=sandbox_url,
        secret_keys=None,
        media_url=f"file://{folder}/media",
        var_dir=folder,
        slack_bot_token=SecretStr(tokens["slack_bot_token"]),
        slack_client_id=tokens["slack_client_id"],
        slack_client_secret=SecretStr(tokens["slack_client_secret"]),
        slack_signing_secret=SecretStr(tokens["slack_signing_secret"]),
        slack_app_token=None,
        slack_messages_per_second=20.0,
        slack_api_url=f"{sandbox_url}/slack/api/",
        telegram_bot_token=SecretStr(tokens["telegram_bot_token"]),
        telegram_webhook_secret=None,
        telegram_api_url=f"{sandbox_url}/telegram",
        telegram_messages_per_second=20.0,
        instagram_app_id=tokens["instagram_app_id"],
        instagram_app_secret=SecretStr(tokens["instagram_app_secret"]),
        instagram_graph_url=f"{sandbox_url}/instagram/graph",
        instagram_api_url=f"{sandbox_url}/instagram/api",
        instagram_authorize_url=f"{sandbox_url}/instagram/oauth/authorize",
        instagram_webhook_verify_token=SecretStr(tokens["instagram_verify_token"]),
        facebook_app_id=tokens["instagram_app_id"],
        facebook_app_secret=SecretStr(tokens["instagram_app_secret"]),
        facebook_graph_url=f"{sandbox_url}/instagram/facebook",
        facebook_authorize_url=f"{sandbox_url}/instagram/facebook/v25.0/dialog/oauth",
        publish_grace_seconds=SHORT_GRACE_SECONDS,
        instagram_calls_per_hour=DAYS_PASS_IN_MINUTES,
        openai_api_key=SecretStr(tokens["openai_api_key"]),
        openai_base_url=f"{sandbox_url}/openai/v1",
        openai_timeout_seconds=5.0,
        openai_prices=f"{Settings.model_fields['openai_model'].default}=0.25/2.00",
        mixpanel_token=None,
        amplitude_key=None,
        operator_token=None,
        alert_conversation=None,
        now=datetime.now(UTC),
    )


@contextlib.asynccontextmanager
async def _sandbox(port: int, service_url: str, real: Collection[str]) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """The platforms, as a process of their own; yields their address and what they know about themselves.

    Another port is tried when somebody took the free one at the last moment.
    """
    for first in range(port, port + PORTS_TRIED):
        url = f"http://127.0.0.1:{_free_port(first)}"
        process = await _platforms(url, service_url, real)
        try:
            world = await _when_ready(url, process)
            if world is not None:
                yield url, world
                return
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()
    raise SettingsProblem("The sandbox did not start.")


async def _platforms(url: str, service_url: str, real: Collection[str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        "--port",
        url.rsplit(":", 1)[1],
        "--service",
        service_url,
        *(word for name in sorted(real) for word in ("--real", name)),
        start_new_session=True,  # Ctrl-C is for us: the platforms must outlive the bot that still talks to them
    )


async def _when_ready(url: str, process: asyncio.subprocess.Process) -> dict[str, Any] | None:
    """What the platforms know, once they answer; None when they ended by themselves."""
    deadline = asyncio.get_running_loop().time() + SANDBOX_STARTS_WITHIN_SECONDS
    async with httpx.AsyncClient() as http:
        while asyncio.get_running_loop().time() < deadline:
            if process.returncode is not None:
                return None
            try:
                world: dict[str, Any] = (await http.get(f"{url}/control/world")).json()
                return world
            except (httpx.HTTPError, ValueError):  # not there yet, or somebody else is
                await asyncio.sleep(0.1)
    raise SettingsProblem("The sandbox did not start.")


async def seat_the_owner(
    services: Services, sandbox_url: str, world: dict[str, Any], real: Collection[str] = ()
) -> str:
    """The first of the cast owns the workspace, and finds the link that joins her Telegram in her Telegram.

    Returns that link's token, for where Telegram is real. Where Slack is, its own people are there, and whoever uses
    the token is another owner.
    """
    while True:
        async with services.db.transaction() as session:
            if "slack" in real:
                workspace = await first_workspace(session)
            else:
                workspace = await workspace_of_team(session, world["slack_team"])
            if workspace is not None:
                member_id = None if "slack" in real else await _ada(session, services, workspace, world)
                token = await invite(session, workspace.id, Role.OWNER, services.clock.now(), member_id=member_id)
                break
        await asyncio.sleep(0.1)
    if "telegram" not in real:
        await services.http.post(f"{sandbox_url}/control/telegram/start_link", json={"token": token})
    return token


async def _ada(session: AsyncSession, services: Services, workspace: Workspace, world: dict[str, Any]) -> UUID:
    ada = world["people"][0]
    workspace.time_zone = ada["time_zone"]
    identity = ChatIdentity(Platform.SLACK, ada["slack_id"], world["slack_team"])
    now, zone = services.clock.now(), ada["time_zone"]
    return (
        await add_member(session, workspace.id, identity, name=ada["name"], role=Role.OWNER, now=now, time_zone=zone)
    ).id


async def _how_real(settings: Settings, real: Collection[str], token: str) -> list[str]:
    """What is said in the terminal of what is real."""
    if not real:
        return ["No tokens, nothing leaves this machine."]
    lines = [f"[bold]{in_words(real)}[/] What you do there happens."]
    if "telegram" in real and (name := await bot_name(settings)):
        lines.append(f"Join in Telegram: https://t.me/{name}?start={token}")
    return lines


def _free_port(first: int) -> int:
    for port in range(first, first + 50):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server will: what just ended is free
            probe.bind(("127.0.0.1", port))
            return port
    raise SettingsProblem(f"No free port from {first} on.")
