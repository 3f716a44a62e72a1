"""All templates there are, read once, and the one that suits an event best."""

import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from core.errors import NotFound
from core.templates.check import check
from core.templates.genres import design_genre
from core.templates.model import Category, Template
from core.templates.parse import TemplateProblem, parse_template, read
from core.templates.scene import Scene

_SHELF = "core.templates"
NO_TASTE: Mapping[str, float] = MappingProxyType({})
DISLIKED = 2.5
"""Below this a team has said that it does not want a design."""


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


def table(template_id: str) -> dict[str, Any]:
    """The table a template is written as; raises NotFound."""
    found = template(template_id)
    return _parsed(_catalog().joinpath(found.id, "template.toml"), f"{found.id}/template.toml")


def sample(template_id: str) -> Scene:
    """The made-up event a template is shown with."""
    place = f"{template_id}/preview.toml"
    table = _parsed(_catalog().joinpath(template_id, "preview.toml"), place)
    return read(Scene, table, place, "the sample event")


def choose(genre: str, category: str, seed: str, taste: Mapping[str, float] = NO_TASTE) -> str:
    """Id of the template that suits best: made for the genre, then for the category; `seed` picks among equals.

    `genre` is as people say it ("Deep House"). `taste` is the mean of a team's own ratings by template: what it
    dislikes is left out while anything else suits, and among equals the best liked goes first. The same arguments
    always give the same template.
    """
    genre = design_genre(genre)
    suited = [each for each in all_templates() if serves(each, category)]
    suited = suited or [each for each in all_templates() if each.category == "announcement"]
    suited = [each for each in suited if taste.get(each.id, DISLIKED) >= DISLIKED] or suited
    return min(suited, key=lambda each: _rank(each, genre, category, seed, taste)).id


def serves(each: Template, category: str) -> bool:
    """Whether it was made for posts of this kind, among others."""
    return category == each.category or category in each.suits


def _rank(each: Template, genre: str, category: str, seed: str, taste: Mapping[str, float]) -> tuple[int, float, bytes]:
    chance = sha256(f"{seed}/{each.id}".encode()).digest()
    return -_suits(each, genre, category), -taste.get(each.id, DISLIKED), chance


def _suits(each: Template, genre: str, category: str) -> int:
    """Another genre's design comes last: a plain one that will do is better."""
    return 6 * (each.genre == genre != "any") + 3 * (each.category == category) + 4 * (each.genre == "any")


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
