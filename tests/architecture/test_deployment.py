"""Container, compose file, systemd units and Procfile start what there is, with settings that exist, and agree."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from papers import ROOT
from test_papers import commands_of, public_names

from core.settings import Settings
from provision.text_shaping import NEEDS
from rite.cli import app
from rite.run import ENDS_WITHIN_SECONDS

UNITS = ROOT / "deploy" / "systemd"
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"] == "rite"}
CONTAINERFILE = (ROOT / "Containerfile").read_text().replace("\\\n", " ")
KNOWN = set(commands_of(typer.main.get_command(app)))
KINDS = {"migrate", "web", "worker", "clock"}
OF_PYTHON = {"PATH", "PYTHONUNBUFFERED"}


def settings_there_are() -> set[str]:
    return public_names().keys() | {f"{name}_FILE" for name in Settings.secret_names()} | OF_PYTHON


def lines_of(unit: Path) -> Iterator[tuple[str, str]]:
    """(key, value) of every line that sets something."""
    for line in unit.read_text().splitlines():
        key, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            yield key, value


def units() -> list[Path]:
    return [*UNITS.glob("*.service"), *UNITS.glob("*/*.conf")]


def all_lines() -> list[tuple[str, str]]:
    return [line for unit in units() for line in lines_of(unit)]


def seconds(words: str) -> float:
    return float(words.removesuffix("s"))


# What is started


def test_every_way_starts_the_same_commands_and_they_exist() -> None:
    procfile = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    started = {words.removeprefix("rite ") for words in procfile.values()}
    in_units = {Path(value).name.removeprefix("rite ") for key, value in all_lines() if key == "ExecStart"}
    in_compose = {" ".join(service["command"]) for service in OURS.values()}
    assert started == in_units == in_compose == KINDS
    assert KINDS <= KNOWN
    assert {*procfile} == KINDS - {"migrate"} | {"release"}
    assert re.search(r'^ENTRYPOINT \["rite"\]\nCMD \["web"\]$', CONTAINERFILE, re.MULTILINE)


def test_every_setting_that_is_named_exists() -> None:
    in_compose = {name for service in OURS.values() for name in service["environment"]}
    in_units = {pair.partition("=")[0] for key, value in all_lines() if key == "Environment" for pair in value.split()}
    image = CONTAINERFILE.rpartition("\nFROM ")[2]
    in_image = {name for line in re.findall(r"^ENV (.+)$", image, re.MULTILINE) for name in re.findall(r"(\w+)=", line)}
    assert {"RITE_DATABASE_URL_FILE", "RITE_SECRET_KEYS_FILE"} <= in_compose & in_units
    assert in_compose | in_units | in_image <= settings_there_are()


def test_nobody_is_killed_before_the_end_could_be_reached() -> None:
    assert {seconds(service["stop_grace_period"]) for service in OURS.values()} == {ENDS_WITHIN_SECONDS}
    assert [seconds(value) for key, value in all_lines() if key == "TimeoutStopSec"] == [ENDS_WITHIN_SECONDS]


# Secrets


def test_secrets_come_from_files_and_a_script_makes_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [ROOT / "deploy" / "new-secrets.sh", tmp_path / "secrets"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own script
    made = {path.name: path for path in (tmp_path / "secrets").iterdir()}
    assert made.keys() == COMPOSE["secrets"].keys()
    assert {path.stat().st_mode & 0o777 for path in made.values()} == {0o600}
    again = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - as above
    assert again.returncode == 1 and b"there already" in again.stderr

    for name in OURS["web"]["secrets"]:
        monkeypatch.delenv(f"RITE_{name.upper()}", raising=False)
        monkeypatch.setenv(f"RITE_{name.upper()}_FILE", str(made[name]))
    settings = Settings(_env_file=None)
    assert settings.database_url.endswith("@postgres/rite")
    assert made["postgres_password"].read_text() in settings.database_url
    assert settings.redis_url is not None
    assert f"requirepass {settings.redis_url.split('@')[0].split(':')[-1]}\n" in made["redis_conf"].read_text()
    assert settings.secret_keys is not None


def test_what_a_process_reads_is_handed_to_it() -> None:
    for name, service in OURS.items():
        files = {value for key, value in service["environment"].items() if key.endswith("_FILE")}
        assert files == {f"/run/secrets/{secret}" for secret in service["secrets"]}, name
    loaded = {value.partition(":")[0] for key, value in all_lines() if key == "LoadCredential"}
    assert loaded == set(OURS["web"]["secrets"])
    assert loaded == {
        found for key, value in all_lines() if key == "Environment" for found in re.findall(r"%d/(\w+)", value)
    }


# Servers


def test_redis_never_throws_a_ring_away() -> None:
    told = dict(
        line.split(maxsplit=1) for line in (ROOT / "deploy" / "redis.conf").read_text().splitlines() if line[0] != "#"
    )
    assert (told["maxmemory-policy"], told["appendonly"]) == ("noeviction", "yes")


def test_postgres_has_room_for_all_processes_the_compose_file_may_run() -> None:
    words = [word for word in COMPOSE["services"]["postgres"]["command"] if word.startswith("max_connections=")]
    first, last = OURS["web"]["ports"][0].split(":")[1].split("-")
    webs = int(last) - int(first) + 1
    most = 2 * webs + 1  # as many workers, and the clock
    reserved = 3 + 1  # PostgreSQL's own, and a command
    assert int(words[0].partition("=")[2]) >= most * Settings.model_fields["database_connections"].default + reserved


def test_everything_waits_for_migrations_and_servers() -> None:
    for name in KINDS - {"migrate"}:
        conditions = {needed: one["condition"] for needed, one in OURS[name]["depends_on"].items()}
        assert conditions == {
            "postgres": "service_healthy",
            "redis": "service_healthy",
            "migrate": "service_completed_successfully",
        }


# The image


def test_the_image_has_what_flyers_need_and_nobody_is_root() -> None:
    (installed,) = re.findall(r"apt-get install --yes --no-install-recommends ([\w -]+?) +&&", CONTAINERFILE)
    assert sorted(installed.split()) == sorted(need.package for need in NEEDS)
    assert "--require-hashes -r constraints.txt" in CONTAINERFILE
    assert re.search(r"^USER 10001:10001$", CONTAINERFILE.rpartition("\nFROM ")[2], re.MULTILINE)
    assert set(re.findall(r"^FROM (\S+)", CONTAINERFILE, re.MULTILINE)) == {"python:3.11-slim"}


def test_all_that_is_packaged_gets_into_the_image_and_no_secret_does() -> None:
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    packaged = re.search(r"^packages = \[(.*)\]$", (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert packaged is not None
    assert lines[0] == "*"
    assert {name.strip(' "') for name in packaged[1].split(",")} <= let_in
    assert not let_in & {".", ".env", ".git", "secrets", "var"}
    assert all((ROOT / name).exists() for name in let_in)


# Checked by programs where they are


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    shutil.copytree(UNITS, tmp_path / "units")
    for unit in (tmp_path / "units").glob("*.service"):
        unit.write_text(unit.read_text().replace("/opt/rite/.venv/bin/rite", sys.executable))
    names = [f"./{unit.name.replace('@', '@9101')}" for unit in UNITS.glob("*.*") if unit.is_file()]
    for name in names:
        kept = tmp_path / "units" / name.replace("@9101", "@")
        if kept.name != Path(name).name:
            shutil.copy(kept, tmp_path / "units" / name)
    found = subprocess.run(  # noqa: S603 - our own files
        [shutil.which("systemd-analyze") or "", "verify", "--man=no", *names],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path / 'units'}:", "PATH": os.environ["PATH"]},
        cwd=tmp_path / "units",
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in found.stderr.splitlines() if str(tmp_path) in line or line.startswith("rite")]
    assert (found.returncode, said) == (0, [])
    assert len(names) == len(KINDS) + 1


def test_the_shell_script_is_one() -> None:
    script = ROOT / "deploy" / "new-secrets.sh"
    subprocess.run([shutil.which("sh") or "sh", "-n", script], check=True)  # noqa: S603 - our own script
    assert shlex.split("deploy/new-secrets.sh")[0] in (ROOT / "docs" / "running.md").read_text()
