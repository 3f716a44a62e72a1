"""Which hashtags an event gets: telling ones, none of no use, not the same five each time, and proven ones first."""

from dataclasses import replace
from datetime import datetime

import pytest

from core.errors import InvalidAnswer
from core.hashtags.believable import believable
from core.hashtags.generate import generate_hashtags
from core.hashtags.optimize import optimize_hashtags
from core.hashtags.rank import ranked, varied
from core.hashtags.record import LEAST_POSTS, Outing, lifts, records
from core.hashtags.scope import read_scope, where
from core.hashtags.tag_set import Scope, TagSet
from core.hashtags.telling import Candidate, artists, candidates_of
from core.hashtags.typed import read_tags
from core.ports.copywriter import Brief

BRIEF = Brief(
    name="Warehouse Night",
    starts_local=datetime(2026, 11, 27, 22),  # noqa: DTZ001 - wall time at the venue
    time_zone="Europe/Berlin",
    venue="Halle 7",
    city="Berlin",
    genre="techno",
)
HOUSE = TagSet("house", ("#housemusic", "#deephouse"), Scope.GENRE, "house")
HERE = TagSet("here", ("#klubnetz",), Scope.CITY, "Köln")
ALWAYS = TagSet("always", ("#unserclub",))
RECAP = TagSet("after", ("#lastnight",), Scope.PHASE, "recap")


def test_they_tell_the_event_its_music_and_its_place() -> None:
    assert generate_hashtags(BRIEF) == ("#warehousenight", "#techno", "#technoberlin", "#halle7", "#berlin")
    bare = replace(BRIEF, name="", venue="", city="Köln", genre="drum and bass")
    assert generate_hashtags(bare, 3) == ("#drumandbass", "#dnbköln", "#köln")
    assert generate_hashtags(BRIEF, 2) == ("#warehousenight", "#techno")
    assert generate_hashtags(BRIEF, 0) == generate_hashtags(replace(BRIEF, format="story")) == ()
    assert generate_hashtags(replace(BRIEF, name="Love", venue="x", city="", genre="")) == ()


def test_artists_are_named_where_a_post_is_about_them() -> None:
    played = replace(BRIEF, lineup=("22:00 Mara Voss b2b Ben Klock (live)", "Special guest", "TBA", "DJ Stingray"))
    assert artists(played.lineup) == ("Mara Voss", "Ben Klock", "DJ Stingray")
    assert generate_hashtags(replace(played, phase="lineup")) == (
        *("#warehousenight", "#maravoss", "#benklock", "#djstingray", "#techno"),
    )
    assert "#benklock" not in generate_hashtags(played)


def test_a_set_is_used_where_it_is_bound_and_before_what_is_made_of_the_event() -> None:
    def tags(brief: Brief) -> tuple[str, ...]:
        return ranked(candidates_of(brief, (HOUSE, HERE, ALWAYS, RECAP)), {})

    assert tags(BRIEF)[:3] == ("#warehousenight", "#unserclub", "#techno")
    house = tags(replace(BRIEF, genre="House", city="koln", phase="recap"))
    assert house[:4] == ("#warehousenight", "#lastnight", "#unserclub", "#housemusic")
    assert {"#deephouse", "#klubnetz"} <= set(house)
    assert not {"#housemusic", "#klubnetz", "#lastnight"} & set(tags(BRIEF))


def test_others_are_given_when_others_are_asked_for_but_the_event_keeps_its_own() -> None:
    first = generate_hashtags(BRIEF)
    other = generate_hashtags(BRIEF, besides=first)
    assert other[0] == "#warehousenight"
    assert other[1:3] == ("#technomusic", "#rave")
    given = replace(BRIEF, hashtags=("#a1a", "#b2b", "#c3c"))
    assert generate_hashtags(given, 2) == ("#a1a", "#b2b")
    assert generate_hashtags(given, 2, besides=("#B2B",)) == ("#a1a", "#c3c")


def test_a_campaign_keeps_its_best_and_varies_the_others() -> None:
    order = tuple(f"#tag{number:02}" for number in range(12))
    posts = [varied(order, 5, turn, {})[:5] for turn in range(5)]
    assert all(post[:3] == order[:3] for post in posts)
    assert len(set(posts[:4])) == 4
    assert len({tag for post in posts for tag in post}) == 11
    assert sorted(varied(order, 5, 3, {})) == sorted(order)
    poor = varied(order, 5, 0, {"tag03": 0.5})
    assert "#tag03" not in poor[:5]
    assert varied(order[:5], 5, 3, {}) == order[:5]
    assert varied(order, 1, 3, {})[0] == order[0]


def outing(reach: int, *tags: str, event: int = 1, phase: str = "announcement", format_: str = "feed") -> Outing:
    return Outing(tags, "account", phase, format_, event, reach)


def test_a_tag_is_compared_with_the_usual_of_its_kind_and_known_from_five_posts_at_two_events() -> None:
    usual = [outing(100, "#plain", event=number) for number in range(6)]
    good = [outing(150, "#Good", event=number % 2) for number in range(LEAST_POSTS)]
    found = {one.tag: one for one in records([*usual, *good])}
    assert found["#Good"].known
    assert found["#Good"].lift == pytest.approx(1.5)
    assert (found["#Good"].posts, found["#Good"].events) == (5, 2)
    assert lifts(found.values())["good"] == pytest.approx(1.5)

    few = {one.tag: one for one in records([*usual, *good[1:]])}
    assert not few["#Good"].known
    one_event = records([*usual, *(replace(post, event=9) for post in good)])
    assert not next(one for one in one_event if one.tag == "#Good").known
    assert "good" not in lifts(one_event)


def test_reels_are_not_compared_with_pictures_and_recaps_only_where_there_is_nothing_nearer() -> None:
    posts = [outing(100, "#feed") for _ in range(4)] + [outing(900, "#reel", format_="reel") for _ in range(4)]
    assert {one.tag: one.lift for one in records(posts)} == {"#feed": 1.0, "#reel": 1.0}
    lone = records([*posts, outing(50, "#recap", phase="recap")])
    assert next(one for one in lone if one.tag == "#recap").lift == pytest.approx(0.5)
    assert records([outing(100, "#alone"), outing(90, "#alone")]) == ()
    assert records([outing(0, "#nobody") for _ in range(6)]) == ()


def test_what_did_well_comes_first_and_luck_is_bounded() -> None:
    tags = [Candidate("first", 100), Candidate("second", 60), Candidate("third", 55)]
    assert ranked(tags, {"third": 1.4}) == ("#first", "#third", "#second")
    assert ranked(tags, {"second": 9.0})[0] == "#second"
    assert ranked([*tags, Candidate("weak", 40)], {"weak": 90.0})[0] == "#first"


def test_typed_tags_of_no_use_go_with_a_reason_and_the_best_of_too_many_stay() -> None:
    typed = ("#Techno", "#like4like", "#techno", "#x", "#2026", "#sexy", "#" + "a" * 31, "#Klub_Neun")
    found = optimize_hashtags(typed)
    assert found.tags == ("#Techno", "#Klub_Neun")
    assert [one.why for one in found.left_out] == [
        "it begs for attention and is taken for spam",
        "it is there twice",
        "it has fewer than 3 letters",
        "a number alone tells nothing",
        "Instagram hides posts that have it",
        "it has 31 letters, and nobody types more than 30",
    ]
    assert found.sentence.startswith("Left out: #like4like (it begs for attention and is taken for spam), #techno (")
    six = tuple(f"#tag{number}" for number in range(6))
    assert optimize_hashtags(six).tags == six[:5]
    assert optimize_hashtags(six, ranked=("#TAG5",)).tags == (*six[:4], "#tag5")
    assert optimize_hashtags(six, ranked=("#TAG5",)).left_out[0].why == "a post has at most 5"
    assert optimize_hashtags(("#東京",)).tags == ("#東京",)


@pytest.mark.parametrize(
    "tag", ["#technoberlin", "#Halle7", "#undergroundrave", "#berlinnightlife", "#MaraVoss", "#nye2026"]
)
def test_a_tag_of_the_record_and_of_the_scene_is_believed(tag: str) -> None:
    assert believable(tag, replace(BRIEF, lineup=("Mara Voss",), description="Our NYE."))


@pytest.mark.parametrize("tag", ["#davidguetta", "#soldout", "#freeentry", "#hamburg", "#technohamburg", "#nye2027"])
def test_a_tag_that_says_more_than_the_record_is_not(tag: str) -> None:
    assert not believable(tag, BRIEF)
    assert believable(tag, BRIEF, "davidguetta sold out free entry hamburg nye 2027")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#techno #Rave", ("#techno", "#Rave")),
        ("techno rave\nberlin", ("#techno", "#rave", "#berlin")),
        ("deep house, techno; rave", ("#deephouse", "#techno", "#rave")),
        ("#techno#rave #techno", ("#techno", "#rave")),
        ("#techno, #deep house", ("#techno", "#deephouse")),
    ],
)
def test_hashtags_are_read_however_they_are_typed(text: str, tags: tuple[str, ...]) -> None:
    assert read_tags(text) == tags


def test_tags_of_no_use_are_refused_by_name() -> None:
    with pytest.raises(InvalidAnswer, match=r"Please leave out #fyp: .*; #ab: it has fewer than 3 letters\."):
        read_tags("#techno #fyp #ab")
    with pytest.raises(InvalidAnswer, match="I see no hashtag"):
        read_tags(" , # ")


@pytest.mark.parametrize(
    ("said", "scope", "value", "in_words"),
    [
        ("", Scope.ALWAYS, "", "on every post"),
        ("Every post", Scope.ALWAYS, "", "on every post"),
        ("Techno", Scope.GENRE, "techno", "for techno"),
        ("deep house", Scope.GENRE, "house", "for house"),
        ("gqom", Scope.GENRE, "Gqom", "for Gqom"),
        ("köln", Scope.CITY, "Köln", "in Köln"),
        ("line-up", Scope.PHASE, "lineup", "with every Line-up"),
        ("set: x", None, "", ""),
        ("city: House", Scope.CITY, "House", "in House"),
        ("music: Zouk", Scope.GENRE, "Zouk", "for Zouk"),
        ("phase: sometime", None, "", ""),
        ("Atlantis", None, "", ""),
    ],
)
def test_what_a_set_is_for_is_read_in_a_few_words(said: str, scope: Scope | None, value: str, in_words: str) -> None:
    known = {"genres": ("Gqom",), "cities": ("Köln", "Berlin")}
    if scope is None:
        with pytest.raises(InvalidAnswer, match="I know no kind of music, phase or city"):
            read_scope(said, **known)
        return
    assert read_scope(said, **known) == (scope, value)
    assert where(TagSet("x", (), scope, value)) == in_words
