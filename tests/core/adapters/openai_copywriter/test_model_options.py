"""Several captions in one answer: options to choose from, and one caption in each language."""

import json
from dataclasses import replace
from typing import Any

import httpx2
from model_server import BRIEF, FALSE, MODEL, TRUE, Server, answered, failing, writer_for

from core.copy.facts import check_facts


def in_two(english: str, german: str) -> dict[str, Any]:
    captions = [{"language": "en", "caption": english}, {"language": "German", "caption": german}]
    return {"captions": captions, "hashtags": ["techno"]}


def offered(*options: dict[str, Any]) -> httpx2.Response:
    return answered(json.dumps({"options": list(options)}))


def option(caption: str) -> dict[str, Any]:
    return {"caption": caption, "hashtags": ["techno"]}


GERMAN = "Warehouse Night.\n\nFreitag, 27. November, 22 Uhr\nHalle 7, Berlin\n\nTickets: Link in Bio."
OTHER = TRUE.replace("Warehouse Night is on.", "One room, two names: Warehouse Night.")
THIRD = TRUE.replace("Warehouse Night is on.", "Keep it free: Warehouse Night.")


async def test_a_model_writes_each_language_in_one_answer_and_each_is_checked() -> None:
    brief = replace(BRIEF, also_in=("de",))
    server = Server(answered(json.dumps(in_two(TRUE, GERMAN))))
    draft = await writer_for(server).draft(brief)
    assert draft.caption == f"{TRUE}\n\n— DE\n\n{GERMAN}\n\n{' '.join(draft.hashtags)}"
    assert "#techno" in draft.hashtags
    asked = json.loads(server.asked[0]["messages"][1]["content"])
    assert [one["date_in_words"] for one in asked["captions"]] == ["Friday 27 November", "Freitag, 27. November"]
    lying = in_two(TRUE, GERMAN.replace("Freitag", "Samstag"))
    repaired = await writer_for(Server(answered(json.dumps(lying)), answered(json.dumps(in_two(TRUE, GERMAN))))).draft(
        brief
    )
    assert repaired.notes == ("The model's first try got the date wrong; this is its second.",)
    half = in_two(TRUE, GERMAN) | {"captions": [{"language": "en", "caption": TRUE}]}
    alone = await writer_for(Server(*(answered(json.dumps(half)) for _ in range(2)))).draft(brief)
    assert alone.writer == "offline writer"
    assert "got a language wrong" in alone.notes[0]
    assert "— DE" in alone.caption


async def test_options_come_in_one_answer_and_false_ones_are_replaced() -> None:
    server = Server(offered(option(TRUE), option(OTHER), option(THIRD)))
    options = await writer_for(server).options(BRIEF, 3)
    assert [draft.caption.partition("\n")[0] for draft in options] == [
        one.partition("\n")[0] for one in (TRUE, OTHER, THIRD)
    ]
    assert [len(draft.calls) for draft in options] == [1, 0, 0]
    assert len(json.loads(server.asked[0]["messages"][1]["content"])["options"]) == 3
    lying = Server(offered(option(TRUE), option(FALSE), option(OTHER)), offered(option(FALSE)))
    mixed = await writer_for(lying).options(BRIEF, 3)
    assert [draft.writer for draft in mixed] == [MODEL, MODEL, "offline writer"]
    assert "did not get as many right" in mixed[2].notes[0]
    assert "Option 2: " in lying.asked[1]["messages"][-1]["content"]
    assert all(check_facts(draft.caption, BRIEF) == () for draft in mixed)


async def test_without_an_answer_the_offline_writer_offers_options() -> None:
    options = await writer_for(Server(failing(500))).options(BRIEF, 3)
    assert [draft.writer for draft in options] == ["offline writer"] * 3
    assert all("so the offline writer wrote this" in draft.notes[0] for draft in options)
    brief = replace(BRIEF, also_in=("de",), previous=TRUE, request="in German too")
    both = in_two(OTHER, GERMAN)
    (only,) = await writer_for(Server(offered(both))).options(brief, 1)
    assert only.caption.startswith(OTHER)
    assert "— DE" in only.caption
