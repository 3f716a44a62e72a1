"""Template files: what is wrong is told by file, layer and field; what is right serves every phase of a campaign."""

from importlib.resources import files

import pytest

from core.errors import InvalidAnswer, NotFound
from core.templates.catalog import CATEGORIES, all_templates, choose, load_template, sample, template
from core.templates.genres import design_genre
from core.templates.parse import TemplateProblem
from core.templates.scene import Layout

GOOD = """
id = "plain"
name = "Plain"
category = "announcement"
genre = "any"
theme = "minimal"

[colours]
background = "#ffffff"
ink = "#000000"
primary = "#0000ff"
accent = "mix primary ink 0.5"

[fonts]
display = "anton"
text = "inter"

[[layers]]
id = "title"
kind = "text"
text = ["{title}"]
face = "display"
size = 100
[layers.story]
size = 140

[[layers]]
id = "day"
kind = "text"
text = ["{day}"]
after = "title"
"""


def test_a_layer_takes_over_what_is_written_for_its_layout() -> None:
    plain = load_template(GOOD, "plain/template.toml")
    sizes = {layout: getattr(plain.layers[layout][0], "size", None) for layout in Layout}
    assert sizes == {Layout.SQUARE: 100, Layout.PORTRAIT: 100, Layout.STORY: 140}


@pytest.mark.parametrize(
    ("wrong", "instead", "told"),
    [
        ("size = 100", 'size = "big"', "layer 'title', field 'size': should be a number, not 'big'"),
        ("size = 100", "sise = 100", "layer 'title', field 'sise': unknown; did you mean 'size'?"),
        ('kind = "text"', 'kind = "film"', "layer 'title', field 'kind': should be one of text, image"),
        ('"{title}"', '"{titel}"', "field 'text': there is no scene field named 'titel'"),
        ('"{title}"', '"{title"', "field 'text': the braces in '{title' do not match"),
        (
            'after = "title"',
            'after = "tittle"',
            "layer 'day' (square), field 'after': there is no layer named 'tittle'",
        ),
        ('after = "title"', 'after = "day"', "layer 'day' (square), field 'after': waits for itself"),
        ('after = "title"', 'group = "pair"', "field 'group': there is no group named 'pair'"),
        ('after = "title"', 'when = ["sunny"]', "field 'when': there is no scene field named 'sunny'"),
        ('after = "title"', 'colour = "teal"', "layer 'day' (square), field 'colour': there is no colour named 'teal'"),
        ('after = "title"', 'face = "comic"', "field 'face': there is no face named 'comic'"),
        ('after = "title"', "x = 99999", "field 'x': should be at most 4000"),
        ('after = "title"', "floor = 90", "field 'floor': should be above 0 and not above 'size'"),
        ('after = "title"', "glow = { radius = 3 }", "field 'colour': is missing"),
        ('id = "day"', 'id = "title"', "field 'id': two layers have the same name"),
        ('ink = "#000000"', 'ink = "#00"', "the head, field 'colours': '#00' is not a colour like #1a2b3c"),
        ('ink = "#000000"\n', "", "the head, field 'colours': needs a colour named 'ink'"),
        ('display = "anton"', 'display = "arial"', "field 'fonts.display': there is no face named 'arial'"),
        ('category = "announcement"', 'category = "gala"', "the head, field 'category': should be one of teaser"),
        ('name = "Plain"\n', "", "the head, field 'name': is missing"),
        ("[[layers]]", "[[layers]", "the file: is not TOML"),
    ],
)
def test_a_mistake_is_told_by_file_layer_and_field(wrong: str, instead: str, told: str) -> None:
    with pytest.raises(TemplateProblem) as refused:
        load_template(GOOD.replace(wrong, instead, 1), "plain/template.toml")
    assert str(refused.value).startswith("plain/template.toml, ")
    assert told in str(refused.value)
    assert isinstance(refused.value, InvalidAnswer)


def test_every_category_has_a_design_made_for_it() -> None:
    covered = {each.category for each in all_templates()} | {also for each in all_templates() for also in each.suits}
    assert set(CATEGORIES) - covered == {"custom"}


def test_there_are_designs_for_every_genre_and_theme() -> None:
    assert {each.genre for each in all_templates()} == {"any", "techno", "house", "hip-hop", "indie", "jazz", "ambient"}
    assert {each.theme for each in all_templates()} == {"dark", "neon", "minimal", "paper", "sunset", "mono"}
    assert len(all_templates()) * len(Layout) >= 36


@pytest.mark.parametrize("template_id", [each.id for each in all_templates()])
def test_every_design_comes_with_a_sample_event(template_id: str) -> None:
    assert sample(template_id).title
    assert template(template_id).id == template_id


def test_a_design_that_is_gone_is_not_found() -> None:
    with pytest.raises(NotFound):
        template("gone")


def test_an_event_gets_the_design_of_its_genre() -> None:
    assert template(choose("techno", "announcement", "a")).genre == "techno"
    assert template(choose("Deep House / Disco", "announcement", "a")).genre == "house"
    assert template(choose("polka", "announcement", "a")).genre == "any"


def test_a_phase_gets_a_design_made_for_it_whatever_the_genre() -> None:
    chosen = {phase: template(choose("hip-hop", phase, "a")) for phase in ("lineup", "countdown", "set times", "recap")}
    assert all(phase == each.category or phase in each.suits for phase, each in chosen.items())


def test_the_same_seed_chooses_the_same_design_and_others_may_differ() -> None:
    assert choose("house", "countdown", "1") == choose("house", "countdown", "1")
    assert len({choose("polka", "countdown", str(seed)) for seed in range(40)}) == 1
    assert len({choose("polka", "announcement", str(seed)) for seed in range(40)}) > 1


@pytest.mark.parametrize(
    ("said", "genre"),
    [("Hip-Hop", "hip-hop"), ("drum & bass", "techno"), ("Drum and Bass", "techno"), ("Electro Swing", "house"),
     ("singer-songwriter", "indie"), ("Soul, Funk", "house"), ("", "any")],
)  # fmt: skip
def test_genres_are_understood_as_people_say_them(said: str, genre: str) -> None:
    assert design_genre(said) == genre


def test_every_shipped_face_carries_its_open_licence_and_all_stay_small() -> None:
    fonts = files("core.templates").joinpath("fonts")
    families = [each for each in fonts.iterdir() if each.is_dir() and not each.name.startswith("__")]
    sizes = 0
    for family in families:
        assert "SIL Open Font License" in family.joinpath("OFL.txt").read_text(encoding="utf-8")
        sizes += sum(len(each.read_bytes()) for each in family.iterdir())
    assert len(families) >= 15
    assert sizes < 5_000_000
