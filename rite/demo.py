"""rite demo: the whole service on embedded parts, beside a sandbox of the platforms. Nothing leaves this machine."""

import asyncio
import contextlib
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr
from rich.console import Console

from core.errors import SettingsProblem
from core.migrate import migrate
from core.process import Process
from core.services import Services
from core.settings import Settings
from core.workspaces.members import ChatIdentity, add_member, invite, workspace_of_team
from core.workspaces.model import Platform, Role
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


async def run_demo(host: str, port: int) -> None:
    """Serve until Ctrl-C, then stop the bot first and the platforms after it."""
    set_up_logs("console", "WARNING")
    stop = stop_signal()
    take_port(host, port).close()  # no platforms are started for a house that has no door
    with tempfile.TemporaryDirectory(prefix="rite-demo-") as folder, watched():
        async with _sandbox(port + 1, f"http://127.0.0.1:{port}") as (sandbox_url, world):
            settings = demo_settings(Path(folder), sandbox_url, host, port, world)
            await migrate(settings.database_url)
            trusted = [sandbox_url.removeprefix("http://")]
            async with running(settings, process=Process.DEMO, trusted_pages=trusted) as services:
                await seat_the_owner(services, sandbox_url, world)
                console.print(f"\n  [bold]Sandbox: http://127.0.0.1:{port}[/]   (the page itself is {sandbox_url})")
                console.print("  No tokens, nothing leaves this machine. Ctrl-C ends it.\n")
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
        openai_prices=f"{Settings.model_fields['openai_model'].default}=0.25/2.00",
        mixpanel_token=None,
        amplitude_key=None,
        operator_token=None,
        alert_conversation=None,
        now=datetime.now(UTC),
    )


@contextlib.asynccontextmanager
async def _sandbox(port: int, service_url: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """The platforms, as a process of their own; yields their address and what they know about themselves.

    Another port is tried when somebody took the free one at the last moment.
    """
    for first in range(port, port + PORTS_TRIED):
        url = f"http://127.0.0.1:{_free_port(first)}"
        process = await _platforms(url, service_url)
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


async def _platforms(url: str, service_url: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        "--port",
        url.rsplit(":", 1)[1],
        "--service",
        service_url,
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


async def seat_the_owner(services: Services, sandbox_url: str, world: dict[str, Any]) -> None:
    """The first of the cast owns the workspace, and finds the link that joins her Telegram in her Telegram."""
    ada = world["people"][0]
    now = services.clock.now()
    while True:
        async with services.db.transaction() as session:
            workspace = await workspace_of_team(session, world["slack_team"])
            if workspace is not None:
                workspace.time_zone = ada["time_zone"]
                identity = ChatIdentity(Platform.SLACK, ada["slack_id"], world["slack_team"])
                owner = await add_member(
                    session,
                    workspace.id,
                    identity,
                    name=ada["name"],
                    role=Role.OWNER,
                    now=now,
                    time_zone=ada["time_zone"],
                )
                token = await invite(session, workspace.id, Role.OWNER, now, member_id=owner.id)
                break
        await asyncio.sleep(0.1)
    await services.http.post(f"{sandbox_url}/control/telegram/start_link", json={"token": token})


def _free_port(first: int) -> int:
    for port in range(first, first + 50):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server will: what just ended is free
            probe.bind(("127.0.0.1", port))
            return port
    raise SettingsProblem(f"No free port from {first} on.")
