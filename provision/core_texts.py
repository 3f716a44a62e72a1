"""What core can say to a person, read out of its source as templates: f"Up to {MOST} photos." is "Up to {most} photos."

Core knows nothing of languages: it raises, stores and returns English sentences. They are found by where they stand
(what an error is raised with, tables of words) and by what they look like (more than one word, no SQL, no log line).
"""

import ast
import enum
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from provision.bot_texts import CORE, Text
from provision.templates import LISTED, name_of, templates_of

UNREAD = (
    *("core/adapters/key_ring.py", "core/adapters/vault.py", "core/adapters/workers.py", "core/settings.py"),
    *("core/adapters/media_store/opening.py", "core/adapters/media_store/addresses.py", "core/migrate.py"),
    *("core/adapters/backup_seal.py", "core/ports/seal.py", "core/backup/write.py"),
    *("core/background.py", "core/database.py", "core/lease.py", "core/outbox.py", "core/rested.py", "core/tenancy.py"),
    *("core/callbacks/signed_request.py", "core/callbacks/webhooks.py", "core/operations/", "core/shared_clock.py"),
    *("core/backup/fill.py", "core/backup/kinds.py", "core/backup/manifest.py", "core/backup/restore.py"),
    *("core/privacy/rules.py", "core/privacy/export.py", "core/privacy/carry_out.py", "core/privacy/data_map.py"),
    *("core/telemetry/", "core/adapters/analytics/"),
    *("core/tickets/delivery.py", "core/tickets/signing.py", "core/accounts/token_log.py", "core/__main__.py"),
    *(
        "core/secret_files.py",
        "core/plain_json.py",
        "core/campaigns/cadence/__init__.py",
        "core/campaigns/cadence/read.py",
        "core/adapters/pillow_painter/compose.py",
    ),
    *("core/templates/archive.py", "core/templates/bounds.py", "core/templates/catalog.py", "core/templates/check.py"),
    *("core/templates/genres.py", "core/templates/model.py", "core/templates/parse.py", "core/templates/read_sent.py"),
    *("core/templates/slides.py", "core/templates/fonts/", "core/templates/__main__.py", "core/copy/__main__.py"),
)
"""What only programs, whoever runs Rite, and people who write templates ever read: it stays English."""
LIKE_CORE = ("bot/slack/answering.py", "bot/slack/messenger.py", "bot/slack/pictures.py", "bot/telegram/answering.py")
"""Files of the bot that say as core does why something did not work, whoever may hear of it."""
SILENT = (
    *("core/adapters/openai_copywriter/prompts", "core/adapters/page_fetcher/fetcher.py", "core/copy/"),
    *("core/adapters/pillow_painter/specimens.py", "core/events/extract/labels.py", "core/series/words.py"),
    *("core/templates/colour_words.py", "core/tickets/words.py", "core/imports/headers.py", "core/calendar/"),
)
"""Where only errors are for people; the rest are captions, prompts, words that people type."""
WORDS_OF = {
    "core/adapters/openai_copywriter/writer.py": ("_NAMED",),
    "core/adapters/page_fetcher/fetcher.py": ("_TROUBLE", "SLOW", "AWAY", "NO_PAGE", "LOST"),
    "core/campaigns/cadence/model.py": ("TITLES", "EXTRA_TITLES", "STORY_BESIDE"),
    "core/campaigns/change_plan.py": ("NOT_KNOWN",),
    "core/campaigns/pause.py": ("IN_WORDS",),
    "core/copy/languages.py": ("NAMES",),
    "core/copy/offline.py": ("NAME", "NO_MODEL"),
    "core/events/pages/joined.py": ("_FROM", "_LABELS"),
    "core/posts/transitions.py": ("IN_WORDS",),
    "core/series/recurrence.py": ("_ORDINALS", "_WEEKLY", "_WEEKLY_BEYOND", "_MONTHLY", "_MONTHLY_BEYOND"),
    "core/templates/brand.py": ("IN_WORDS",),
    "core/witness.py": ("_AHEAD", "_BEHIND"),
}
"""Names at the top of modules whose words stand in sentences or on cards, one word or more."""
SAID_IN_DATA = {
    "core/adapters/instagram/refusals.toml": ("cause", "remedy"),
    "core/campaigns/cadence/*.toml": ("title",),
    "core/hashtags/unwanted.toml": ("why",),
    "core/timing/prior.toml": ("about",),
}
"""Data files, and which of their keys are for people."""
NOT_SAID = frozenset(
    {
        *(
            "ValueError",
            "RuntimeError",
            "TypeError",
            "KeyError",
            "AssertionError",
            "LookupError",
            "NotImplementedError",
        ),
        *("text", "compile", "cast", "getattr", "hasattr", "setattr", "execute", "bind", "sub", "match", "fullmatch"),
        *("search", "split", "findall", "finditer", "strftime", "strptime", "startswith", "endswith", "encode"),
        *(
            "debug",
            "info",
            "warning",
            "error",
            "exception",
            "mapped_column",
            "relationship",
            "Index",
            "CheckConstraint",
        ),
        *("OSError", "fold", "join", "removeprefix", "removesuffix", "replace", "reset_index"),
    }
)
"""Calls whose words no person reads."""
_WORDS = re.compile(r"[^\W\d_]{2,}")


class Sure(enum.IntEnum):
    """How sure it is that something is said to a person."""

    NO = 0
    RAISED = 1
    TABLE = 2


LEAST = {Sure.NO: 1_000, Sure.RAISED: 2, Sure.TABLE: 1}
"""How many words it has at least, unless it reads like words by itself."""


def texts_of_core(root: Path) -> Iterator[Text]:
    for path in [*sorted((root / "core").rglob("*.py")), *(root / file for file in LIKE_CORE)]:
        file = path.relative_to(root).as_posix()
        if not file.startswith(UNREAD):
            source = path.read_text(encoding="utf-8")
            yield from (Text(file, said, context=CORE) for said in said_in(source, file))
    for pattern, keys in SAID_IN_DATA.items():
        for path in sorted(root.glob(pattern)):
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            file = path.relative_to(root).as_posix()
            yield from (Text(file, said, context=CORE) for said in dict.fromkeys(_said_in_data(table, keys)))


def said_in(source: str, file: str) -> Iterable[str]:
    """The templates of one module, in the order of its source."""
    module = ast.parse(source, file)
    lists = _lists(module)
    told: dict[str, None] = {}
    for expression, surely in _spoken(module, WORDS_OF.get(file, ()), silent=file.startswith(SILENT)):
        for template in templates_of(expression, lists):
            if reads_like_words(template) or len(_WORDS.findall(literal_part(template))) >= LEAST[surely]:
                told.setdefault(template)
    told |= dict.fromkeys(_default_messages(module))
    return told


def _default_messages(module: ast.Module) -> Iterator[str]:
    """An error that is raised without words says the first line of its class's docstring."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and {name_of(base) for base in node.bases} & _errors():
            yield (ast.get_docstring(node) or "").partition("\n")[0]


@cache
def _errors() -> frozenset[str]:
    """The names of the errors that people may hear of."""
    path = Path(__file__).parents[1] / "core" / "errors.py"
    classes = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
    return frozenset(node.name for node in classes if not any("Enum" in name_of(base) for base in node.bases))


def _said_in_data(table: object, keys: tuple[str, ...], key: str = "") -> Iterator[str]:
    if isinstance(table, dict):
        for name, value in table.items():
            yield from _said_in_data(value, keys, name)
    elif isinstance(table, list):
        for value in table:
            yield from _said_in_data(value, keys, key)
    elif isinstance(table, str) and key in keys:
        yield table


def reads_like_words(template: str) -> bool:
    """A sentence, or a part of one in three words or more, and nothing of a programmer's."""
    literal = literal_part(template)
    words = len(_WORDS.findall(literal))
    least = 3 if literal[:1].islower() else 2
    return " " in literal.strip() and words >= least and not re.search(r"[_<>=\\|\[\]]|::|\n", literal)


def literal_part(template: str) -> str:
    return re.sub(r"\{\w*\}", "", template)


def _spoken(module: ast.Module, tables: tuple[str, ...], *, silent: bool) -> Iterator[tuple[ast.expr, Sure]]:
    """The expressions that may be words for a person, and how sure that is."""
    for statement in module.body:
        is_table = any(name in tables for name in _assigned(statement))
        todo: list[tuple[ast.AST, Sure]] = [(statement, Sure.TABLE if is_table else Sure.NO)]
        while todo:
            node, surely = todo.pop()
            if isinstance(node, ast.expr) and is_text(node):
                if surely or not silent:
                    yield node, surely
                continue
            surely = surely or (Sure.RAISED if isinstance(node, ast.Raise) else Sure.NO)
            todo += [(child, surely) for child in reversed(list(children(node)))]


def _assigned(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _lists(module: ast.Module) -> frozenset[str]:
    """The names that hold lists of names, as "Ada, Ben and Cy"."""
    return frozenset(
        name
        for node in ast.walk(module)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and name_of(node.value) in LISTED
        for name in _assigned(node)
    )


def is_text(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return is_text(left) or is_text(right)
    return False


def children(node: ast.AST) -> Iterator[ast.AST]:
    """What is below it, without what is said to nobody: docstrings, annotations, log lines, programmers' errors."""
    if isinstance(node, ast.Call) and name_of(node.func) in NOT_SAID:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.keyword) and node.arg in ("field", "code", "key", "name", "kind", "purpose"):
        return
    if isinstance(node, ast.ClassDef) and any("Enum" in name_of(base) for base in node.bases):
        return
    unsaid = ("annotation", "returns", "slice", "ops", "decorator_list")
    for name, value in ast.iter_fields(node):
        if name not in unsaid and not (isinstance(node, ast.Dict) and name == "keys"):
            yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST))
