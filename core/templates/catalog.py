"""All templates there are, read once, and the one that suits an event best."""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from core.errors import NotFound
from core.templates.check import check
from core.templates.genres import design_genre
from core.templates.model import Category, Template
from core.templates.parse import TemplateProblem, parse_template, read
from core.templates.scene import Scene

_SHELF = "core.templates"


@cache
def all_templates() -> tuple[Template, ...]:
    """Every template of the catalog by name of its folder; raises TemplateProblem when one is wrong."""
    folders = sorted((folder for folder in _catalog().iterdir() if folder.is_dir()), key=lambda folder: folder.name)
    return tuple(_load(folder) for folder in folders if folder.joinpath("template.toml").is_file())


def template(template_id: str) -> Template:
    """One template; raises NotFound."""
    found = next((each for each in all_templates() if each.id == template_id), None)
    if found is None:
        raise NotFound("I can't find that flyer design any more.")
    return found


def sample(template_id: str) -> Scene:
    """The made-up event a template is shown with."""
    place = f"{template_id}/preview.toml"
    table = _parsed(_catalog().joinpath(template_id, "preview.toml"), place)
    return read(Scene, table, place, "the sample event")


def choose(genre: str, category: str, seed: str) -> str:
    """Id of the template that suits best: made for the genre, then for the category; `seed` picks among equals.

    `genre` is as people say it ("Deep House"). The same arguments always give the same template.
    """
    genre = design_genre(genre)
    suited = [each for each in all_templates() if category == each.category or category in each.suits]
    suited = suited or [each for each in all_templates() if each.category == "announcement"]
    best = max(_suits(each, genre, category) for each in suited)
    equals = [each.id for each in suited if _suits(each, genre, category) == best]
    return min(equals, key=lambda name: sha256(f"{seed}/{name}".encode()).digest())


def _suits(each: Template, genre: str, category: str) -> int:
    return 4 * (each.genre == genre != "any") + 3 * (each.category == category) + 2 * (each.genre == "any")


def load_template(text: str, file: str) -> Template:
    """Read a template from TOML; raises TemplateProblem naming `file`, layer and field."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateProblem(file, "the file", "", f"is not TOML: {error}") from error
    return check(parse_template(table, file), file)


def _catalog() -> Traversable:
    return files(_SHELF).joinpath("catalog")


def _load(folder: Traversable) -> Template:
    file = f"{folder.name}/template.toml"
    loaded = load_template(folder.joinpath("template.toml").read_text(encoding="utf-8"), file)
    if loaded.id != folder.name:
        raise TemplateProblem(file, "the head", "id", f"should be {folder.name!r} like its folder")
    return loaded


def _parsed(file: Traversable, place: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TemplateProblem(place, "the file", "", f"is not TOML: {error}") from error


CATEGORIES: tuple[Category, ...] = Category.__args__  # type: ignore[attr-defined]  # a Literal's options
