"""What the tests of the papers share: the papers themselves, and how to read them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DECISIONS = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
PAGES = {
    page.name: page.read_text(encoding="utf-8")
    for page in sorted((ROOT / "docs").glob("*.md"))
    if not page.is_symlink()  # those stand at the root, and are read there
}
PAPERS = "\n".join([README, *PAGES.values()])

_BACKTICKED = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:|#)([^)#\s]+)\)")
_PATH = re.compile(r"\.?[\w-]+(?:/[\w.-]+)*/?")
_DRAWING = re.compile(r"```text\n(.*?)```", re.DOTALL)
_DRAWN_PATH = re.compile(r"(?:^|\s)((?:[a-z_]+/)+(?:[a-z_]+\.py)?)(?=\s|\))", re.MULTILINE)


def table_rows(text: str) -> dict[str, list[str]]:
    """First cell, without backticks -> the other cells, of every table row that begins with a name in backticks."""
    rows = (re.split(r"\s*\|\s*", line.strip("| ")) for line in text.splitlines() if line.startswith("| `"))
    return {cells[0].strip("`"): cells[1:] for cells in rows}


def named_paths(text: str) -> Iterator[str]:
    """Everything in backticks, in links and on the map of the house that looks like a path of this repository."""
    tops = {entry.name for entry in ROOT.iterdir()}
    for found in [*_BACKTICKED.findall(text), *_LINK.findall(text)]:
        if _PATH.fullmatch(found) and found.split("/")[0] in tops and ("/" in found or "." in found):
            yield found
    yield from drawn_paths(text)


def drawn_paths(text: str) -> Iterator[str]:
    """The paths on the map of the house."""
    for drawing in _DRAWING.findall(text):
        yield from _DRAWN_PATH.findall(drawing)


def code_blocks(language: str) -> list[str]:
    """The examples in one language, of the README and all pages."""
    return re.findall(rf"```{language}\n(.*?)```", PAPERS, re.DOTALL)


def section(page: str, heading: str) -> str:
    """What stands below a heading of a page, up to the next one of its level or above."""
    level = heading.count("#")
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)", PAGES[page], re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no {heading}"
    return found[1]


def nodes(folder: str) -> Iterator[ast.AST]:
    """Every node of every Python file below a folder."""
    for file in sorted((ROOT / folder).rglob("*.py")):
        yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))
