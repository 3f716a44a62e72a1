"""The pages hang together: every link and anchor leads somewhere, all are in the site, and what they name exists."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from papers import PAGES, PAPERS, ROOT, section, table_rows

from bot.commands import COMMANDS
from bot.errors import WORDS
from core import errors
from core.errors import RiteError

DOCS = ROOT / "docs"
LINK = re.compile(r"(!?)\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
ROOT_PAPERS = ("README.md", "DECISIONS.md", "CHANGELOG.md", "SECURITY.md")
READ = [*(ROOT / name for name in ROOT_PAPERS), *sorted(DOCS.glob("*.md"))]
OURS = ("bot", "rite", "sandbox")
OF_OTHERS = {"newbot", "invite", "etc", "opt", "var", "run", "mnt", "usr"}
"""What BotFather and Slack take, and folders of a machine."""
METRIC = re.compile(r"\brite_[a-z_]+[a-z]\b")


def prose(page: Path) -> str:
    """A page without its examples."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """What its headings are called in an address: by GitHub and by MkDocs alike, and no others."""
    named: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE):
        bare = re.sub(r"[^\w\s-]", "", heading.replace("`", "").lower()).strip()
        github, mkdocs = bare.replace(" ", "-"), re.sub(r"[-\s]+", "-", bare)
        if github == mkdocs:
            named.add(github)
    return named


def links(page: Path) -> Iterator[tuple[bool, str]]:
    """(whether it is a picture, target) of every link that stays in the repository."""
    for picture, target in LINK.findall(prose(page)):
        if not target.startswith(("http://", "https://", "mailto:")):
            yield bool(picture), target


@pytest.mark.parametrize("page", READ, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for _, target in links(page):
        file, _, anchor = target.partition("#")
        there = page.parent / file if file else page
        assert there.exists(), f"{page.name}: {target}"
        assert page.parent == ROOT or DOCS in there.parents, f"{page.name}: {target} is not part of the site"
        assert not anchor or anchor in anchors(there), f"{page.name}: {target}"


def test_every_picture_is_shown_and_says_what_it_shows() -> None:
    shown = {(page.parent / target).resolve() for page in READ for picture, target in links(page) if picture}
    assert shown == {file.resolve() for file in (DOCS / "pictures").rglob("*") if file.is_file()}
    assert re.findall(r"!\[\]", PAPERS) == []


def test_every_page_is_in_the_site_once_and_on_its_front_page() -> None:
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    parts = [[part] if isinstance(part, str) else next(iter(part.values())) for part in site["nav"]]
    listed = [page for part in parts for page in part]
    assert sorted(listed) == sorted(page.name for page in DOCS.glob("*.md"))
    linked = {target.partition("#")[0] for _, target in links(DOCS / "index.md")}
    assert {page for page in listed if page not in linked} == {"index.md"}


def test_every_page_begins_with_its_name_and_nothing_is_a_page_of_its_own_twice() -> None:
    titles = [text.splitlines()[0] for text in PAGES.values()]
    assert all(title.startswith("# ") for title in titles)
    assert len(set(titles)) == len(titles)
    paragraphs = [part for text in PAGES.values() for part in text.split("\n\n") if len(part) > 200]
    assert sorted(part for part in set(paragraphs) if paragraphs.count(part) > 1) == []


def test_every_error_is_explained_with_the_words_it_falls_back_to() -> None:
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RiteError)]
    kinds = {kind.__name__: kind for kind in classes}
    told = table_rows(section("operating.md", "## What people read when something fails"))
    assert told.keys() == kinds.keys() - {"RiteError"}
    assert {kind.__name__ for kind in WORDS} <= kinds.keys()
    assert {name: cells[0] for name, cells in told.items()} == {name: kinds[name]().message for name in told}


def test_every_metric_that_is_named_is_one_of_those_that_are_explained() -> None:
    explained = {name for name in table_rows(PAGES["metrics.md"]) if METRIC.fullmatch(name)}
    named = set(METRIC.findall(PAPERS))
    assert len(explained) > 10
    assert named <= explained


def test_every_word_with_a_slash_is_a_command_or_an_address_of_ours() -> None:
    named = set(re.findall(r"`/([a-z-]+)(?=[`/ ])", PAPERS)) - OF_OTHERS
    code = "\n".join(file.read_text(encoding="utf-8") for top in OURS for file in (ROOT / top).rglob("*.py"))
    commands = {command.word for command in COMMANDS}
    assert {"new", "healthz", "go-live"} <= named
    assert {word for word in named - commands if f'"/{word}' not in code and f'"{word}"' not in code} == set()


def test_every_use_case_that_is_named_exists() -> None:
    named = set(re.findall(r"`(core(?:\.\w+)+)`", PAGES["use-cases.md"]))
    assert len(named) > 25
    for name in sorted(named):
        module, _, function = name.rpartition(".")
        assert callable(getattr(importlib.import_module(module), function)), name
