"""docs/openapi.json is the API: kept equal, and held against the running service by Schemathesis."""

import json
from pathlib import Path

import pytest
from fuzz.api import DOCUMENT, examined
from publishing_machine import Machine

from bot.web.api.app import document, written
from bot.web.api.doors import OPERATIONS

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
FEW = 5


def test_the_file_says_what_the_code_does() -> None:
    """`python -m bot.web.api > docs/openapi.json` brings it up."""
    assert DOCUMENT.read_text(encoding="utf-8") == written()


def test_every_operation_has_a_door_and_every_door_leads_somewhere() -> None:
    operations = [one for path in document()["paths"].values() for one in path.values()]
    assert sorted(one["operationId"] for one in operations) == sorted(OPERATIONS)
    assert all({"401", "403", "404", "422", "429"} <= set(one["responses"]) for one in operations)
    posts = [path["post"] for path in document()["paths"].values() if "post" in path]
    assert all("Idempotency-Key" in json.dumps(one["parameters"]) for one in posts)


@ON_SQLITE
async def test_schemathesis_finds_nothing(machine: Machine, tmp_path: Path) -> None:
    """A little of it, the same each time; `make fuzz-api` tries every field at its edges, too."""
    little = ("--generation-deterministic", "--phases", "fuzzing,stateful", "--no-shrink")
    status, said = await examined(machine, tmp_path, FEW, 1, little)
    assert status == 0, said
    assert "No issues found" in said
