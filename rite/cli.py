"""The `rite` command. Heavy imports stay inside the commands, so that --help answers at once."""

import asyncio
import gc
from collections.abc import Collection, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from rite.role_name import RoleName
from rite.telemetry_commands import add_telemetry_commands

app = typer.Typer(
    help="Rite promotes your events on Instagram from the chat you already live in.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()
problems = Console(stderr=True)


@app.command()
def up() -> None:
    """Run web, worker and clock in one process, against the real platforms of the settings."""
    _serve(web=True, worker=True, clock=True)


@app.command()
def web() -> None:
    """Run the web server with the chat houses."""
    _serve(web=True, worker=False, clock=False)


@app.command()
def worker(only: Annotated[list[str] | None, typer.Option(help="Hear this queue alone; repeatable.")] = None) -> None:
    """Run a worker."""
    _serve(web=False, worker=True, clock=False, queues=only or ())


@app.command()
def clock() -> None:
    """Run a clock."""
    _serve(web=False, worker=False, clock=True)


@app.command()
def migrate() -> None:
    """Bring the database to the newest migration."""
    from core.migrate import migrate as run
    from core.settings import read_settings

    _run(run(read_settings().database_url))
    console.print("The database is up to date.")


@app.command()
def demo(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port of the service; the sandbox takes the next free one.")] = 8080,
    real: Annotated[
        list[str] | None,
        typer.Option(help="slack, telegram, instagram or openai: this one for real, with the tokens of .env."),
    ] = None,
) -> None:
    """Run the whole service against a sandbox of Slack, Telegram, Instagram and OpenAI. Nothing leaves this machine."""
    from rite.demo import run_demo

    _run(run_demo(host, port, real or ()))


@app.command()
def doctor() -> None:
    """Tell what is configured, what is reachable, and what to do next."""
    from rite.doctor import examine

    findings = _run(examine())
    for finding in findings:
        mark = "[green]ok[/]  " if finding.well else "[yellow]todo[/]"
        console.print(f"{mark} {finding.what}", highlight=False)
    if not all(finding.well or finding.optional for finding in findings):
        raise typer.Exit(1)


@app.command()
def health() -> None:
    """Tell how every part is, how the service does, and how the last day was."""
    from rite.health import lines_of, look
    from rite.logs import set_up_logs

    set_up_logs("console", "ERROR")  # what is not well is printed below
    found = _run(look())
    for line in lines_of(found):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    if not found.well:
        raise typer.Exit(1)


@app.command()
def invite(
    role: Annotated[RoleName, typer.Option(help="What the person may do.")] = RoleName.owner,
    workspace: Annotated[str, typer.Option(help="Name for the workspace when there is none yet.")] = "My team",
) -> None:
    """Print a one-time link that joins a Telegram user to the workspace."""
    from rite.invite import make_invite

    _say(make_invite(role.value, workspace))


@app.command()
def backup(
    into: Annotated[Path, typer.Argument(help="Folder that the backup is put into, below a name of its own.")],
) -> None:
    """Back up the database and the files, while everything runs."""
    from rite.backup import make

    _say(make(into))


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="A backup, or a folder of backups: then the newest one.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is in the database.")] = False,
    without_keys: Annotated[
        bool, typer.Option("--without-keys", help="Even if the stored tokens can't be opened.")
    ] = False,
) -> None:
    """Put a backup back, once everything is stopped. All of it is checked before anything is touched."""
    from rite.backup import put_back

    _say(put_back(folder, replace=replace, without_keys=without_keys))


WHOM = Annotated[str, typer.Argument(help="A team or a person: id, name, Slack team, slack:U123 or telegram:123.")]


@app.command("export")
def export_data(
    who: WHOM,
    to: Annotated[Path | None, typer.Option(help="The file to write; rite-export-ID.zip unless given.")] = None,
) -> None:
    """Write all that is kept of a team or a person into one ZIP."""
    from rite.privacy import export_to

    _say(export_to(who, to))


@app.command()
def erase(
    who: WHOM,
    now: Annotated[bool, typer.Option("--now", help="At once, with no days to think it over.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take it back.")] = False,
) -> None:
    """Erase a team or a person: rows, files and previews. Until its day comes it can be taken back."""
    from rite.privacy import erase as run

    _say(run(who, now=now, undo=undo))


@app.command()
def audit(
    workspace: Annotated[str, typer.Argument(help="Name or id of the workspace, where there are several.")] = "",
) -> None:
    """Print the audit log of a workspace as CSV, the newest first."""
    from rite.audit import export_log

    typer.echo(_run(export_log(workspace)), nl=False)


keys = typer.Typer(help="The keys that seal stored tokens.", no_args_is_help=True)
app.add_typer(keys, name="keys")


@keys.command("rotate")
def rotate_keys() -> None:
    """Seal every stored token anew with the newest key, while everything runs; repeat it as often as you like."""
    from rite.keys import rotate

    _say(rotate())


tasks = typer.Typer(help="What the background has to do, and what was given up.")
app.add_typer(tasks, name="tasks")
WHICH = Annotated[str, typer.Argument(help="The beginning of an id that `rite tasks` shows, or `all`.")]


@tasks.callback(invoke_without_command=True)
def list_tasks(context: typer.Context) -> None:
    """List tasks that wait, are in hand or were given up, with their age, tries and last error."""
    if context.invoked_subcommand is None:
        show_tasks()


@tasks.command("list")
def show_tasks() -> None:
    """The same; what `rite tasks` does by itself."""
    from rite.tasks import show

    _say(show())


@tasks.command("replay")
def replay_tasks(which: WHICH) -> None:
    """Run given-up tasks again, with all their chances anew."""
    from rite.tasks import run_again

    _say(run_again(which))


@tasks.command("drop")
def drop_tasks(which: WHICH) -> None:
    """Forget given-up tasks."""
    from rite.tasks import forget

    _say(forget(which))


@app.command("parse-date")
def parse_date(
    text: str,
    locale: Annotated[str, typer.Option(help="Language, with region when day and month order matter.")] = "en-GB",
    now: Annotated[str, typer.Option(help="The present, ISO 8601 with offset.")] = "",
    zone: Annotated[str, typer.Option(help="Time zone of the answer.")] = "UTC",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read a day and an hour in words."""
    from rite.dates import read_date

    console.print(_guarded(lambda: read_date(text, locale, now, zone, as_json)), highlight=False, soft_wrap=True)


@app.command("slack-manifest")
def slack_manifest(
    address: Annotated[str, typer.Option(help="Where Slack reaches Rite; RITE_PUBLIC_URL unless given.")] = "",
) -> None:
    """Print the manifest to paste into Slack, for the address of this installation."""
    from rite.slack_manifest import slack_manifest as print_for

    typer.echo(_guarded(lambda: print_for(address)))


def _serve(*, web: bool, worker: bool, clock: bool, queues: Collection[str] = ()) -> None:
    """A setting that cannot work is told before the house is loaded, which takes seconds."""
    from core.settings import read_settings
    from rite.error_reports import error_reports
    from rite.logs import set_up_logs
    from rite.together import check_together

    settings = _guarded(read_settings)
    _guarded(lambda: check_together(settings, web=web, worker=worker, clock=clock))
    from rite.run import run_until_stopped

    process = "up" if web and worker else "web" if web else "worker" if worker else "clock"
    reports = _guarded(lambda: error_reports(settings, process))
    set_up_logs(settings.log_format, settings.log_level, settings.secrets, on_error=reports)
    _run(run_until_stopped(settings, web=web, worker=worker, clock=clock, queues=queues))


def _say(work: Coroutine[Any, Any, list[str]]) -> None:
    for line in _run(work):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Whatever had to be loaded for it stays as long as the process, so no look for garbage need go through it."""
    gc.freeze()
    gc.enable()
    return _guarded(lambda: asyncio.run(work))


def _guarded(work: Any) -> Any:
    """Failures end in one sentence and a non-zero exit, never in a traceback."""
    from core.errors import RiteError
    from core.masking import masked

    try:
        return work()
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except RiteError as error:
        problems.print(masked(error.message), highlight=False, soft_wrap=True, style="red")
    except Exception as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        problems.print(f"That did not work: {masked(first)}", highlight=False, soft_wrap=True, style="red")
    raise typer.Exit(1)


add_telemetry_commands(app, _say)


def main() -> None:
    """Loading throws nothing away: to look for garbage meanwhile takes a fifth of the time."""
    gc.disable()
    app()


if __name__ == "__main__":
    main()
