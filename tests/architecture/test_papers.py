"""The papers tell the truth: README, docs, DECISIONS and .env.example are held against the code."""

import ast
import importlib
import itertools
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from papers import (
    DECISIONS,
    EXAMPLE,
    PAGES,
    PAPERS,
    README,
    ROOT,
    code_blocks,
    drawn_paths,
    named_paths,
    section,
    table_rows,
)
from pydantic import AliasChoices, SecretStr

from bot.cards.card import Card
from bot.commands import COMMANDS
from bot.flows.form import Form
from bot.slack.blocks import blocks_of
from bot.slack.modal import modal_of
from core.adapters.instagram.facebook_login import SCOPES as FACEBOOK_SCOPES
from core.adapters.instagram.login import SCOPES
from core.settings import Settings
from core.templates.catalog import load_template
from rite.cli import app

SETTING_LINE = re.compile(r"^#?(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>.*)$", re.MULTILINE)
COMPUTED = "RITE_PUBLIC_URL"
"""Its default is made of the port, so the code has no fixed one."""
OF_THE_TESTS = {"RITE_TEST_DATABASE_URL", "RITE_TEST_REDIS_URL", "RITE_TEST_CHROMIUM"}

PROPOSED = {
    "bot/flows/rename_team.py",
    "bot/cards/quiet.py",
    "core/templates/catalog/plain-card/template.toml",
    "jobs/archive.py",
    "core/campaigns/cadence/exhibition.toml",
}
"""Files the docs tell their reader to make as an example."""
MADE_WHILE_RUNNING = {".venv/bin", "var/"}
OPERATING, GUIDE, GOING_LIVE = PAGES["operating.md"], PAGES["guide.md"], PAGES["going-live.md"]


def public_names() -> dict[str, str]:
    """Public name -> field of every setting."""
    names: dict[str, str] = {}
    for key, field in Settings.model_fields.items():
        assert isinstance(field.validation_alias, AliasChoices), f"{key} has no public name"
        names |= {str(choice): key for choice in field.validation_alias.choices}
    return names


def default_of(name: str) -> str:
    """A setting's default as the papers write it."""
    default = Settings.model_fields[public_names()[name]].default
    if isinstance(default, float):
        return f"{default:g}"
    return "unset" if default is None else str(default)


# Settings


def test_every_setting_is_explained_in_the_example_file_and_the_docs() -> None:
    assert {found["name"] for found in SETTING_LINE.finditer(EXAMPLE)} == public_names().keys()
    assert public_names().keys() <= table_rows(OPERATING).keys()


def test_no_setting_is_named_that_does_not_exist() -> None:
    named = set(re.findall(r"\bRITE_[A-Z_]+[A-Z]\b", PAPERS + DECISIONS + EXAMPLE))
    in_files = {f"{name}_FILE" for name in Settings.secret_names()}
    assert named - public_names().keys() - in_files == OF_THE_TESTS


def test_the_defaults_are_those_of_the_code() -> None:
    rows = table_rows(OPERATING)
    told = {name: rows[name][0].strip("`") for name in public_names() if name != COMPUTED}
    assert told == {name: default_of(name) for name in public_names() if name != COMPUTED}
    example = {found["name"]: found["value"] or "unset" for found in SETTING_LINE.finditer(EXAMPLE)}
    assert example == {name: default_of(name) for name in public_names()}


def test_every_line_of_the_example_file_has_its_meaning_above_it() -> None:
    for above, line in itertools.pairwise(EXAMPLE.splitlines()):
        if SETTING_LINE.match(line):
            assert re.match(r"# (?!---)\S", above), line


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without any setting."""
    for name in public_names():
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("uncommented", [False, True], ids=["as it is", "with every default uncommented"])
def test_the_example_file_loads_and_changes_nothing(tmp_path: Path, uncommented: bool) -> None:
    lines = [found.group().lstrip("#") for found in SETTING_LINE.finditer(EXAMPLE) if found["value"]]
    file = tmp_path / ".env"
    file.write_text("\n".join(lines) if uncommented else EXAMPLE, encoding="utf-8")
    assert len(lines) > 10
    assert Settings(_env_file=file) == Settings(_env_file=None)


@pytest.mark.usefixtures("bare")
def test_what_is_filled_into_the_example_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    filled = EXAMPLE.replace("#RITE_SLACK_BOT_TOKEN=", "RITE_SLACK_BOT_TOKEN=xoxb-1").replace("#PORT=8080", "PORT=9000")
    file.write_text(filled, encoding="utf-8")
    settings = Settings(_env_file=file)
    assert settings.slack_bot_token == SecretStr("xoxb-1")
    assert settings.public_url == "http://127.0.0.1:9000"


# Commands


def commands_of(group: Any, before: str = "") -> Iterator[str]:
    """Every command as it is typed, those of groups too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands_of(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_command_of_rite_is_in_the_docs_and_no_other() -> None:
    known = set(commands_of(typer.main.get_command(app)))
    told = {name.removeprefix("rite ") for name in table_rows(OPERATING) if name.startswith("rite ")}
    assert "doctor" in known
    assert told == known
    starts = {name.split()[0] for name in known}
    typed = set(re.findall(r"(?:`|bin/|^)rite ([a-z-]+)", PAPERS + DECISIONS, re.MULTILINE))
    assert typed - starts == set()


def test_every_word_people_can_type_is_in_the_guide_and_no_other() -> None:
    words = {command.word for command in COMMANDS}
    first_table = section("guide.md", "## What you can type").split("Telegram also knows")[0]
    assert table_rows(first_table).keys() == words
    slashed = set(re.findall(r"`/rite ([a-z]+)", PAPERS + DECISIONS))
    assert slashed - words == set()


def test_every_target_of_make_is_named_and_no_other() -> None:
    targets = set(re.findall(r"^([a-z.-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    targets |= set(re.findall(r"bench-[a-z]+", (ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"(?:`|^)make ([a-z.-]+)", PAPERS + DECISIONS, re.MULTILINE))
    assert {"demo", "test"} <= set(re.findall(r"(?:`|^)make ([a-z.-]+)", README, re.MULTILINE))
    assert named == targets - {"help"}


def test_every_right_asked_of_instagram_is_explained() -> None:
    assert {*SCOPES, *FACEBOOK_SCOPES} <= table_rows(GOING_LIVE).keys()


# Paths


@pytest.mark.parametrize("paper", ["README.md", "DECISIONS.md", "CHANGELOG.md", *(f"docs/{page}" for page in PAGES)])
def test_every_path_that_is_named_exists(paper: str) -> None:
    found = set(named_paths((ROOT / paper).read_text(encoding="utf-8"))) - PROPOSED - MADE_WHILE_RUNNING
    assert [path for path in sorted(found) if not (ROOT / path).exists()] == []


def test_the_papers_name_many_paths() -> None:
    """Otherwise the test above would be content with anything."""
    assert len(set(named_paths(PAPERS))) > 60
    assert len(set(named_paths(DECISIONS))) > 40


def test_the_files_the_docs_tell_to_make_are_still_to_be_made() -> None:
    assert [path for path in sorted(PROPOSED) if path not in PAPERS or (ROOT / path).exists()] == []


def test_every_folder_of_the_house_is_on_the_map() -> None:
    drawn = set(drawn_paths(PAGES["architecture.md"]))
    folders = {f"{path.parent.relative_to(ROOT)}/" for top in ("core", "bot") for path in ROOT.glob(f"{top}/*/*.py")}
    assert len(folders) > 15
    assert folders - drawn == set()


# Examples


def imports() -> Iterator[tuple[str, str]]:
    """(module, name) of every import in the Python examples."""
    for block in code_blocks("python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                yield from ((node.module, alias.name) for alias in node.names)


def test_what_the_examples_import_exists() -> None:
    found = set(imports()) - {("core.events", "archive")}  # the use case the example invents
    assert len(found) > 10
    missing = [f"{module}.{name}" for module, name in found if not hasattr(importlib.import_module(module), name)]
    assert missing == []


def defined_by(words: str) -> dict[str, Any]:
    """What the Python example that holds these words defines."""
    (block,) = [block for block in code_blocks("python") if words in block]
    names: dict[str, Any] = {}
    exec(compile(block, "docs", "exec"), names)  # noqa: S102 - the docs are ours, and running them is the test
    return names


def test_the_flow_of_the_example_can_be_drawn() -> None:
    form = defined_by("FORM = Form(")["FORM"]
    assert isinstance(form, Form)
    assert [block["label"]["text"] for block in modal_of(form, {}, "{}")["blocks"]] == ["Name"]


def test_the_card_of_the_example_can_be_drawn() -> None:
    card = defined_by("def quiet_card")["quiet_card"]("Warehouse Night", 3)
    assert isinstance(card, Card)
    assert [block["type"] for block in blocks_of(card, None)] == ["header", "section", "actions"]


def test_the_task_of_the_example_names_its_workspace_first() -> None:
    task = defined_by('@task("event.archive"')["archive_events"]
    assert task.name == "event.archive"
    assert next(iter(task.signature.__annotations__)) == "workspace_id"


def test_the_template_of_the_example_can_be_loaded() -> None:
    (block,) = [block for block in code_blocks("toml") if "[[layers]]" in block]
    template = load_template(block, "docs")
    assert f"core/templates/catalog/{template.id}/template.toml" in PROPOSED


def test_the_cadence_of_the_example_has_the_fields_of_the_shipped_ones() -> None:
    (block,) = [block for block in code_blocks("toml") if "[phase." in block]
    example = tomllib.loads(block)
    shipped = [tomllib.loads(file.read_text("utf-8")) for file in ROOT.glob("core/campaigns/cadence/*.toml")]
    phases = [set(phase) for cadence in shipped for phase in cadence["phase"].values()]
    assert example.keys() == set.union(*(set(cadence) for cadence in shipped))
    for phase in example["phase"].values():
        assert set.intersection(*phases) <= phase.keys() <= set.union(*phases)


def test_the_shell_examples_run_what_exists() -> None:
    commands = [shlex.split(line, comments=True) for block in code_blocks("sh") for line in block.splitlines()]
    assert {command[0] for command in commands} == {"make", ".venv/bin/python", "rite"}
    modules = [command[2] for command in commands if command[1:2] == ["-m"]]
    assert [name for name in modules if not (ROOT / name.replace(".", "/") / "__main__.py").is_file()] == []


# Libraries


def test_every_runtime_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\[<>=;~! ]", requirement, maxsplit=1)[0] for requirement in project["dependencies"]}
    assert table_rows(DECISIONS.split("## Libraries")[1]).keys() == declared
