"""What the bot says, read out of its source: the literals given to `tr` and its kin."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORE = "core"
"""As bot.language.CORE: the context of what core says."""


@dataclass(frozen=True)
class Text:
    """One message of the catalogues: what it says in English, where it stands in the source, what it means there."""

    file: str
    one: str
    many: str = ""
    context: str = ""


SAYS = {
    "tr": ("one",),
    "mark": ("one",),
    "tr_as": ("context", "one"),
    "mark_as": ("context", "one"),
    "tr_many": ("one", "many"),
    "mark_many": ("one", "many"),
}
"""What is called, and what its first arguments are."""


def texts_of_bot(root: Path) -> Iterator[Text]:
    for path in sorted((root / "bot").rglob("*.py")):
        file = path.relative_to(root).as_posix()
        for call in said_in(ast.parse(path.read_text(encoding="utf-8"), file)):
            given = literals_of(call)
            if given and all(isinstance(text, str) for text in given.values()):
                yield Text(file, **{name: str(text) for name, text in given.items()})


def said_in(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of `tr` and its kin, in the order of the source."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id in SAYS:
            yield call


def literals_of(call: ast.Call) -> dict[str, str | None]:
    """The texts given to one of SAYS, by what they are; None for one that is no literal."""
    names = SAYS[call.func.id] if isinstance(call.func, ast.Name) else ()
    if any(isinstance(given, ast.Starred) for given in call.args):
        return {}  # a row of a table, marked where it stands
    return {name: _literal(given) for name, given in zip(names, call.args, strict=False)}


def _literal(given: ast.expr) -> str | None:
    if isinstance(given, ast.Name) and given.id == "CORE":
        return CORE
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else None
