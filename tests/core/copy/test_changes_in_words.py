"""Changes asked for in words: understood, applied to the caption as it is, and honest about the rest."""

from dataclasses import replace

import pytest
from briefs import PLAIN

from core.copy.facts import check_facts
from core.copy.offline import OfflineCopywriter
from core.copy.wishes import Wishes, read_wishes
from core.ports.copywriter import Draft

WRITER = OfflineCopywriter()
BRIEF = replace(PLAIN, seed=2, description="Eight hours of machine music in the old rail depot. One room, no phones.")


async def changed(request: str, previous: str | None = None) -> tuple[str, Draft]:
    """The caption before and the draft after."""
    before = previous or (await WRITER.draft(BRIEF)).caption
    return before, await WRITER.draft(replace(BRIEF, previous=before, request=request))


@pytest.mark.parametrize(
    ("request_text", "wishes"),
    [
        ("shorter", Wishes(length=-1)),
        ("make it a bit longer please", Wishes(length=1)),
        ("no hashtags", Wishes(tags=False)),
        ("add hashtags", Wishes(tags=True)),
        ("without hashtags and emojis", Wishes(tags=False, emoji=-1)),
        ("more emoji", Wishes(emoji=1)),
        ("Ohne Emojis, kürzer bitte", Wishes(emoji=-1, length=-1)),
        ("in German", Wishes(language="de")),
        ("in German too", Wishes(also=("de",))),
        ("auf Französisch", Wishes(language="fr")),
        ("make it funnier", Wishes(tone="funny")),
        ("more formal and shorter", Wishes(tone="formal", length=-1)),
        ("less formal", Wishes(tone="warm")),
        ("drop the price", Wishes(left_out=frozenset({"price"}))),
        ("please don't mention the line-up", Wishes(left_out=frozenset({"lineup"}))),
        ("add the price", Wishes(put_in=frozenset({"price"}))),
        ("another version", Wishes(fresh=True)),
        ('add "Bring cash, please." at the end', Wishes(added=("Bring cash, please.",))),
        ("mention the afters at Kater Blau from 6", Wishes(mentioned=("afters at Kater Blau from 6",))),
        ("mention the cloakroom, it's 2 euros", Wishes(mentioned=("cloakroom, it's 2 euros",))),
        ("mention that dogs are welcome and no hashtags", Wishes(mentioned=("dogs are welcome",), tags=False)),
        ("make it 23:00", Wishes(facts=("23:00",))),
        ("change the date to Saturday", Wishes(facts=("change the date to Saturday",))),
        ("make the logo bigger", Wishes(other=("make the logo bigger",))),
        ("más corto, sin hashtags", Wishes(length=-1, tags=False)),
        ("plus court, sans emojis", Wishes(length=-1, emoji=-1)),
        ("più breve e in inglese", Wishes(length=-1, language="en")),
        ("", Wishes()),
    ],
)
def test_a_request_is_understood(request_text: str, wishes: Wishes) -> None:
    assert read_wishes(request_text) == wishes


async def test_shorter_keeps_the_facts_and_the_first_line() -> None:
    before, after = await changed("shorter")
    assert len(after.caption) < len(before) * 0.85
    assert after.caption.splitlines()[0] == before.splitlines()[0]
    assert check_facts(after.caption, BRIEF) == ()
    assert "bio" in after.caption


async def test_longer_brings_more() -> None:
    before, after = await changed("longer")
    assert len(after.caption) > len(before)
    assert all(paragraph in after.caption for paragraph in before.split("\n\n"))


async def test_hashtags_go_and_come_back() -> None:
    before, without = await changed("no hashtags")
    assert without.hashtags == ()
    assert without.caption == before.rsplit("\n\n", 1)[0]
    _, again = await changed("with hashtags", without.caption)
    assert again.caption == before


async def test_emoji_come_and_go() -> None:
    before, rich = await changed("more emoji")
    assert "📍 Halle 7" in rich.caption
    _, plain = await changed("without emoji", rich.caption)
    assert plain.caption == before


async def test_something_is_mentioned_before_the_ticket_line() -> None:
    _, after = await changed("mention the afters at Kater Blau from 6")
    paragraphs = after.caption.split("\n\n")
    assert paragraphs[-3] == "Afters at Kater Blau from 6."
    assert "bio" in paragraphs[-2]
    _, short = await changed("mention the afters")
    assert "Also: afters." in short.caption


async def test_quoted_words_are_put_in_as_they_are() -> None:
    _, after = await changed('add "BRING CASH – no cards"')
    assert "BRING CASH – no cards" in after.caption


async def test_the_price_is_left_out_and_put_back() -> None:
    before, without = await changed("drop the price")
    assert "15 €" in before
    assert "15 €" not in without.caption
    _, again = await changed("add the price", without.caption)
    assert "Entry: 15 €" in again.caption


async def test_what_the_event_does_not_know_is_said() -> None:
    brief = replace(BRIEF, price="")
    before = (await WRITER.draft(brief)).caption
    after = await WRITER.draft(replace(brief, previous=before, request="add the price"))
    assert after.notes == ("The event has no price yet.",)


async def test_another_language_replaces_or_follows() -> None:
    _, german = await changed("in German")
    assert "Freitag, 27. November" in german.caption
    assert "Friday" not in german.caption
    before, both = await changed("in German too")
    assert both.caption.startswith(before.rsplit("\n\n", 1)[0])
    assert "— DE\n\n" in both.caption
    assert check_facts(both.caption, BRIEF) == ()
    assert both.caption.endswith(before.rsplit("\n\n", 1)[1])


async def test_a_change_works_on_a_caption_in_another_language() -> None:
    _, german = await changed("auf Deutsch")
    _, shorter = await changed("kürzer, ohne Hashtags", german.caption)
    assert "Freitag, 27. November" in shorter.caption
    assert "#" not in shorter.caption


async def test_another_version_begins_otherwise() -> None:
    before, after = await changed("another version")
    assert after.caption.splitlines()[0] != before.splitlines()[0]
    assert after.notes == ()


async def test_writing_anew_over_edits_by_hand_is_told() -> None:
    _, after = await changed("make it funnier", "Warehouse Night, as Ben wrote it.")
    assert after.notes == ("Written anew, so earlier changes by hand are not in it.",)


async def test_edits_by_hand_survive_small_changes() -> None:
    edited = "Ben's own words about Warehouse Night.\n\nFriday 27 November, 22:00, Halle 7\n\n#techno"
    _, after = await changed("mention the afters, no hashtags", edited)
    assert after.caption == edited.removesuffix("#techno") + "Also: afters."


async def test_facts_are_not_changed_here_and_nonsense_is_named() -> None:
    before, after = await changed("make it 23:00")
    assert after.caption == before
    assert after.notes == ("“23:00” is a fact of the event: change it there and every post follows.",)
    _, lost = await changed("make the logo bigger")
    assert lost.notes[0].startswith("I did not understand “make the logo bigger”.")


async def test_a_change_that_changes_nothing_is_told() -> None:
    _, after = await changed("without emoji")
    assert after.notes == ("That changed nothing: the caption was already so.",)


async def test_too_much_is_cut_and_told() -> None:
    _, after = await changed(f'add "{"more words " * 40}"', "Warehouse Night. " + "A long text by hand. " * 100)
    assert len(after.caption) <= 2200
    assert "at most 2,200 characters" in after.notes[-1]
