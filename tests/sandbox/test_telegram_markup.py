"""Formatted text: what Telegram makes of HTML and MarkdownV2, and what it says about mistakes."""

import pytest

from sandbox.telegram.text.autolinks import with_autolinks
from sandbox.telegram.text.entities import Entity, Formatted, trimmed, units
from sandbox.telegram.text.html_markup import parse_html
from sandbox.telegram.text.links import NotALink, checked_link
from sandbox.telegram.text.markdown_markup import parse_markdown
from sandbox.telegram.text.parse_error import ParseError
from sandbox.telegram.text.show import as_html

Look = tuple[str, int, int]


def looks(entities: list[Entity] | tuple[Entity, ...]) -> list[Look]:
    return [(entity.type, entity.offset, entity.length) for entity in entities]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("plain", "plain", []),
        ("<b>Doors</b> at <i>nine</i>", "Doors at nine", [("bold", 0, 5), ("italic", 9, 4)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🎪 <u>tent</u>", "🎪 tent", [("underline", 3, 4)]),
        ("<s>🎪</s>", "🎪", [("strikethrough", 0, 2)]),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;", '1 < 2 && 3 > 2 "', []),
        ("Rock & Roll &copy;", "Rock & Roll &copy;", []),
        ("&#127914;&#x2f;", "🎪/", []),
        ("<STRONG>loud</STRONG>", "loud", [("bold", 0, 4)]),
        ("<b>short</>", "short", [("bold", 0, 5)]),
        ("<b></b>nothing", "nothing", []),
        ('<span class="tg-spoiler">who</span>', "who", [("spoiler", 0, 3)]),
        ("<tg-spoiler>who</tg-spoiler>", "who", [("spoiler", 0, 3)]),
        ("<blockquote>said</blockquote>", "said", [("blockquote", 0, 4)]),
        ("<blockquote expandable>said</blockquote>", "said", [("expandable_blockquote", 0, 4)]),
        ("<a href='nowhere'>word</a>", "word", []),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, expected: list[Look]) -> None:
    plain, entities = parse_html(source)
    assert plain == text
    assert looks(entities) == expected


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<p>one</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é<br/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>never closed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("closed</b>", "Unexpected end tag at byte offset 6"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=un/quoted>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<b =x>a</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_html_mistakes_are_named_with_their_byte(source: str, complaint: str) -> None:
    with pytest.raises(ParseError) as raised:
        parse_html(source)
    assert str(raised.value) == complaint


def test_a_link_is_stored_with_scheme_and_path() -> None:
    _, entities = parse_html('<a href="example.com">here</a>')
    assert entities[0].wire() == {"type": "text_link", "offset": 0, "length": 4, "url": "http://example.com/"}


def test_code_in_pre_names_its_language() -> None:
    _, entities = parse_html('<pre><code class="language-sql">select 1</code></pre>')
    assert [entity.wire() for entity in entities] == [{"type": "pre", "offset": 0, "length": 8, "language": "sql"}]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (r"Doors\: 21\.00 \(sharp\)", "Doors: 21.00 (sharp)", []),
        ("*bold _both_*", "bold both", [("bold", 0, 9), ("italic", 5, 4)]),
        (
            "__under__ ~gone~ ||who||",
            "under gone who",
            [("underline", 0, 5), ("strikethrough", 6, 4), ("spoiler", 11, 3)],
        ),
        ("`a.b!`", "a.b!", [("code", 0, 4)]),
        ("```python\nx = 1```", "x = 1", [("pre", 0, 5)]),
        ("[site](https://example\\.com/a_b)", "site", [("text_link", 0, 4)]),
        (">one\n>two\nthree", "one\ntwo\nthree", [("blockquote", 0, 8)]),
        (">one\n>two||\nthree", "one\ntwo\nthree", [("expandable_blockquote", 0, 8)]),
        ("🎪 *x*", "🎪 x", [("bold", 3, 1)]),
    ],
)
def test_markdown_becomes_text_and_entities(source: str, text: str, expected: list[Look]) -> None:
    plain, entities = parse_markdown(source)
    assert plain == text
    assert looks(entities) == expected


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("Doors at 21.00", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("Hello!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("*bold", "Can't find end of Bold entity at byte offset 0"),
        ("é _x", "Can't find end of Italic entity at byte offset 3"),
        ("`code", "Can't find end of Code entity at byte offset 0"),
        ("[a](https://example", "Can't find end of a URL at byte offset 4"),
        (">*quoted\nnot*", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_markdown_mistakes_are_named_with_their_byte(source: str, complaint: str) -> None:
    with pytest.raises(ParseError) as raised:
        parse_markdown(source)
    assert str(raised.value) == complaint


def test_space_around_a_text_goes_and_entities_move_with_it() -> None:
    words = trimmed("  \n Doors  \n", [Entity("bold", 4, 7)])
    assert words == Formatted("Doors", (Entity("bold", 0, 5),))


def test_code_holds_nothing_else() -> None:
    words = trimmed("abcdef", [Entity("bold", 0, 6), Entity("code", 2, 2)])
    assert looks(words.entities) == [("bold", 0, 2), ("code", 2, 2), ("bold", 4, 2)]


def test_a_hundred_entities_are_kept() -> None:
    words = trimmed("x" * 200, [Entity("bold", 2 * place, 1) for place in range(90)] + [Entity("italic", 0, 150)] * 30)
    assert len(words.entities) == 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("🎪 /new@rite_sandbox_bot", [("bot_command", 3, 21)]),
        ("not/acommand", []),
        ("hey @rite_sandbox_bot look", [("mention", 4, 17)]),
        ("see https://example.com/a.", [("url", 4, 21)]),
        ("mail ada@example.org", [("email", 5, 15)]),
        ("#winter market", [("hashtag", 0, 7)]),
    ],
)
def test_commands_mentions_and_addresses_are_found(text: str, expected: list[Look]) -> None:
    assert looks(with_autolinks(Formatted(text)).entities) == expected


def test_nothing_is_found_inside_code() -> None:
    words = with_autolinks(Formatted("run /start now", (Entity("code", 0, 14),)))
    assert looks(words.entities) == [("code", 0, 14)]


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("https://Example.com", "https://example.com/"),
        ("example.com?a=1", "http://example.com/?a=1"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("tg://resolve?domain=rite", "tg://resolve?domain=rite"),
    ],
)
def test_addresses_are_stored_complete(address: str, stored: str) -> None:
    assert checked_link(address) == stored


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://localhost:8080/x", "Wrong HTTP URL"),
        ("word", "Wrong HTTP URL"),
        ("javascript://example.com", "Unsupported URL protocol"),
    ],
)
def test_addresses_nobody_outside_can_reach_are_refused(address: str, reason: str) -> None:
    with pytest.raises(NotALink, match=reason):
        checked_link(address)


def test_units_count_as_utf16_does() -> None:
    assert units("a🎪é") == 4


def test_a_page_gets_html_in_which_nothing_runs() -> None:
    text = '<script>"x"</script>\nbold'
    shown = as_html(text, [Entity("bold", units(text) - 4, 4)])
    assert shown == "&lt;script&gt;&quot;x&quot;&lt;/script&gt;<br><b>bold</b>"


def test_crossing_looks_are_closed_and_opened_again_for_a_page() -> None:
    shown = as_html("abcdef", [Entity("bold", 0, 4), Entity("italic", 2, 4)])
    assert shown == "<b>ab<i>cd</i></b><i>ef</i>"


def test_a_link_of_another_kind_never_runs_on_a_page() -> None:
    shown = as_html("x", [Entity("text_link", 0, 1, {"url": "javascript:alert(1)"})])
    assert 'href="http://javascript:alert(1)"' in shown
