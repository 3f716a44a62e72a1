"""Templates that strangers send: nothing hostile gets as far as the painter, and every refusal says what to do."""

import stat
import zipfile
from importlib.resources import files
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.adapters.pillow_painter import PillowPainter
from core.designs.sample import sample_from
from core.errors import InvalidAnswer
from core.templates import catalog
from core.templates.archive import LARGEST_FILE
from core.templates.catalog import all_templates
from core.templates.model import GENRES, THEMES
from core.templates.parse import KINDS, TemplateProblem
from core.templates.read_sent import parsed, read_sent
from core.templates.scene import Layout

STROBE = files("core.templates").joinpath("catalog", "strobe", "template.toml").read_text(encoding="utf-8")


def packed(*entries: tuple[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def linked() -> bytes:
    """A zip whose template is a symbolic link to somewhere else."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("template.toml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def lying() -> bytes:
    """A zip that says its file is smaller than it is."""
    data = bytearray(packed(("template.toml", STROBE), how=zipfile.ZIP_STORED))
    size = len(STROBE.encode()).to_bytes(4, "little")
    return bytes(data.replace(size, (100).to_bytes(4, "little")))


def locked() -> bytes:
    data = bytearray(packed(("template.toml", STROBE)))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize("each", all_templates(), ids=lambda each: each.id)
def test_every_design_of_ours_could_be_sent_back_to_us(each: object) -> None:
    folder = files("core.templates").joinpath("catalog", each.id)  # type: ignore[attr-defined]  # a template
    texts = [(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in ("template.toml", "preview.toml")]
    sent = read_sent(packed(*texts), "ours.zip")
    assert sent.template.layers[Layout.STORY] == each.layers[Layout.STORY]  # type: ignore[attr-defined]  # a template
    assert sample_from(sent.sample, sent.template) == catalog.sample(each.id)  # type: ignore[attr-defined]  # a template


@pytest.mark.parametrize(
    "good",
    [
        STROBE.encode(),
        packed(("template.toml", STROBE)),
        packed(("my design/template.toml", STROBE), ("my design/preview.toml", 'title = "A"'), ("__MACOSX/._x", b"\0")),
    ],
    ids=["toml", "zip", "folder from a Mac"],
)
def test_what_people_pack_is_taken(good: bytes) -> None:
    assert read_sent(good, "mine.zip").template.name == "Strobe"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (packed(("../template.toml", STROBE)), "points outside"),
        (packed(("/etc/template.toml", STROBE)), "points outside"),
        (packed(("C:/template.toml", STROBE)), "points outside"),
        (packed(("a\\..\\template.toml", STROBE)), "points outside"),
        (linked(), "a link or a device"),
        (locked(), "a locked file"),
        (lying(), "damaged"),
        (packed(("template.toml", "a" * 60_000)), "would grow without end"),
        (packed(("template.toml", STROBE + "#" * 70_000), how=zipfile.ZIP_STORED), "over 64 KB"),
        (packed(("template.toml", STROBE), ("Template.toml", STROBE)), "no fonts, pictures or other files"),
        (packed(("a/template.toml", STROBE), ("b/template.toml", STROBE)), "two files of the same name"),
        (packed(("template.toml", STROBE), ("font.ttf", b"x")), "no fonts, pictures or other files"),
        (packed(*[(f"{n}.toml", "") for n in range(13)]), "13 files"),
        (packed(("template.toml", STROBE), how=zipfile.ZIP_BZIP2), "packed in a way I don't read"),
        (packed(("preview.toml", 'title = "A"')), "has no template.toml in it"),
        (packed(("te\u017fmplate.toml", "")), "a strange name"),
        (b"PK\x03\x04 and then nothing", "is damaged"),
        (b"x" * (LARGEST_FILE + 1), "is over 256 KB"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"id = ", "is not TOML"),
        (b"a = " + b"[" * 5000, "is not TOML"),
        (b"a = " + b"1" * 6000, "is not TOML"),
        (packed(("template.toml", STROBE), ("preview.toml", 'title = "A"\nphoto = "x"')), "is not known there"),
        (packed(("template.toml", STROBE), ("preview.toml", "day = 5")), "field 'title': is missing"),
    ],
)
def test_a_file_that_is_no_template_is_refused_in_words(data: bytes, told: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        read_sent(data, "sent.zip")
    assert told in caught.value.message
    assert len(caught.value.message) < 400


@pytest.mark.parametrize(
    ("wrong", "instead", "told"),
    [
        ("step = 120", "step = 0.001", "layer 'signal' (square), field 'step': should be between 4 and 1000"),
        ("step = 120", "step = nan", "ordinary size"),
        ("step = 120", "step = inf", "ordinary size"),
        ("count = 70", "count = 999", "field 'count': should be between 1 and 120"),
        ("opacity = 0.45", "blur = 1000000", "field 'blur': should be at most 4000"),
        ("opacity = 0.45", "blur = 900", "field 'blur': should be between 0 and 200"),
        ("opacity = 0.45", "height = 1e9", "ordinary size"),
        ("size = 440", "size = 3999", "field 'size': should be between 10 and 1000"),
        ("count = 3, dy = 19", "count = 99, dy = 19", "field 'echo.count': should be between 1 and 8"),
        ("count = 3, dy = 19", "count = -3, dy = 19", "field 'echo.count'"),
        ('text = ["{venue}"', 'text = ["{venue.__class__}"', "no scene field named 'venue.__class__'"),
        ('text = ["{title}"]', 'text = ["{title!r:>1000000}"]', "hold more than the name of a field"),
        ('text = ["{title}"]', 'text = ["{title:{day}}"]', "hold more than the name of a field"),
        ('text = ["{title}"]', f'text = ["{"x" * 301}"]', "301 characters long"),
        ('text = ["{title}"]', 'text = ["a\\u0000b"]', "control character"),
        ('accent = "#d6ff1c"', 'accent = "mix ink primary 9"', "goes from 0 to 1"),
        ('accent = "#d6ff1c"', 'accent = "#-1-1-1"', "is not a colour"),
        ('background = "#0a0a0c"', 'background = "on ink"', "there is no colour named 'ink'"),
        ('accent = "#d6ff1c"', "accent = 1979-05-27", "not a date"),
        ('colour = "primary"', 'colour = "primary@nan"', "how much of a colour"),
        ('colour = "primary"', 'colour = "primary@7"', "how much of a colour"),
        ('kind = "image"', "kind = [1]", "should be one of text"),
        ('figure = "shards"', f'figure = "polygon"\npoints = [{"0.5, " * 190}]', "up to 60 of them"),
        ('figure = "shards"', f'figure = "polygon"\npoints = [{"0.5, " * 999}]', "more than 200 entries"),
        ('name = "Strobe"', f'name = "{"S" * 41}"', "name of up to 40 characters"),
        ('display = "anton"', 'display = "https://fonts.example/x.ttf"', "there is no face named"),
        ("[fonts]", "[a.b.c.d.e.f.g.h]\ni = 1\n[fonts]", "nested more than 6 deep"),
    ],
)
def test_a_template_that_would_cost_too_much_is_refused_with_layer_field_and_cure(
    wrong: str, instead: str, told: str
) -> None:
    assert wrong in STROBE
    with pytest.raises(TemplateProblem) as caught:
        read_sent(STROBE.replace(wrong, instead, 1).encode(), "sent.toml")
    assert told in caught.value.message


def test_too_many_layers_and_too_many_blurs_are_refused() -> None:
    layer = '\n[[layers]]\nid = "{}"\nkind = "shape"\nblur = {}\n'
    for blur, told in ((0, "more than 48 layers"), (5, "up to 12 are fine")):
        number = 40 if blur == 0 else 13
        more = STROBE + "".join(layer.format(f"more{each}", blur) for each in range(number))
        with pytest.raises(TemplateProblem, match=told):
            read_sent(more.encode(), "sent.toml")


_SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["ink", "on accent", "mix ink accent 0.5", "{title}", "{title!r:>9}", "title", "anton", "#123456"]),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
_NAMES = sorted({field for kind in KINDS.values() for field in kind.__dataclass_fields__} | {"kind", "square", "story"})
_LAYERS = st.lists(
    st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=5).flatmap(
        lambda layer: st.sampled_from(sorted(KINDS)).map(lambda kind: {"id": "a", "kind": kind, **layer})
    ),
    min_size=1,
    max_size=3,
)
_COLOURS = st.fixed_dictionaries(dict.fromkeys(("background", "ink", "primary", "accent"), _VALUES))
_HEADS = st.fixed_dictionaries(
    {
        "id": st.just("any"),
        "name": _SCALARS,
        "category": st.just("announcement"),
        "genre": st.sampled_from(GENRES),
        "theme": st.sampled_from(THEMES),
        "colours": st.just({"background": "#000", "ink": "#fff", "primary": "#123", "accent": "#abc"}) | _COLOURS,
        "fonts": st.just({"display": "anton", "text": "inter"}) | _VALUES,
        "layers": _LAYERS | _VALUES,
    },
    optional={"tags": _VALUES, "suits": _VALUES, "groups": _VALUES, "sharp_colour": _VALUES, "strange": _VALUES},
)


def _as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)} = {_as_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in escaped) + '"'


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(_HEADS)
def test_no_table_breaks_the_reader(head: dict[str, object]) -> None:
    text = "\n".join(f"{key} = {_as_toml(value)}" for key, value in head.items())
    try:
        read_sent(text.encode("utf-8", "surrogatepass"), "any.toml")
    except TemplateProblem:
        return


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parsed(text, "any.toml")
    except TemplateProblem:
        return


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_break_the_unpacking(noise: bytes, at: int) -> None:
    whole = packed(("template.toml", STROBE))
    for data in (noise, b"PK" + noise, whole[:at] + noise + whole[at + len(noise) :]):
        try:
            read_sent(data, "any.zip")
        except TemplateProblem:
            continue


async def test_an_unknown_template_is_painted_in_a_process_of_its_own() -> None:
    sent = read_sent(STROBE.encode(), "sent.toml")
    painter, scene = PillowPainter(), sample_from({}, sent.template)
    pictures = await painter.try_out(sent.content, scene)
    assert len(pictures) == len(Layout)
    assert all(picture.startswith(b"\xff\xd8") for picture in pictures)


async def test_one_that_cannot_be_painted_there_is_refused_in_words() -> None:
    sent = read_sent(STROBE.encode(), "sent.toml")
    broken = {**sent.content, "layers": []}
    with pytest.raises(InvalidAnswer, match="cannot be painted"):
        await PillowPainter().try_out(broken, sample_from({}, sent.template))
