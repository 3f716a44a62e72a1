"""Every sample of docs/api.md does what the page says."""

import json
import re
import shlex
from pathlib import Path
from string import Template

import httpx
import pytest
from publishing_machine import Machine
from test_api import SITE, program

from bot.web.api.app import document
from bot.web.mcp.tools import TOOLS

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
    (sample,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert json.loads(sample)["mcpServers"]["rite"]["url"].endswith("/mcp")
