"""Every sample of docs/api.md does what the page says."""

import base64
import json
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from typing import Any

import httpx
import pytest
from publishing_machine import Machine
from standardwebhooks.webhooks import Webhook
from test_api import SITE, program

from bot.web.api.app import document
from bot.web.mcp.tools import TOOLS
from core.webhooks.model import News

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def commands() -> list[str]:
    blocks = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]


async def curl(http: httpx.AsyncClient, command: str, names: dict[str, str]) -> httpx.Response:
    """What curl would send."""
    program_name, address, *options = shlex.split(Template(command).substitute(names))
    assert program_name == "curl"
    pairs = list(zip(options[::2], options[1::2], strict=True))
    headers = dict(value.split(": ", 1) for flag, value in pairs if flag == "-H")
    body = [value for flag, value in pairs if flag == "-d"]
    return await http.request("POST" if body else "GET", address, headers=headers, content=body[0] if body else None)


@ON_SQLITE
async def test_every_sample_is_answered(machine: Machine) -> None:
    post_id = await machine.in_review()
    async with program(machine, machine.team.ada) as own:
        token = own.http.headers.pop("authorization").removeprefix("Bearer ")
        names = {"RITE": SITE, "TOKEN": token, "POST": str(post_id), "CAMPAIGN": str(machine.team.campaign_id)}
        assert len(commands()) >= 9
        for command in commands():
            answer = await curl(own.http, command, names)
            assert answer.status_code in (200, 201), (command, answer.text)


def test_the_page_names_operations_and_tools_that_are_there() -> None:
    operations = {one["operationId"] for path in document()["paths"].values() for one in path.values()}
    table = PAGE.split("## The names of the first plan")[1]
    ours = set(
        re.findall(r"`([a-z]+[A-Z]\w+)`", "\n".join(row.split("|")[2] for row in table.splitlines() if "|" in row))
    )
    assert ours <= operations
    assert {"create_event", "get_post", "approve_post"} <= {hints.name for hints in TOOLS.values()}
    news, sample = map(json.loads, re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
    assert sample["mcpServers"]["rite"]["url"].endswith("/mcp")
    assert news["type"] in [one.value for one in News]


def test_the_page_verifies_what_the_library_signs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    told: dict[str, Any] = {}
    exec(code, told)  # noqa: S102 - the page's own sample
    body, at = '{"type": "post.published"}', datetime(2026, 11, 26, 18, tzinfo=UTC)
    secret = "whsec_" + base64.b64encode(b"k" * 32).decode()
    headers = {"webhook-id": "one", "webhook-timestamp": str(int(at.timestamp()))}
    headers["webhook-signature"] = f"v1,AAAA {Webhook(secret).sign('one', at, body)}"
    assert told["is_from_rite"](secret, headers, body.encode())
    assert not told["is_from_rite"](secret, headers, body.encode() + b" ")
