"""Names and the Instagram names beside them, as people type both: pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.errors import InvalidAnswer
from core.events.moments.folding import fold_phrase
from core.templates.layout.table import times_of

HANDLE = r"@(?P<handle>[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?)(?![A-Za-z0-9_.@])"
_HANDLE = re.compile(rf"(?<![\w.@]){HANDLE}")
_BETWEEN = r"\s*(?:[:=,(–—-]|is|ist|es|est|è|→|->)?\s*\(?\s*"
PROMOTER = re.compile(r"^(?:promoter|presented by|präsentiert von|veranstalter|promotor|organizador|promoteur)\b", re.I)


@dataclass(frozen=True)
class Named:
    """Whose account it is; an empty handle takes it away. promoter: who presents the event."""

    name: str
    handle: str
    promoter: bool = False


def key_of(name: str) -> str:
    """A name made comparable: without a set time, case and accents."""
    ((_, plain),) = times_of([name.strip()])
    return fold_phrase(plain)[:120]


def plain_names(lineup: Sequence[str]) -> tuple[str, ...]:
    """The names of a line-up without their times."""
    return tuple(dict.fromkeys(name for _, name in times_of(lineup) if name.strip()))


def handles_beside(text: str, names: Sequence[str]) -> tuple[Named, ...]:
    """ "Mara Voss @mara.voss", "@mara.voss is Mara Voss": every known name with the handle next to it."""
    found: dict[str, Named] = {}
    for name in sorted(names, key=len, reverse=True):
        if not name.strip():
            continue
        written = re.escape(name)
        after = re.search(rf"(?<!\w){written}{_BETWEEN}{HANDLE}", text, re.IGNORECASE)
        before = re.search(rf"(?<![\w.@]){HANDLE}{_BETWEEN}{written}(?!\w)", text, re.IGNORECASE)
        match = after or before
        taken = {one.handle for one in found.values()}
        if match and match["handle"] not in taken:
            found[key_of(name)] = Named(name, match["handle"])
    return tuple(found.values())


def only_handles(text: str, names: Sequence[str]) -> bool:
    """Whether a message does nothing but tell whose accounts they are."""
    rest = _HANDLE.sub(" ", text)
    for name in sorted(names, key=len, reverse=True):
        rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
    return not re.sub(r"\b(?:is|ist|es|est|è|and|und|y|et|e|on|auf|instagram|insta|ig)\b|[\W_]", "", rest, flags=re.I)


def read_people(text: str) -> tuple[Named, ...]:
    """A line for each: "Mara Voss: @mara.voss", "Promoter: @night.office". Raises InvalidAnswer with a sentence."""
    return tuple(_read_line(line) for line in text.splitlines() if line.strip())


def _read_line(line: str) -> Named:
    name, colon, said = (part.strip() for part in line.rpartition(":"))
    if not colon or not name:
        raise InvalidAnswer(f"Write a name, a colon and the account: “{line.strip()[:40]}: @account”.")
    if said in ("", "-", "–"):
        return Named(name, "", bool(PROMOTER.match(name)))
    match = _HANDLE.fullmatch(said if said.startswith("@") else f"@{said}")
    if match is None:
        raise InvalidAnswer(
            f"“{said[:40]}” can't be the name of an Instagram account: those have letters, digits, dots and "
            "underscores, at most 30."
        )
    return Named(name[:120], match["handle"], bool(PROMOTER.match(name)))


def write_people(names: Sequence[str], known: Mapping[str, str]) -> str:
    """As `read_people` reads it; names without an account end with a colon. `known`: key -> handle."""
    handles = {name: known.get(key_of(name), "") for name in names}
    return "\n".join(f"{name}: @{handle}" if handle else f"{name}:" for name, handle in handles.items())
